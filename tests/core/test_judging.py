"""One rule held against what was told: operators, blanks, assumptions, insurance and what a program decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from finder.core.criteria import Criterion, Finding
from finder.core.situation import Prescription, Situation
from finder.core.verdict import Unsure, Verdict
from tests.factories import all_of, any_of, judge, judged, program_decides, refers_to, rule, state_limit

NO, MAYBE, YES = Verdict.NO, Verdict.MAYBE, Verdict.YES


@pytest.mark.parametrize(
    ("criterion", "told", "verdict"),
    [
        (rule("age", "at_most", 64), {"age": 63}, YES),
        (rule("age", "at_most", 64), {"age": 64}, YES),
        (rule("age", "at_most", 64), {"age": 65}, NO),
        (rule("age", "at_least", 65), {"age": 64}, NO),
        (rule("age", "at_least", 65), {"age": 65}, YES),
        (rule("age", "at_least", 65), {"age": 66}, YES),
        (rule("resources", "at_most", Decimal(2000)), {"resources": Decimal(0)}, YES),
        (rule("resources", "at_most", Decimal(2000)), {"resources": Decimal("2000.01")}, NO),
        (rule("state", "is", "OH"), {"state": "OH"}, YES),
        (rule("state", "is", "OH"), {"state": "GA"}, NO),
        (rule("disabled", "is", True), {"disabled": True}, YES),
        (rule("disabled", "is", True), {"disabled": False}, NO),
        (rule("disabled", "is", False), {"disabled": False}, YES),
        (rule("state", "one_of", frozenset({"OH", "GA"})), {"state": "GA"}, YES),
        (rule("state", "one_of", frozenset({"OH", "GA"})), {"state": "TX"}, NO),
        (rule("state", "none_of", frozenset({"NY", "NJ"})), {"state": "OH"}, YES),
        (rule("state", "none_of", frozenset({"NY", "NJ"})), {"state": "NY"}, NO),
        (rule("condition", "one_of", frozenset({"lupus"})), {"condition": frozenset({"lupus", "crohns"})}, YES),
        (rule("condition", "one_of", frozenset({"lupus"})), {"condition": frozenset({"crohns"})}, NO),
        (rule("condition", "is", "lupus"), {"condition": frozenset({"lupus", "crohns"})}, YES),
        (rule("condition", "none_of", frozenset({"lupus"})), {"condition": frozenset({"lupus", "crohns"})}, NO),
        (rule("condition", "none_of", frozenset({"lupus"})), {"condition": frozenset({"crohns"})}, YES),
    ],
)
def test_each_operator_passes_fails_and_holds_at_its_boundary(
    criterion: Criterion, told: dict[str, Any], verdict: Verdict
) -> None:
    assert judged(criterion, **told).verdict is verdict


@pytest.mark.parametrize(
    ("fact", "operator", "value"),
    [
        ("age", "at_most", 64),
        ("age", "at_least", 65),
        ("disabled", "is", True),
        ("veteran", "is", False),
        ("state", "one_of", frozenset({"OH"})),
        ("condition", "none_of", frozenset({"lupus"})),
        ("insurance", "none_of", frozenset({"medicaid"})),
    ],
)
def test_what_was_not_told_is_maybe_and_named_whatever_the_operator(fact: str, operator: str, value: object) -> None:
    finding = judged(rule(fact, operator, value))
    assert (finding.verdict, finding.unsure, finding.missing) == (MAYBE, Unsure.NOT_TOLD, (fact,))


def test_a_prescription_is_looked_at_like_any_other_answer() -> None:
    criterion = rule("daily_dose_mg", "at_most", 150)
    finding = judge(prescription=Prescription(daily_dose_mg=Decimal(175))).judge(criterion)
    assert finding is not None
    assert (finding.verdict, finding.value, finding.limit, finding.margin) == (NO, 175, 150, -25)


@pytest.mark.parametrize(("operator", "age", "margin"), [("at_most", 60, 4), ("at_most", 66, -2), ("at_least", 66, 2)])
def test_a_number_says_how_much_room_is_left(operator: str, age: int, margin: int) -> None:
    finding = judged(rule("age", operator, 64), age=age)
    assert (finding.value, finding.limit, finding.margin) == (age, 64, margin)


class TestAssumed:
    def test_an_assumption_that_was_not_told_does_not_lower_the_verdict_and_says_so(self) -> None:
        finding = judged(rule("job_offer", "is", False, assumed=True))
        assert (finding.verdict, finding.assumed, finding.missing, finding.unsure) == (YES, True, (), None)

    @pytest.mark.parametrize(("told", "verdict"), [(False, YES), (True, NO)])
    def test_an_answer_replaces_the_assumption(self, told: bool, verdict: Verdict) -> None:
        finding = judged(rule("job_offer", "is", False, assumed=True), job_offer=told)
        assert (finding.verdict, finding.assumed) == (verdict, False)

    def test_a_group_says_that_it_rests_on_an_assumption(self) -> None:
        group = all_of(rule("resources", "at_most", 2000, assumed=True), rule("age", "at_most", 64))
        assert judged(group, age=30).assumed

    def test_an_assumed_group_does_not_assume_what_the_program_decides(self) -> None:
        finding = judged(all_of(rule("job_offer", "is", False), program_decides(), assumed=True))
        assert (finding.verdict, finding.assumed) == (MAYBE, False)

    def test_an_assumed_group_is_met_while_none_of_it_is_told(self) -> None:
        finding = judged(any_of(rule("job_offer", "is", False), rule("work_hours", "at_most", 20), assumed=True))
        assert (finding.verdict, finding.assumed) == (YES, True)


class TestCaseByCase:
    RULE = rule("state", "one_of", frozenset({"OH"}), case_by_case=frozenset({"IN"}))

    @pytest.mark.parametrize(("state", "verdict"), [("OH", YES), ("IN", MAYBE), ("TX", NO)])
    def test_a_value_decided_case_by_case_is_neither_yes_nor_no(self, state: str, verdict: Verdict) -> None:
        finding = judged(self.RULE, state=state)
        assert finding.verdict is verdict
        assert (finding.unsure is Unsure.PROGRAM_DECIDES) is (verdict is MAYBE)
        assert finding.missing == ()

    @pytest.mark.parametrize("operator", ["one_of", "none_of"])
    def test_insurance_can_be_decided_case_by_case_too(self, operator: str) -> None:
        named = frozenset({"none"} if operator == "one_of" else {"medicaid"})
        criterion = rule("insurance", operator, named, case_by_case=frozenset({"medicaid"}))
        finding = judged(criterion, insurance=frozenset({"medicaid"}))
        assert (finding.verdict, finding.unsure) == (MAYBE, Unsure.PROGRAM_DECIDES)

    def test_one_insurance_that_is_refused_outright_is_not_saved_by_another(self) -> None:
        criterion = rule(
            "insurance", "none_of", frozenset({"medicaid", "tricare"}), case_by_case=frozenset({"medicaid"})
        )
        assert judged(criterion, insurance=frozenset({"medicaid", "tricare"})).verdict is NO

    def test_a_program_that_does_not_publish_its_rule_is_maybe_and_nothing_is_missing(self) -> None:
        finding = judged(program_decides())
        assert (finding.verdict, finding.unsure, finding.missing) == (MAYBE, Unsure.PROGRAM_DECIDES, ())


class TestInsurance:
    @pytest.mark.parametrize(
        ("operator", "named", "held", "verdict"),
        [
            ("one_of", {"none"}, {"none"}, YES),
            ("one_of", {"none"}, {"employer"}, NO),
            ("one_of", {"employer"}, {"medicare", "employer"}, YES),
            ("none_of", {"medicaid"}, {"employer"}, YES),
            ("none_of", {"medicaid"}, {"medicaid", "medicare"}, NO),
            ("is", "medicare_drug", {"medicare_drug"}, YES),
            # Part D can only be held with Medicare.
            ("one_of", {"medicare"}, {"medicare_drug"}, YES),
            ("none_of", {"medicare"}, {"medicare_drug"}, NO),
        ],
    )
    def test_several_kinds_may_be_held(self, operator: str, named: Any, held: set[str], verdict: Verdict) -> None:
        value = named if isinstance(named, str) else frozenset(named)
        assert judged(rule("insurance", operator, value), insurance=frozenset(held)).verdict is verdict

    @pytest.mark.parametrize("operator", ["is", "one_of", "none_of"])
    def test_medicare_with_drug_cover_not_known_is_asked_about(self, operator: str) -> None:
        value = "medicare_drug" if operator == "is" else frozenset({"medicare_drug"})
        finding = judged(rule("insurance", operator, value), insurance=frozenset({"medicare"}))
        assert (finding.verdict, finding.unsure, finding.missing) == (MAYBE, Unsure.NOT_TOLD, ("insurance",))


class TestOnce:
    def test_a_rule_is_judged_once_and_says_the_same_again(self) -> None:
        person, criterion = judge(Situation(age=40)), rule("age", "at_most", 64)
        assert person.judge(criterion) is person.judge(criterion) is not None

    def test_a_rule_that_does_not_exist_yet_is_no_rule_however_often_it_is_judged(self) -> None:
        person, later = judge(Situation(age=40)), rule("age", "at_most", 64, starts=date(2027, 1, 1))
        assert [person.judge(later), person.judge(later)] == [None, None]


class TestAssuming:
    """A judge may be told to take only some of the assumed rules as met."""

    NO_OFFER = rule("job_offer", "is", False, assumed=True)
    SMALL_SAVINGS = rule("resources", "at_most", Decimal(2000), assumed=True)

    def verdicts(self, assuming: frozenset[Criterion] | None) -> list[Verdict | None]:
        person = replace(judge(), assuming=assuming)
        found = [person.judge(criterion) for criterion in (self.NO_OFFER, self.SMALL_SAVINGS)]
        return [finding and finding.verdict for finding in found]

    def test_all_that_say_so_are_taken_as_met_unless_told_otherwise(self) -> None:
        assert self.verdicts(None) == [YES, YES]
        assert self.verdicts(frozenset({self.NO_OFFER})) == [YES, MAYBE]
        assert self.verdicts(frozenset()) == [MAYBE, MAYBE]

    def test_an_assumed_group_of_which_one_part_is_for_the_program_stays_open(self) -> None:
        nested = any_of(rule("job_offer", "is", False), all_of(program_decides(), rule("age", "at_most", 64)))
        finding = judged(replace(nested, assumed=True), age=40)
        assert (finding.verdict, finding.assumed) == (MAYBE, False)


def test_a_rule_about_a_table_is_judged_by_the_row_of_the_state() -> None:
    criterion = rule("income_per_month", "within_table", "medicaid", group="adult")
    limits = (state_limit(per_month=(Decimal(1800),)), state_limit("GA", per_month=(Decimal(900),)))
    found = [
        judged(criterion, limits=limits, state=state, household_size=1, income=Decimal(1000)) for state in ("OH", "GA")
    ]
    assert [(finding.verdict, finding.limit, finding.margin) for finding in found] == [
        (YES, 1800, 800),
        (NO, 900, -100),
    ]


class TestBirths:
    """Asked beside pregnancy: a blank means no, and is named so that a yes can be given."""

    BIRTH = rule("postpartum", "is", True)

    def test_a_blank_about_a_birth_is_a_no_that_says_so(self) -> None:
        finding = judged(self.BIRTH, age=30)
        assert (finding.verdict, finding.missing, finding.assumed, finding.limit) == (NO, ("postpartum",), True, True)

    def test_an_answer_or_an_age_that_rules_it_out_is_a_plain_one(self) -> None:
        assert judged(self.BIRTH, age=30, postpartum=True).verdict is YES
        told_no = judged(self.BIRTH, age=70)
        assert (told_no.verdict, told_no.missing, told_no.assumed) == (NO, (), False)


class TestOtherListings:
    def test_another_listings_finding_is_taken_over_with_its_reason(self) -> None:
        other = Finding(rule("age", "at_most", 64), MAYBE, unsure=Unsure.NOT_TOLD, missing=("age",), on_trust=True)
        finding = replace(judge(), other={"chip": other}.get).judge(refers_to("chip"))
        assert finding is not None
        assert (finding.verdict, finding.unsure, finding.missing) == (MAYBE, Unsure.NOT_TOLD, ("age",))
        assert finding.on_trust

    def test_a_listing_that_is_not_there_is_no_figure(self) -> None:
        finding = judged(refers_to("chip"))
        assert (finding.verdict, finding.unsure, finding.missing) == (MAYBE, Unsure.NO_FIGURE, ())
