from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from finder.catalog.export import exported_files
from finder.core.prices import PriceKind
from finder.db import db, write
from finder.store.models import PassedOn, Report, ReportKind
from finder.store.proposals import RuleError
from finder.store.records import catalog_in
from finder.store.reports import (
    ForTeam,
    PaidPrice,
    close,
    create_report,
    for_team,
    open_counts,
    open_reports,
    pass_on,
    passed_on,
)
from finder.store.snapshot_cache import build_snapshot
from tests.store.proposing import BEN, version

DAY = date(2026, 11, 20)


def told(kind: ReportKind = ReportKind.WRONG, words: str = "The phone rings out.", contact: str = "") -> int:
    with write() as session:
        return create_report(session, kind, "good", "en", words, contact).id


def paid(price: str, on: date = DAY, seller: str = "good", quantity: int = 90, accept: bool = True) -> int:
    with write() as session:
        told = PaidPrice(Decimal(price), 50, quantity, on)
        report = create_report(session, ReportKind.PAID, seller, "en", "", "", told)
        return close(session, report.id, BEN, accept=accept).id


def published() -> list[tuple[str, Decimal, date, int | None]]:
    prices = build_snapshot(db.engine)[1].facts.prices.rows
    return [(row.seller, row.price, row.observed_on, row.people) for row in prices if row.kind is PriceKind.REPORTED]


def test_two_people_are_not_enough_and_three_make_a_range(seeded: Flask) -> None:
    with seeded.app_context():
        paid("21.00")
        paid("25.50", DAY - timedelta(days=89))
        assert published() == []
        paid("19.99", DAY - timedelta(days=1))
        assert published() == [("good", Decimal("19.99"), DAY, 3), ("good", Decimal("25.50"), DAY, 3)]


@pytest.mark.parametrize(
    "other",
    [{"on": DAY - timedelta(days=90)}, {"seller": "another"}, {"quantity": 30}, {"accept": False}],
    ids=["too long ago", "another seller", "another quantity", "not accepted"],
)
def test_only_what_is_alike_counts_together(seeded: Flask, other: dict[str, object]) -> None:
    with seeded.app_context():
        paid("21.00")
        paid("22.00")
        paid("23.00", **other)
        assert published() == []


def test_the_same_price_told_three_times_is_one_row(seeded: Flask) -> None:
    with seeded.app_context():
        for _ in range(3):
            paid("21.00")
        assert published() == [("good", Decimal("21.00"), DAY, 3)]


def test_an_accepted_price_publishes_and_a_dismissed_one_does_not(seeded: Flask) -> None:
    with seeded.app_context():
        before = version()
        paid("21.00", accept=False)
        assert version() == before
        paid("21.00")
        assert version() == before + 1


def test_prices_list_shows_what_people_reported(seeded: Flask) -> None:
    with seeded.app_context():
        for price in ("21.00", "19.00", "20.00"):
            paid(price)
    result = seeded.test_cli_runner().invoke(
        args=["prices", "list", "--kind", "reported", "--on", "2026-11-23", "--format", "csv"]
    )
    assert result.stdout.splitlines()[1:] == [
        "reported,good,azathioprine,,50,90,,19.00,0.21111,US,2026-11-20,reports",
        "reported,good,azathioprine,,50,90,,21.00,0.23333,US,2026-11-20,reports",
    ]


def test_reports_are_not_in_the_exported_files(seeded: Flask) -> None:
    with seeded.app_context():
        before = dict(exported_files(catalog_in(db.session)))
        told(words="A secret sentence.", contact="ana@example.org")
        for price in ("21.00", "19.00", "20.00"):
            paid(price)
        db.session.rollback()
        assert published()
        assert dict(exported_files(catalog_in(db.session))) == before


def test_closing_deletes_the_contact(seeded: Flask) -> None:
    with seeded.app_context():
        number = told(contact="ana@example.org")
        with write() as session:
            close(session, number, BEN, accept=True)
        with write() as session:
            report = session.get_one(Report, number)
            assert (report.contact, report.said, report.closed_by) == (None, "The phone rings out.", BEN)


def test_a_closed_report_cannot_keep_a_contact_even_by_hand(seeded: Flask) -> None:
    with seeded.app_context():
        number = told(contact="ana@example.org")
        by_hand = (
            sa.update(Report)
            .where(Report.id == number)
            .values(state="dismissed", closed_by=BEN, closed_at=datetime.now(UTC))
        )
        with pytest.raises(IntegrityError), write() as session:
            session.execute(by_hand)


def test_a_report_is_closed_once(seeded: Flask) -> None:
    with seeded.app_context():
        number = told()
        with write() as session:
            close(session, number, BEN, accept=False)
        with pytest.raises(RuleError, match="already_decided"), write() as session:
            close(session, number, BEN, accept=True)
        with pytest.raises(RuleError, match="no_report"), write() as session:
            close(session, 9999, BEN, accept=True)


def test_open_reports_are_counted_by_listing(seeded: Flask) -> None:
    with seeded.app_context():
        told()
        told()
        with write() as session:
            create_report(session, ReportKind.SUGGESTION, None, "es", "Una clínica.")
            assert open_counts(session) == {"good": 2}
            assert len(open_reports(session)) == 3
            assert len(open_reports(session, "good")) == 2
            close(session, open_reports(session)[0].id, BEN, accept=False)
            assert open_counts(session) == {"good": 1}


def test_until_a_reviewer_passes_it_on_the_team_knows_a_reports_kind_and_day_alone(seeded: Flask) -> None:
    with seeded.app_context():
        with write() as session:
            price = PaidPrice(Decimal("21.00"), 50, 90, DAY)
            create_report(session, ReportKind.PAID, "good", "es", "Soy Ana.", "ana@example.org", price)
        with write() as session:
            made = open_reports(session)[0].made_at.date()
            assert for_team(session) == [
                ForTeam(listing_id="good", kind=ReportKind.PAID, on=made, passed_on=False, language="es")
            ]
            pass_on(session, open_reports(session)[0].id, BEN, "Pagó más.")
        with write() as session:
            assert for_team(session, "good") == [
                ForTeam(
                    listing_id="good",
                    kind=ReportKind.PAID,
                    on=made,
                    passed_on=True,
                    language="es",
                    said="Pagó más.",
                    paid=price,
                )
            ]
            assert for_team(session, "other") == []


def test_what_is_passed_on_again_stands_in_place_of_the_first_and_the_report_stays_open(seeded: Flask) -> None:
    with seeded.app_context():
        number = told(words="I am Ana. It rings out.")
        for words in ("It rings out, says Ana.", "It rings out."):
            with write() as session:
                pass_on(session, number, BEN, words)
        with write() as session:
            assert passed_on(session) == {number: "It rings out."}
            report = session.get_one(Report, number)
            assert (report.state, report.said) == ("open", "I am Ana. It rings out.")


def test_closing_a_report_takes_its_words_from_the_volunteers(seeded: Flask) -> None:
    with seeded.app_context():
        number = told()
        with write() as session:
            pass_on(session, number, BEN, "It rings out.")
        with write() as session:
            close(session, number, BEN, accept=True)
        with write() as session:
            assert passed_on(session) == {}
            assert for_team(session) == []
        with pytest.raises(RuleError, match="already_decided"), write() as session:
            pass_on(session, number, BEN, "It rings out.")


def test_nothing_is_passed_on_without_words_but_a_price_alone_may_be(seeded: Flask) -> None:
    with seeded.app_context():
        with pytest.raises(RuleError, match="no_words"), write() as session:
            pass_on(session, told(), BEN, "")
        with write() as session:
            priced = create_report(
                session, ReportKind.PAID, "good", "en", "", "", PaidPrice(Decimal("21.00"), 50, 90, DAY)
            )
            pass_on(session, priced.id, BEN, "")
        with pytest.raises(RuleError, match="no_report"), write() as session:
            pass_on(session, 9999, BEN, "Hm")


def test_what_was_passed_on_goes_with_its_report(seeded: Flask) -> None:
    with seeded.app_context():
        number = told()
        with write() as session:
            pass_on(session, number, BEN, "It rings out.")
        with write() as session:
            session.execute(sa.delete(Report))
        with write() as session:
            assert session.scalars(sa.select(PassedOn)).all() == []
