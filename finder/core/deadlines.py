"""The last days to join or change a plan for the coming year, for those whom they concern, while they concern them."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from finder.core.contacts import FEDERAL_EXCHANGE
from finder.core.enrolment import EnrolmentPeriod
from finder.core.headline import MEDICARE, coverage_to_apply_for
from finder.core.matches import Plan
from finder.core.statefacts import SearchFinding, StateFact, StateSubject

MARKETPLACE = "marketplace"
# (month, day) of each year. Medicare's period for drug and health plans: 42 CFR 423.38(b), 422.62(a)(2).
MEDICARE_OPENS, MEDICARE_CLOSES = (10, 15), (12, 7)
# HealthCare.gov's last day for a plan from January 1; safe wherever a state exchange's own is not on file.
MARKETPLACE_FOR_JANUARY = (12, 15)


class Deadline(StrEnum):
    """What has a last day; its value is the id of the safety fact that says so, with its source."""

    MEDICARE = "medicare_open_enrolment"
    MARKETPLACE = "marketplace_plan_from_january"


class LastDay(NamedTuple):
    """A deadline: its last day before the year in which coverage then starts.

    ``by`` is what is on file of a state exchange's own day; ``is_sure`` is false where none is, and it may be another.
    """

    what: Deadline
    last: date
    by: StateFact | None = None
    is_sure: bool = True

    @property
    def starts(self) -> date:
        """The day on which coverage starts for who keeps the last day."""
        return date(self.last.year + 1, 1, 1)


def last_days(plan: Plan) -> list[LastDay]:
    """The deadlines that concern this person on the plan's day, the nearest first."""
    found = (_medicare(plan), _marketplace(plan))
    return sorted((row for row in found if row is not None), key=lambda row: row.last)


def _medicare(plan: Plan) -> LastDay | None:
    on = plan.on
    opens, last = date(on.year, *MEDICARE_OPENS), date(on.year, *MEDICARE_CLOSES)
    if not (plan.situation.insurance or frozenset()) & MEDICARE or not opens <= on <= last:
        return None
    return LastDay(Deadline.MEDICARE, last)


def _marketplace(plan: Plan) -> LastDay | None:
    """For who has a Marketplace plan, and for who has no plan and may get help with the price of one."""
    on, situation = plan.on, plan.situation
    coverage = (situation.insurance or frozenset()) - {"none"}
    to_apply_for = coverage_to_apply_for(plan)
    has_one = MARKETPLACE in coverage
    wants_one = not coverage and to_apply_for is not None and to_apply_for.listing.open_enrolment
    periods = (
        row for row in plan.snapshot.facts.enrolment if row.state == situation.state and row.opens <= on <= row.closes
    )
    period = next(periods, None)
    if period is None or not (has_one or wants_one):
        return None
    row = _own_day(plan, period)
    last = min(
        period.closes,
        row.ends - timedelta(days=1) if row and row.ends else date(period.plan_year - 1, *MARKETPLACE_FOR_JANUARY),
    )
    is_sure = row is not None or _exchange_is_federal(plan) or last == period.closes
    return LastDay(Deadline.MARKETPLACE, last, row, is_sure) if on <= last else None


def _own_day(plan: Plan, period: EnrolmentPeriod) -> StateFact | None:
    """What is on file of the last day of the state's own exchange for a plan from January."""
    rows = (
        row
        for row in plan.snapshot.facts.state_facts
        if row.state == period.state
        and row.subject is StateSubject.PLAN_FROM_JANUARY
        and row.found is SearchFinding.YES
        and row.ends is not None
        and period.opens < row.ends <= date(period.plan_year, 1, 1)
    )
    return next(rows, None)


def _exchange_is_federal(plan: Plan) -> bool:
    contact = plan.snapshot.facts.contacts.get(plan.situation.state or "")
    return contact is not None and contact.marketplace_url == FEDERAL_EXCHANGE
