"""The days in which a Marketplace plan can be joined after losing coverage."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from finder.core.headline import special_enrolment_until
from finder.core.matching import match
from finder.core.situation import Prescription, Situation
from tests.factories import TODAY, snapshot


class TestSpecialEnrolment:
    def until(self, days_ago: int | None, **more: object) -> tuple[date, date] | None:
        lost = None if days_ago is None else TODAY - timedelta(days=days_ago)
        return special_enrolment_until(
            match(snapshot(), Situation(state="OH", lost_coverage_on=lost, **more), Prescription(), TODAY)
        )  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("days_ago", "within"), [(-61, False), (-60, True), (0, True), (60, True), (90, True), (91, False)]
    )
    def test_it_runs_from_60_days_before_the_loss_to_90_after(self, days_ago: int, within: bool) -> None:
        assert (self.until(days_ago) is not None) is within

    def test_it_ends_60_days_after_any_loss_and_90_after_losing_medicaid(self) -> None:
        assert self.until(0) == (TODAY + timedelta(days=60), TODAY + timedelta(days=90))
        assert self.until(10) == (TODAY + timedelta(days=50), TODAY + timedelta(days=80))

    def test_without_a_day_of_loss_there_is_none(self) -> None:
        assert self.until(None) is None

    @pytest.mark.parametrize(
        ("held", "offered"), [("medicare", False), ("medicare_drug", False), ("none", True), ("employer", True)]
    )
    def test_it_is_not_for_people_with_medicare(self, held: str, offered: bool) -> None:
        assert (self.until(0, insurance=frozenset({held})) is not None) is offered
