from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from finder.caseload.case_changes import RuleChange, changes, due
from finder.caseload.case_file import CaseFile, CaseStep, ListingOutcome, Result, Rule
from finder.core.text import Text

DAY = date(2026, 11, 24)
RULE = Rule(
    words=Text(en="Income is low.", es="El ingreso es bajo."),
    verdict="yes",
    limit="$1835.00",
    source="https://example.gov/a",
    checked_on="2026-11-23",
)
FITS = ListingOutcome(
    id="help", name=Text(en="Help"), verdict="yes", low=Decimal("10.00"), high=Decimal("12.00"), rules=(RULE,)
)


def result(*rows: ListingOutcome) -> Result:
    return Result(DAY, "1", rows)


def found(before: ListingOutcome | None, now: ListingOutcome | None) -> list[str]:
    sides = [result(*([row] if row else [])) for row in (before, now)]
    return [change.kind for change in changes(*sides)]


@pytest.mark.parametrize(
    ("before", "now", "kinds"),
    [
        ("yes", "yes", []),
        ("no", "maybe", ["gained"]),
        ("no", "yes", ["gained"]),
        ("maybe", "no", ["lost"]),
        ("maybe", "yes", ["surer"]),
        ("yes", "maybe", ["less_sure"]),
    ],
)
def test_a_verdict_that_moved_is_named(before: str, now: str, kinds: list[str]) -> None:
    assert found(replace(FITS, verdict=before), replace(FITS, verdict=now)) == kinds


def test_a_listing_that_came_or_went_is_gained_or_lost() -> None:
    assert found(None, FITS) == ["gained"]
    assert found(FITS, None) == ["lost"]
    assert found(None, replace(FITS, verdict="no")) == []


@pytest.mark.parametrize(
    ("low", "high", "kinds"),
    [
        ("10.00", "12.00", []),
        ("10.00", "12.01", ["price_up"]),
        ("10.00", "11.99", ["price_down"]),
        ("10.01", "12.00", ["price_up"]),
        (None, None, ["price_gone"]),
    ],
)
def test_a_price_that_moved_by_a_cent_is_named(low: str | None, high: str | None, kinds: list[str]) -> None:
    now = replace(FITS, low=Decimal(low) if low else None, high=Decimal(high) if high else None)
    assert found(FITS, now) == kinds


def test_of_first_prices_the_lowest_is_named() -> None:
    unpriced = replace(FITS, low=None, high=None)
    dear = replace(FITS, id="dear", high=Decimal("12.01"))
    rows = changes(result(unpriced, replace(unpriced, id="dear")), result(FITS, dear))
    assert [(row.kind, row.listing) for row in rows] == [("price_new", "help")]


def reason(before: tuple[Rule, ...], now: tuple[Rule, ...], verdicts: tuple[str, str] = ("no", "yes")) -> RuleChange:
    sides = [
        replace(FITS, verdict=verdict, rules=rules) for verdict, rules in zip(verdicts, (before, now), strict=True)
    ]
    (change,) = changes(*(result(side) for side in sides))
    assert change.reason is not None
    return change.reason


AGAINST = replace(RULE, verdict="no", limit="$1799.75")


def test_help_gained_names_the_limit_that_moved_past_the_person_and_no_other_rule() -> None:
    turned = replace(RULE, words=Text(en="One of the groups fits."), limit="")
    for_children = replace(RULE, words=Text(en="Income is low for a child."))
    before = (replace(turned, verdict="no"), replace(for_children, limit="$2000.00"), AGAINST)
    assert reason(before, (turned, for_children, RULE)) == (AGAINST, RULE)


def test_of_limits_with_the_same_figures_the_last_is_named() -> None:
    few, most = (replace(RULE, words=Text(en=words)) for words in ("Parents.", "Adults."))
    before = tuple(replace(AGAINST, words=rule.words) for rule in (few, most))
    assert reason(before, (few, most)) == (before[1], most)


def test_help_lost_names_the_rule_that_turned() -> None:
    assert reason((RULE,), (replace(RULE, verdict="no"),), ("yes", "no")) == (RULE, replace(RULE, verdict="no"))


def test_a_rule_that_began_or_ended_is_named_where_it_is_against_the_person() -> None:
    other = replace(RULE, words=Text(en="Live in Ohio."), source="https://example.gov/b")
    against = replace(other, verdict="no")
    assert reason((RULE,), (RULE, other, against), ("yes", "no")) == (None, against)
    assert reason((RULE, against), (RULE,)) == (against, None)


OPEN = replace(RULE, verdict="maybe")


def test_a_rule_that_keeps_the_answer_open_is_told_with_its_new_words_or_limit() -> None:
    stays_open = replace(FITS, verdict="maybe", rules=(OPEN,))
    for other in (replace(OPEN, words=Text(en="Income is very low.")), replace(OPEN, limit="$1900.00")):
        (change,) = changes(result(stays_open), result(replace(stays_open, rules=(other,))))
        assert (change.kind, change.reason) == ("rule", (OPEN, other))


def test_of_several_reworded_rules_at_one_address_none_is_paired_by_guess() -> None:
    old = tuple(replace(OPEN, words=Text(en=words)) for words in ("One.", "Two."))
    new = tuple(replace(OPEN, words=Text(en=words)) for words in ("Three.", "Four."))
    assert found(replace(FITS, rules=old), replace(FITS, rules=new)) == []


def test_what_a_rule_says_the_same_to_this_person_is_not_told() -> None:
    for other in (replace(RULE, limit=""), replace(RULE, limit="$1900.00"), replace(RULE, words=Text(en="Low pay."))):
        assert found(FITS, replace(FITS, rules=(other,))) == []


def test_rules_and_prices_of_what_does_not_fit_are_not_told() -> None:
    no = replace(FITS, verdict="no")
    assert found(no, replace(no, high=Decimal("99.00"), rules=())) == []
    assert found(replace(no, low=None, high=None), FITS) == ["gained"]


def case(*steps: CaseStep, days_left: int | None = None) -> CaseFile:
    answers = {} if days_left is None else {"days_left": str(days_left)}
    return CaseFile(
        label="", saved_on=DAY, answers=answers, told_on=dict.fromkeys(answers, DAY), result=result(), steps=steps
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2026-11-10", [("next", False)]), ("2026-12-10", [("next", False)]), ("2026-12-11", [("next", True)])],
)
def test_a_date_is_overdue_from_the_day_after(on: str, expected: list[tuple[str, bool]]) -> None:
    rows = due(case(CaseStep(listing="help", next_on=date(2026, 12, 10))), date.fromisoformat(on))
    assert [(row.kind, row.overdue) for row in rows] == expected


def test_a_date_beyond_30_days_is_not_told_yet() -> None:
    step = CaseStep(listing="help", next_on=date(2026, 12, 25), renew_on=date(2026, 12, 24))
    assert [row.kind for row in due(case(step), DAY)] == ["renewal"]


@pytest.mark.parametrize(("days_left", "told"), [(13, True), (14, False), (None, False)])
def test_tablets_that_run_out_within_two_weeks_are_due(days_left: int | None, told: bool) -> None:
    assert [row.kind for row in due(case(days_left=days_left), DAY)] == (["tablets"] if told else [])


@pytest.mark.parametrize(("on", "kind"), [("2026-11-29", "tablets"), ("2026-11-30", "tablets_out")])
def test_tablets_whose_day_is_past_are_told_as_run_out(on: str, kind: str) -> None:
    assert [row.kind for row in due(case(days_left=5), date.fromisoformat(on))] == [kind]
