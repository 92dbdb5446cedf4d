"""A household with a missing answer is never told no when the answer could make it yes: all listings, all answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from finder.core.matching import Matcher
from finder.core.situation import CONDITIONS, Prescription, Situation
from finder.core.verdict import Verdict
from tests.core.shipped import SNAPSHOT

TODAY = date(2026, 11, 23)


def verdict(person: Matcher, listing: str) -> Verdict:
    """What a listing says to a person; yes where it has no rules."""
    found = person.verdict_of(listing)
    return Verdict.YES if found is None else found.verdict


FACTS_THAT_MAY_BE_LEFT_OUT = (
    "household_size", "income", "age", "insurance", "pregnant", "children_at_home", "youngest_child_age", "disabled",
    "citizenship", "married", "work_hours", "tribal_member", "veteran", "transplant", "medicare_at_transplant",
    "state", "resources", "job_offer", "condition", "starting", "income_steady",
)  # fmt: skip
# Blank means none, which the answer says: a no that rests on it names the column (docs/unasked-facts.md).
TAKEN_AS_NONE = ("expecting", "postpartum", "income_not_counted")


# A mother with $1,500 of wages and $994 of her child's SSI a month: Medicaid counts the wages alone.
MOTHER_WITH_SSI = {
    "state": "OH",
    "household_size": 2,
    "income": Decimal(2494 * 12),
    "income_not_counted": 994 * 12,
    "age": 35,
    "insurance": frozenset({"none"}),
    "pregnant": False,
    "children_at_home": True,
    "youngest_child_age": 14,
    "disabled": False,
    "citizenship": "citizen",
    "married": False,
    "work_hours": Decimal(100),
    "tribal_member": False,
    "veteran": False,
    "transplant": "none",
    "medicare_at_transplant": False,
    "resources": Decimal(500),
    "job_offer": False,
    "condition": frozenset({"lupus"}),
    "starting": False,
    "income_steady": True,
    "expecting": None,
    "postpartum": False,
}


def test_the_mothers_ssi_decides_about_medicaid() -> None:
    told, not_told = (
        Matcher(
            snapshot=SNAPSHOT,
            situation=Situation(income_period="year", **(MOTHER_WITH_SSI | {"income_not_counted": part})),
            prescription=Prescription(),
            on=TODAY,
        )  # type: ignore[arg-type]
        for part in (Decimal(994 * 12), None)
    )
    assert (verdict(told, "medicaid"), verdict(not_told, "medicaid")) == (Verdict.YES, Verdict.NO)
    assert "income_not_counted" in not_told.match(SNAPSHOT.by_id["medicaid"]).missing


@settings(max_examples=100)
@example(left_out={"income_not_counted"}, on=TODAY, answers=dict(MOTHER_WITH_SSI))
@given(
    left_out=st.sets(st.sampled_from(FACTS_THAT_MAY_BE_LEFT_OUT + TAKEN_AS_NONE)),
    on=st.sampled_from([date(2025, 3, 1), date(2026, 9, 30), TODAY, date(2027, 1, 20)]),
    answers=st.fixed_dictionaries(
        {
            "state": st.sampled_from(
                sorted({row.state for rows in SNAPSHOT.facts.tables.rows.values() for row in rows})
            ),
            "household_size": st.integers(1, 6),
            "income": st.integers(0, 90_000).map(Decimal),
            "age": st.integers(0, 90),
            "insurance": st.sampled_from(["none", "medicare", "medicare_drug", "medicaid", "employer", "va"]).map(
                lambda word: frozenset({word})
            ),
            "pregnant": st.booleans(),
            "children_at_home": st.booleans(),
            "youngest_child_age": st.integers(0, 18),
            "disabled": st.booleans(),
            "citizenship": st.sampled_from(["citizen", "green_card_5_years", "green_card_newer", "other_lawful"]),
            "married": st.booleans(),
            "work_hours": st.integers(0, 160).map(Decimal),
            "tribal_member": st.booleans(),
            "veteran": st.booleans(),
            "transplant": st.sampled_from(["kidney", "other", "none"]),
            "medicare_at_transplant": st.booleans(),
            "resources": st.integers(0, 40_000).map(Decimal),
            "job_offer": st.booleans(),
            "condition": st.sampled_from(CONDITIONS).map(lambda word: frozenset({word})),
            "starting": st.booleans(),
            "income_steady": st.booleans(),
            "expecting": st.integers(1, 3),
            "postpartum": st.booleans(),
            "income_not_counted": st.integers(0, 17_000),
        }
    ),
)
def test_leaving_out_any_answers_never_turns_a_yes_or_a_maybe_of_any_listing_into_a_no(
    left_out: set[str], on: date, answers: dict[str, object]
) -> None:
    can_be = 12 <= int(str(answers["age"])) <= 60
    answers["pregnant"] = answers["pregnant"] and can_be
    answers["postpartum"] = answers["postpartum"] and can_be
    answers["expecting"] = answers["expecting"] if answers["pregnant"] else None
    # An income that nobody calls unsteady is read as steady: it may be sure of Medicaid, and then CHIP does not fit.
    answers["income_steady"] = answers["income_steady"] or "income_steady" in left_out
    answers["income_not_counted"] = min(Decimal(str(answers["income_not_counted"])), Decimal(str(answers["income"])))
    whole, fewer = (
        Matcher(
            snapshot=SNAPSHOT, situation=Situation(income_period="year", **said), prescription=Prescription(), on=on
        )  # type: ignore[arg-type]
        for said in (answers, answers | dict.fromkeys(left_out))
    )
    could_be = [name for name in SNAPSHOT.by_id if verdict(whole, name) is not Verdict.NO]
    flipped = [name for name in could_be if verdict(fewer, name) is Verdict.NO]
    assert not flipped or left_out & set(TAKEN_AS_NONE)
    assert [name for name in flipped if not left_out & set(fewer.match(SNAPSHOT.by_id[name]).missing)] == []
