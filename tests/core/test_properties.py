"""What holds for every person: properties of matching, on the shipped catalogue and on made-up ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from finder.core.evidence import AGES_THAT_CAN_BE_PREGNANT
from finder.core.matches import Plan
from finder.core.matching import HELD_NOW, match
from finder.core.situation import (
    CITIZENSHIP,
    CONDITIONS,
    INSURANCE,
    PERIODS_PER_YEAR,
    PRESCRIPTION_FIELDS,
    SITUATION_FIELDS,
    TRANSPLANT,
    Prescription,
    Situation,
)
from finder.core.snapshot import Snapshot
from finder.core.text import Text
from finder.core.verdict import Verdict
from tests.core.shipped import SNAPSHOT
from tests.factories import TODAY, listing, rule, snapshot

# States with their own guideline, their own listings, neither; a territory without a guideline is apart.
STATES = ("OH", "AK", "HI", "GA", "TX", "NY")
FEWER = settings(max_examples=25)

situations = st.builds(
    Situation,
    state=st.sampled_from(STATES),
    household_size=st.integers(1, 9),
    married=st.booleans(),
    income=st.integers(0, 9000).map(Decimal),
    income_period=st.sampled_from(sorted(PERIODS_PER_YEAR)),
    income_steady=st.booleans(),
    age=st.integers(0, 95),
    insurance=st.sets(st.sampled_from(INSURANCE), min_size=1, max_size=2).map(frozenset),
    pregnant=st.booleans(),
    children_at_home=st.booleans(),
    youngest_child_age=st.integers(0, 18),
    disabled=st.booleans(),
    citizenship=st.sampled_from(CITIZENSHIP),
    veteran=st.booleans(),
    tribal_member=st.booleans(),
    resources=st.integers(0, 20000).map(Decimal),
    job_offer=st.booleans(),
    work_hours=st.integers(0, 60).map(Decimal),
    transplant=st.sampled_from(TRANSPLANT),
    medicare_at_transplant=st.booleans(),
    condition=st.sets(st.sampled_from(CONDITIONS), min_size=1, max_size=2).map(frozenset),
    starting=st.booleans(),
).map(lambda told: replace(told, pregnant=bool(told.pregnant) and told.age in AGES_THAT_CAN_BE_PREGNANT))
prescriptions = st.builds(
    Prescription,
    daily_dose_mg=st.sampled_from([None, *(Decimal(25 * n) for n in range(1, 13))]),
    written_strength_mg=st.sampled_from([None, 25, 50, 75, 100]),
    days_supply=st.sampled_from([None, 30, 90]),
    days_left=st.sampled_from([None, 0, 6, 13, 14, 30]),
)
days = st.sampled_from([date(2026, 1, 2), date(2026, 1, 20), TODAY, date(2027, 1, 10), date(2027, 3, 1)])
answers = st.sampled_from((*SITUATION_FIELDS, *PRESCRIPTION_FIELDS))


def ids(plan: Plan) -> list[str]:
    return [row.listing.id for row in plan.matches]


def without(plan: Plan, column: str) -> Plan:
    """The plan of the same person who does not tell one answer."""
    situation, prescription = plan.situation, plan.prescription
    if column in SITUATION_FIELDS:
        situation = replace(situation, **{column: None})
    else:
        prescription = replace(prescription, **{column: None})
    return match(plan.snapshot, situation, prescription, plan.on)


@FEWER
@given(situations, prescriptions, days, answers)
def test_removing_any_one_answer_never_makes_a_listing_vanish(
    told: Situation, prescription: Prescription, on: date, column: str
) -> None:
    plan = match(SNAPSHOT, told, prescription, on)
    assert set(ids(plan)) <= set(ids(without(plan, column)))


# A period says how to read the income, so it is no answer of its own.
@FEWER
@example(
    # Has a Marketplace plan, and by every rule would get Medicaid instead.
    Situation(
        state="OH",
        household_size=1,
        income=Decimal(0),
        income_period="month",
        age=40,
        insurance=frozenset({"marketplace"}),
        citizenship="citizen",
        disabled=False,
        job_offer=False,
    ),
    Prescription(),
    date(2026, 1, 2),
    "insurance",
)
@given(situations, prescriptions, days, answers.filter(lambda column: column not in ("income_period", "income_steady")))
def test_removing_any_one_answer_never_makes_a_listing_that_may_fit_look_as_if_it_did_not(
    told: Situation, prescription: Prescription, on: date, column: str
) -> None:
    plan = match(SNAPSHOT, told, prescription, on)
    # What fits for no other reason than that the person has it already hangs on the answer that says so.
    may_fit = {row.listing.id for row in plan.fitting if column != "insurance" or HELD_NOW not in row.findings}
    assert may_fit <= {row.listing.id for row in without(plan, column).fitting}


@FEWER
@given(situations, prescriptions, days)
def test_a_state_alone_gives_every_listing_there_and_no_verdict_of_no_for_want_of_answers(
    told: Situation, prescription: Prescription, on: date
) -> None:
    state_alone = match(SNAPSHOT, Situation(state=told.state), Prescription(), on)
    plan = match(SNAPSHOT, told, prescription, on)
    assert set(ids(plan)) == set(ids(state_alone))
    may_fit = {row.listing.id for row in plan.fitting}
    assert may_fit <= {row.listing.id for row in state_alone.fitting}


@given(
    situations,
    st.lists(
        st.one_of(
            st.integers(50, 400).map(lambda percent: rule("income_percent_of_poverty", "at_most", percent)),
            st.integers(500, 6000).map(lambda dollars: rule("income_per_month", "at_most", dollars)),
        ),
        max_size=3,
    ),
    st.integers(0, 9000).map(Decimal),
)
def test_lower_income_never_removes_a_listing_that_has_only_an_upper_limit(
    told: Situation, limits: list[object], less: Decimal
) -> None:
    catalogue = snapshot(listing(criteria=tuple(limits)))
    assert told.income is not None
    poorer = replace(told, income=max(Decimal(0), told.income - less))
    verdicts = [match(catalogue, who, Prescription(), TODAY).matches[0].verdict for who in (told, poorer)]
    assert verdicts[0] <= verdicts[1]


@FEWER
@given(situations, prescriptions, days, st.randoms(use_true_random=False))
def test_shuffling_who_gains_never_changes_the_order(
    told: Situation, prescription: Prescription, on: date, random: object
) -> None:
    gains = [row.who_gains for row in SNAPSHOT.by_id.values()]
    random.shuffle(gains)  # type: ignore[attr-defined]
    rows = (replace(row, who_gains=gain) for row, gain in zip(SNAPSHOT.by_id.values(), gains, strict=True))
    shuffled = Snapshot.of("shuffled", rows, SNAPSHOT.facts)
    assert ids(match(shuffled, told, prescription, on)) == ids(match(SNAPSHOT, told, prescription, on))


@FEWER
@given(situations, prescriptions, days)
def test_the_same_inputs_give_the_same_plan(told: Situation, prescription: Prescription, on: date) -> None:
    first, second = (match(SNAPSHOT, told, prescription, on) for _ in range(2))
    assert first.matches == second.matches


@FEWER
@given(situations, prescriptions, days)
def test_every_match_is_well_formed(told: Situation, prescription: Prescription, on: date) -> None:
    plan = match(SNAPSHOT, told, prescription, on)
    assert len(set(ids(plan))) == len(plan.matches)
    for row in plan.matches:
        assert (row.unsure is None) is (row.verdict is not Verdict.MAYBE)
        # A blank about a birth, or about income that does not count, is named where it could lift the no.
        assert row.verdict is Verdict.MAYBE or set(row.missing) <= {"postpartum", "income_not_counted"}
        assert set(row.missing) <= {*SITUATION_FIELDS, *PRESCRIPTION_FIELDS}
        assert row.cost is None or 0 <= row.cost.low <= row.cost.high
        assert row.first_year is None or row.first_year.total[0] <= row.first_year.total[1]


def test_a_search_judges_only_what_can_apply_where_the_person_lives() -> None:
    states = [f"S{n:02d}" for n in range(50)]
    many = [listing(f"listing-{n}", states=frozenset({states[n % 50]}), name=Text(en=str(n))) for n in range(2000)]
    catalogue = snapshot(*many, listing("nationwide"))
    assert len(match(catalogue, Situation(state="S07"), Prescription(), TODAY).matches) == 41
    assert len(match(catalogue, Situation(), Prescription(), TODAY).matches) == 2001
