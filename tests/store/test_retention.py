from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from finder.config import ROOT
from finder.core.prices import PriceKind
from finder.db import db, write
from finder.store.accounts import invite
from finder.store.models import Member, MemberRole, Report, ReportKind
from finder.store.reports import FEWEST_PEOPLE, WINDOW, PaidPrice, close, create_report
from finder.store.retention import (
    CLOSED_POST_DAYS,
    CLOSED_REPORT_DAYS,
    INVITATION_DAYS,
    OPEN_POST_DAYS,
    OPEN_REPORT_DAYS,
    SHOWN_POST_DAYS,
)
from finder.store.snapshot_cache import SnapshotKeeper
from tests.store.proposing import BEN, approved, edited, history

START = datetime(2026, 1, 5, 12, tzinfo=UTC)


def keep(closed: bool) -> None:
    with write() as session:
        report = create_report(session, ReportKind.WRONG, "good", "en", "The phone rings out.", "ana@example.org")
        if closed:
            close(session, report.id, BEN, accept=True)


def count(model: type[Report] | type[Member]) -> int:
    with write() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def forget_after(app: Flask, days: float) -> str:
    with time_machine.travel(START + timedelta(days=days), tick=False):
        result = app.test_cli_runner().invoke(args=["forget"])
    assert (result.exit_code, result.stdout) == (0, "")
    return result.stderr


@pytest.mark.parametrize(("closed", "days"), [(True, CLOSED_REPORT_DAYS), (False, OPEN_REPORT_DAYS)])
def test_a_report_is_deleted_when_its_time_is_over_and_not_before(seeded: Flask, closed: bool, days: int) -> None:
    with seeded.app_context(), time_machine.travel(START, tick=False):
        keep(closed)
    forget_after(seeded, days - 0.01)
    with seeded.app_context():
        assert count(Report) == 1
    assert ("Deleted 1 closed" if closed else "1 that nobody closed") in forget_after(seeded, days)
    with seeded.app_context():
        assert count(Report) == 0


def test_an_invitation_that_nobody_took_up_is_deleted_and_a_member_stays(seeded: Flask) -> None:
    with seeded.app_context(), time_machine.travel(START, tick=False), write() as session:
        invite(session, "never@team.example", MemberRole.VOLUNTEER)
        invite(session, "ana@team.example", MemberRole.VOLUNTEER)
        session.execute(sa.update(Member).where(Member.email == "ana@team.example").values(password="hashed"))
    forget_after(seeded, INVITATION_DAYS - 0.01)
    with seeded.app_context():
        assert count(Member) == 2
    assert "and 1 invitations" in forget_after(seeded, INVITATION_DAYS)
    with seeded.app_context():
        assert count(Member) == 1


def test_the_history_is_never_forgotten(seeded: Flask) -> None:
    with seeded.app_context(), time_machine.travel(START, tick=False):
        approved(edited(phone="614-555-0199"))
        rows = len(history())
    forget_after(seeded, 5000)
    with seeded.app_context():
        assert len(history()) == rows > 1


def test_a_price_that_people_paid_goes_from_every_worker_with_its_reports(seeded: Flask) -> None:
    with seeded.app_context(), time_machine.travel(START, tick=False):
        for _ in range(3):
            with write() as session:
                paid = PaidPrice(Decimal("19.00"), 50, 90, START.date())
                number = create_report(session, ReportKind.PAID, "good", "en", "", paid=paid).id
            with write() as session:
                close(session, number, BEN, accept=True)
        keeper = SnapshotKeeper(db.engine)
        assert any(row.kind is PriceKind.REPORTED for row in keeper.current().facts.prices.rows)
    forget_after(seeded, CLOSED_REPORT_DAYS)
    with seeded.app_context():
        keeper.current()
        keeper.wait()
        assert not any(row.kind is PriceKind.REPORTED for row in keeper.current().facts.prices.rows)


def test_the_documents_say_the_same_times_as_the_program() -> None:
    """The privacy page reads them; the documents for those who run a site are held to them here."""
    handbook, privacy = ((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("handbook.md", "privacy.md"))
    for what, days in (
        ("a closed report", CLOSED_REPORT_DAYS),
        ("a report that nobody closed", OPEN_REPORT_DAYS),
        ("a post that was closed or taken down", CLOSED_POST_DAYS),
        ("a post that nobody decided on", OPEN_POST_DAYS),
        ("a post that shows, with its answers", SHOWN_POST_DAYS),
        ("an invitation that nobody took up", INVITATION_DAYS),
    ):
        assert f"| {what} | {days} days" in handbook
    assert f"| an invitation that nobody took up | {INVITATION_DAYS} days" in privacy
    assert f"within {WINDOW.days} days" in handbook
    assert FEWEST_PEOPLE == 3, "the handbook, the form and the privacy page say three"
