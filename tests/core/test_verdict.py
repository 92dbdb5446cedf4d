"""The algebra of verdicts: NO < MAYBE < YES."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.core.verdict import Verdict, all_of, any_of, negate

NO, MAYBE, YES = Verdict.NO, Verdict.MAYBE, Verdict.YES
verdicts = st.lists(st.sampled_from(Verdict), max_size=6)


def test_verdicts_are_ordered_no_maybe_yes() -> None:
    assert NO < MAYBE < YES


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, MAYBE, MAYBE, YES),
        (YES, NO, NO, YES),
        (MAYBE, MAYBE, MAYBE, MAYBE),
        (MAYBE, NO, NO, MAYBE),
        (NO, NO, NO, NO),
    ],
)
def test_all_of_takes_the_least_and_any_of_the_greatest(
    one: Verdict, other: Verdict, both: Verdict, either: Verdict
) -> None:
    assert all_of([one, other]) is all_of([other, one]) is both
    assert any_of([one, other]) is any_of([other, one]) is either


def test_nothing_to_meet_is_met_and_nothing_to_choose_from_is_not() -> None:
    assert all_of([]) is YES
    assert any_of([]) is NO


def test_negation_swaps_yes_and_no_and_keeps_maybe() -> None:
    assert [negate(verdict) for verdict in (NO, MAYBE, YES)] == [YES, MAYBE, NO]


@given(verdicts)
def test_not_all_is_any_not(parts: list[Verdict]) -> None:
    assert negate(all_of(parts)) is any_of(negate(part) for part in parts)


def test_grouping_does_not_matter() -> None:
    for a, b, c in product(Verdict, repeat=3):
        assert all_of([all_of([a, b]), c]) is all_of([a, all_of([b, c])])
        assert any_of([any_of([a, b]), c]) is any_of([a, any_of([b, c])])
