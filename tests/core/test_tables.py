"""Dated limits of states: the row of the day, and how many dollars it gives so many people."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.core.tables import StateTables
from tests.factories import TODAY, state_limit

ONE_TWO = (Decimal(1000), Decimal(1500))


@pytest.mark.parametrize(("people", "dollars"), [(1, 1000), (2, 1500), (3, 1900), (5, 2700)])
def test_a_table_in_dollars_goes_on_by_its_step_for_each_person_more(people: int, dollars: int) -> None:
    assert state_limit(per_month=ONE_TWO, per_month_more=Decimal(400)).dollars_per_month(people) == dollars


def test_a_table_that_does_not_reach_that_far_has_no_figure() -> None:
    assert state_limit(per_month=ONE_TWO).dollars_per_month(2) == 1500
    assert state_limit(per_month=ONE_TWO).dollars_per_month(3) is None
    assert state_limit(per_month_more=Decimal(400)).dollars_per_month(1) is None
    assert state_limit(percent=Decimal(138)).dollars_per_month(1) is None


@given(st.lists(st.integers(1, 900).map(Decimal), min_size=1, max_size=8), st.integers(1, 500), st.integers(1, 20))
def test_one_person_more_never_lowers_the_limit(steps: list[Decimal], more: int, people: int) -> None:
    rising = tuple(sum(steps[: count + 1], Decimal(0)) for count in range(len(steps)))
    row = state_limit(per_month=rising, per_month_more=Decimal(more))
    limits = [row.dollars_per_month(people), row.dollars_per_month(people + 1)]
    assert limits == sorted(limits, key=lambda limit: limit or Decimal(0))


class TestDay:
    OLD = state_limit(percent=Decimal(100), ends=TODAY)
    NEW = state_limit(percent=Decimal(138), starts=TODAY, ends=TODAY + timedelta(days=30))
    TABLES = StateTables.of([OLD, NEW, state_limit(state="GA", percent=Decimal(95)), state_limit(group="child")])

    @pytest.mark.parametrize(("days", "percent"), [(-400, 100), (-1, 100), (0, 138), (29, 138), (30, None)])
    def test_the_row_in_force_on_the_day_is_used_and_never_the_last_one_silently(
        self, days: int, percent: int | None
    ) -> None:
        row = self.TABLES.on(TODAY + timedelta(days=days), "medicaid", "adult", "OH")
        assert (row and row.percent) == percent

    @pytest.mark.parametrize(("group", "state"), [("adult", "TX"), ("parent", "OH"), ("child", "GA")])
    def test_another_group_or_state_has_no_row(self, group: str, state: str) -> None:
        assert self.TABLES.on(date(2026, 3, 1), "medicaid", group, state) is None

    def test_tables_do_not_borrow_from_each_other(self) -> None:
        assert self.TABLES.on(TODAY, "chip", "adult", "OH") is None
