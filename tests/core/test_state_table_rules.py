"""Rules that look into a dated state table, and rules that programs share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from finder.core.criteria import Criterion, Figure, Finding, Form, share_equal_rules
from finder.core.evidence import Evidence
from finder.core.judging import Judge
from finder.core.poverty import Guideline, Guidelines
from finder.core.situation import Prescription, Situation
from finder.core.tables import Covered, StateLimit, StateTables
from finder.core.text import Text
from finder.core.verdict import Unsure, Verdict
from tests.factories import judge

ON = date(2026, 3, 1)
GUIDELINES = Guidelines.of(
    [
        Guideline(
            year=2026,
            region="contiguous_us_dc",
            first_person=Decimal(12000),
            each_additional=Decimal(6000),
            starts=date(2026, 1, 1),
            ends=date(2027, 1, 1),
            source="s",
            as_of="undated",
            checked_on=ON,
            confidence="high",
        )
    ]
)


def limit(covered: Covered, percent: int | None = None, per_month: tuple[int, ...] = ()) -> StateLimit:
    whole = None if percent is None else Decimal(percent)
    dollars = tuple(Decimal(amount) for amount in per_month)
    return StateLimit(
        table="t",
        group="g",
        state="GA",
        covered=covered,
        percent=whole,
        per_month=dollars,
        per_month_more=None,
        starts=None,
        ends=None,
        source="s",
        as_of="undated",
        checked_on=ON,
        confidence="medium",
    )


def judged(row: StateLimit, income: int) -> Finding | None:
    rule = Criterion(
        form=Form.RULE,
        fact="income_percent_of_poverty",
        operator="within_table",
        figures=(Figure("t", None, None),),
        group="g",
    )
    situation = Situation(state="GA", household_size=1, income=Decimal(income))
    return Judge(
        Evidence(
            situation=situation, prescription=Prescription(), on=ON, guidelines=GUIDELINES, tables=StateTables.of([row])
        )
    ).judge(rule)


@pytest.mark.parametrize("covered", [Covered.CONDITIONAL, Covered.UNKNOWN])
@pytest.mark.parametrize("row_limit", [{"percent": 100}, {"per_month": (1000,)}], ids=["percent", "dollars"])
def test_within_a_limit_that_is_not_settled_only_the_state_can_say_yes_and_above_it_is_no(
    covered: Covered, row_limit: dict[str, object]
) -> None:
    row = limit(covered, **row_limit)  # type: ignore[arg-type]
    within, above = judged(row, 1000), judged(row, 1001)
    assert within is not None
    assert (within.verdict, within.unsure) == (Verdict.MAYBE, Unsure.PROGRAM_DECIDES)
    assert above is not None
    assert above.verdict is Verdict.NO


def test_a_condition_without_any_limit_is_for_the_state_to_decide() -> None:
    finding = judged(limit(Covered.CONDITIONAL), 100_000)
    assert finding is not None
    assert (finding.verdict, finding.unsure) == (Verdict.MAYBE, Unsure.PROGRAM_DECIDES)


@pytest.mark.parametrize(("plan_year", "verdict"), [(2025, Verdict.YES), (2026, Verdict.NO)])
def test_a_rule_may_look_at_the_plan_year_that_is_judged(plan_year: int, verdict: Verdict) -> None:
    rule = Criterion(form=Form.RULE, fact="plan_year", operator="at_most", figures=(Figure(2025, None, None),))
    finding = judge(plan_year=plan_year).judge(rule)
    assert finding is not None
    assert finding.verdict is verdict


def test_equal_rules_of_two_programs_become_one_object_with_their_parts() -> None:
    def program() -> tuple[Criterion, ...]:
        part = Criterion(form=Form.RULE, fact="age", operator="at_least", figures=(Figure(65, None, None),))
        return (Criterion(form=Form.ANY_OF, because=Text(en="65 or older."), parts=(part,)),)

    pool: dict[Criterion, Criterion] = {}
    one, other = share_equal_rules(program(), pool), share_equal_rules(program(), pool)
    assert one == program()
    assert one[0] is other[0]
    assert one[0].parts[0] is other[0].parts[0]
