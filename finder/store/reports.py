"""What visitors tell us, until a reviewer has dealt with it; and the prices that several people say they paid.

Nothing in a report is ever published as it was written. A contact is deleted when the report is closed. Reviewers alone
read the words as they came; volunteers read what a reviewer passed on, and until then the kind and the day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from finder.core.listing import Confidence
from finder.core.prices import GENERIC, NATIONAL, PRICE_KINDS, Price, PriceKind
from finder.store.models import PassedOn, Report, ReportKind, ReportState
from finder.store.proposals import RuleError
from finder.store.records import publish

LONGEST_WORDS = 1000
LONGEST_CONTACT = 200
# Fewer could be one person, and say who paid what.
FEWEST_PEOPLE = 3
WINDOW = timedelta(days=PRICE_KINDS[PriceKind.REPORTED].shelf_life_days)
# Where the page and the files name a source: nobody published these.
REPORTED_BY = "reports"


@dataclass(frozen=True, slots=True)
class PaidPrice:
    """What somebody paid for how many tablets, in dollars without shipping, and when."""

    price: Decimal
    strength_mg: int
    quantity: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ForTeam:
    """An open report as every member may read it. ``said`` and ``paid`` are for after a reviewer has passed it on."""

    listing_id: str | None
    kind: ReportKind
    on: date
    passed_on: bool
    language: str
    said: str = ""
    paid: PaidPrice | None = None


def create_report(
    session: Session,
    kind: ReportKind,
    listing_id: str | None,
    language: str,
    said: str,
    contact: str = "",
    paid: PaidPrice | None = None,
) -> Report:
    """Keep a report until somebody of the team looks at it."""
    report = Report(
        kind=kind,
        listing_id=listing_id,
        language=language,
        said=said[:LONGEST_WORDS],
        contact=contact[:LONGEST_CONTACT] or None,
        made_at=datetime.now(UTC),
        state=ReportState.OPEN,
    )
    if paid:
        report.price, report.paid_on = paid.price, paid.on
        report.strength_mg, report.quantity = paid.strength_mg, paid.quantity
    session.add(report)
    session.flush()
    return report


def open_reports(session: Session, listing_id: str | None = None) -> list[Report]:
    """What waits, the oldest first; about one listing when it is named."""
    query = sa.select(Report).where(Report.state == ReportState.OPEN).order_by(Report.id)
    return list(session.scalars(query.where(Report.listing_id == listing_id) if listing_id else query))


def open_counts(session: Session) -> dict[str, int]:
    """How many reports wait, by listing."""
    counted = sa.select(Report.listing_id, sa.func.count()).where(
        Report.state == ReportState.OPEN, Report.listing_id.is_not(None)
    )
    rows = session.execute(counted.group_by(Report.listing_id))
    return {listing: count for listing, count in rows if listing is not None}


def _open(session: Session, report_id: int) -> Report:
    report = session.get(Report, report_id, with_for_update=True, populate_existing=True)
    if report is None:
        raise RuleError("no_report")
    if report.state is not ReportState.OPEN:
        raise RuleError("already_decided")
    return report


def pass_on(session: Session, report_id: int, member: int, said: str) -> None:
    """Let volunteers read a report in these words; it stays open. Passed on again, the newer words count.

    Raises RuleError when there is nothing to read, the report is gone, or somebody else has dealt with it.
    """
    report = _open(session, report_id)
    if not said and report.price is None:
        raise RuleError("no_words")
    now = datetime.now(UTC)
    session.merge(PassedOn(report_id=report.id, said=said[:LONGEST_WORDS], passed_by=member, passed_at=now))


def passed_on(session: Session) -> dict[int, str]:
    """The words that volunteers read now, by report."""
    return {row.report_id: row.said for row in session.scalars(sa.select(PassedOn))}


def for_team(session: Session, listing_id: str | None = None) -> list[ForTeam]:
    """The open reports as every member may read them, the oldest first; about one listing when it is named."""
    passed = passed_on(session)
    return [_for_team(report, passed.get(report.id)) for report in open_reports(session, listing_id)]


def _for_team(report: Report, said: str | None) -> ForTeam:
    paid = None
    if report.price is not None and report.strength_mg and report.quantity and report.paid_on:
        paid = PaidPrice(report.price, report.strength_mg, report.quantity, report.paid_on)
    summary = ForTeam(
        listing_id=report.listing_id,
        kind=report.kind,
        on=report.made_at.date(),
        passed_on=said is not None,
        language=report.language,
    )
    return summary if said is None else replace(summary, said=said, paid=paid)


def close(session: Session, report_id: int, member: int, *, accept: bool) -> Report:
    """Deal with a report; its contact is deleted, and what volunteers read of it.

    An accepted price is published once enough people told one. Raises RuleError when the report is gone, or somebody
    else has dealt with it.
    """
    report = _open(session, report_id)
    report.state = ReportState.ACCEPTED if accept else ReportState.DISMISSED
    report.closed_by, report.closed_at, report.contact = member, datetime.now(UTC), None
    session.execute(sa.delete(PassedOn).where(PassedOn.report_id == report_id))
    if accept and report.kind is ReportKind.PAID:
        session.flush()
        publish(session, report.closed_at)
    return report


def reported_prices(runner: Session | sa.Connection) -> list[Price]:
    """What at least three people paid at the same seller for the same tablets within 90 days: lowest and highest.

    For each day on which such a price was paid there is one row, or two where the prices differ.
    """
    query = sa.select(Report.listing_id, Report.strength_mg, Report.quantity, Report.paid_on, Report.price).where(
        Report.kind == ReportKind.PAID, Report.state == ReportState.ACCEPTED, Report.listing_id.is_not(None)
    )
    groups: dict[tuple[str, int, int], list[tuple[date, Decimal]]] = defaultdict(list)
    for row in runner.execute(query):
        # Other kinds of report leave these columns empty; a price that somebody paid has them all.
        seller, strength, quantity, day, price = cast("tuple[str, int, int, date, Decimal]", row)
        groups[seller, strength, quantity].append((day, price))
    return [row for key, paid in sorted(groups.items()) for row in _ranges(*key, paid)]


def _ranges(seller: str, strength_mg: int, quantity: int, paid: Sequence[tuple[date, Decimal]]) -> Iterator[Price]:
    for on in sorted({day for day, _ in paid}):
        within = [price for day, price in paid if on - WINDOW < day <= on]
        if len(within) < FEWEST_PEOPLE:
            continue
        for price in sorted({min(within), max(within)}):
            yield Price(
                kind=PriceKind.REPORTED,
                seller=seller,
                product=GENERIC,
                ndc="",
                strength_mg=strength_mg,
                quantity=quantity,
                days_supply=None,
                price=price,
                area=NATIONAL,
                observed_on=on,
                source=REPORTED_BY,
                confidence=Confidence.MEDIUM,
                people=len(within),
            )
