"""Every way to make a daily dose from marketed tablets."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.core.dose import HALVED_MG, STRENGTHS_MG, DoseError, DoseWay, check_dose, ways, ways_with_a_half

doses = st.integers(1, 30).map(lambda steps: 25 * steps)


def counted(dose_mg: int) -> int:
    """The number of ways, counted by other means than the code's."""
    totals = [1] + [0] * dose_mg
    for strength in STRENGTHS_MG:
        for total in range(strength, dose_mg + 1):
            totals[total] += totals[total - strength]
    return totals[dose_mg]


@given(doses)
def test_all_ways_sum_to_the_dose(dose_mg: int) -> None:
    for way in (*ways(dose_mg), *ways_with_a_half(dose_mg)):
        assert way.daily_dose_mg == dose_mg
        assert sum(mg * count for mg, count in way.tablets) + (way.half_mg or 0) / 2 == dose_mg


@given(doses)
def test_no_way_is_missing_and_none_comes_twice(dose_mg: int) -> None:
    whole = ways(dose_mg)
    assert len(set(whole)) == len(whole) == counted(dose_mg)
    halved = ways_with_a_half(dose_mg)
    assert len(set(halved)) == len(halved)


@given(doses)
def test_halves_are_kept_apart_and_only_scored_tablets_are_halved(dose_mg: int) -> None:
    assert all(way.half_mg is None for way in ways(dose_mg))
    assert all(way.half_mg in HALVED_MG for way in ways_with_a_half(dose_mg))


@given(doses, st.integers(1, 90))
def test_a_fill_holds_the_whole_dose_and_at_most_half_a_tablet_too_much(dose_mg: int, days: int) -> None:
    for way in ways(dose_mg):
        assert sum(mg * count for mg, count in way.tablets_per_fill(days)) == dose_mg * days
    for way in ways_with_a_half(dose_mg):
        spare = sum(mg * count for mg, count in way.tablets_per_fill(days)) - dose_mg * days
        assert spare == ((way.half_mg or 0) // 2 if days % 2 else 0)


def test_the_ways_to_make_150_mg_start_with_two_tablets_of_75_mg_and_three_of_50_mg() -> None:
    assert [way.tablets for way in ways(150)[:3]] == [((75, 2),), ((50, 3),), ((25, 6),)]


def test_75_mg_is_one_and_a_half_tablets_of_50_mg_only_among_the_halves() -> None:
    one_and_a_half = DoseWay(((50, 1),), half_mg=50)
    assert one_and_a_half in ways_with_a_half(75)
    assert one_and_a_half.tablets_per_day == Decimal("1.5")
    assert one_and_a_half.strengths_mg == (50,)


@pytest.mark.parametrize(
    ("way", "days", "tablets"),
    [
        (DoseWay(((50, 3),)), 30, ((50, 90),)),
        (DoseWay(((50, 3),)), 90, ((50, 270),)),
        (DoseWay(((75, 2),)), 30, ((75, 60),)),
        (DoseWay(((100, 1), (50, 1))), 30, ((100, 30), (50, 30))),
        (DoseWay(((50, 1),), half_mg=50), 30, ((50, 45),)),
        (DoseWay(((50, 1),), half_mg=50), 90, ((50, 135),)),
        (DoseWay(((50, 1),), half_mg=50), 7, ((50, 11),)),
        (DoseWay(((100, 1),), half_mg=50), 30, ((100, 30), (50, 15))),
    ],
)
def test_tablets_to_buy_for_a_fill(way: DoseWay, days: int, tablets: tuple[tuple[int, int], ...]) -> None:
    assert way.tablets_per_fill(days) == tablets


@pytest.mark.parametrize(
    ("dose", "key"),
    [
        ("0", "too_low"),
        ("-50", "too_low"),
        ("24.99", "too_low"),
        ("750.01", "too_high"),
        ("775", "too_high"),
        ("Infinity", "too_high"),
        ("60", "not_in_steps"),
        ("62.5", "not_in_steps"),
        ("50.01", "not_in_steps"),
    ],
)
def test_a_dose_that_cannot_be_priced_says_why(dose: str, key: str) -> None:
    with pytest.raises(DoseError) as caught:
        check_dose(Decimal(dose))
    assert caught.value.key == key


@pytest.mark.parametrize("dose", ["25", "50.0", "125", "150.00", "750"])
def test_a_dose_in_steps_of_25_mg_is_taken_as_it_is(dose: str) -> None:
    assert check_dose(Decimal(dose)) == Decimal(dose)
