from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from finder.core.listing import Kind
from finder.db import write
from finder.store.models import LinkCheck
from finder.store.proposals import RuleError
from finder.store.queue import TAKEN_FOR, QueueEntry, end_care, let_go, not_reached, queue_entries, take
from tests import factories
from tests.store.proposing import ANA, BEN

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def site(seeded: Flask):
    with seeded.app_context():
        yield seeded


def checked_before(days: int, name: str, kind: Kind = Kind.MAIL_ORDER_PHARMACY):
    return factories.listing(name, kind=kind, checked_on=TODAY - timedelta(days=days))


def queue(*listings, reports: dict[str, int] | None = None) -> list[QueueEntry]:
    with write() as session:
        return queue_entries(session, factories.snapshot(*listings), TODAY, NOW, reports or {})


def names(rows: list[QueueEntry]) -> list[str]:
    return [row.listing.id for row in rows]


def test_what_is_past_its_shelf_life_comes_first_by_its_own_kind(site: Flask) -> None:
    fund = checked_before(20, "a-fund", Kind.COPAY_FOUNDATION)
    program = checked_before(100, "a-program")
    old = checked_before(400, "an-old-program")
    assert names(queue(program, fund, old)) == ["an-old-program", "a-fund", "a-program"]
    assert [row.overdue(TODAY) for row in queue(program, fund, old)] == [220, 6, -80]


def test_what_people_reported_comes_before_everything(site: Flask) -> None:
    old, fresh = checked_before(400, "old"), checked_before(1, "fresh")
    assert names(queue(old, fresh, reports={"fresh": 2})) == ["fresh", "old"]


def test_among_equals_what_more_people_see_first_comes_first(site: Flask) -> None:
    rows = queue(
        factories.listing("a-rare", states=frozenset({"WI"}), checked_on=date(2026, 1, 1)),
        factories.listing("b-often", checked_on=date(2026, 1, 1)),
    )
    assert [(row.listing.id, row.matters) for row in rows] == [("b-often", 480), ("a-rare", 60)]


def test_one_person_has_it_until_it_is_given_back_or_time_is_up(site: Flask) -> None:
    with write() as session:
        take(session, "good", ANA, NOW)
        take(session, "good", ANA, NOW)
    with pytest.raises(RuleError, match="taken"), write() as session:
        take(session, "good", BEN, NOW + TAKEN_FOR - timedelta(minutes=1))
    with write() as session:
        let_go(session, "good", BEN)
    assert queue(factories.listing("good"))[0].holder == ANA
    with write() as session:
        take(session, "good", BEN, NOW + TAKEN_FOR)
        let_go(session, "good", BEN)
    assert queue(factories.listing("good"))[0].holder is None


@pytest.mark.parametrize("ahead", [-1, 0, 61])
def test_a_day_to_try_again_is_soon_and_not_today(site: Flask, ahead: int) -> None:
    with pytest.raises(RuleError, match="day_ahead"), write() as session:
        not_reached(session, "good", ANA, TODAY + timedelta(days=ahead), TODAY, "")


def test_what_nobody_reached_waits_at_the_end_until_its_day(site: Flask) -> None:
    old, fresh = checked_before(400, "old"), checked_before(1, "fresh")
    for _ in range(2):
        with write() as session:
            not_reached(session, "old", ANA, TODAY + timedelta(days=3), TODAY, " Only a machine. ")
    last = queue(old, fresh)[-1]
    assert (last.listing.id, last.tries, last.note) == ("old", 2, "Only a machine.")
    with write() as session:
        later = queue_entries(session, factories.snapshot(old, fresh), TODAY + timedelta(days=3), NOW, {})
    assert names(later) == ["old", "fresh"]
    with write() as session:
        end_care(session, "old")
    assert queue(old, fresh)[0].tries == 0


def test_a_source_that_changed_since_the_last_check_raises_a_listing(site: Flask) -> None:
    changed, quiet, settled = (
        replace(checked_before(days, name), url=f"https://{name}.example/")
        for days, name in ((10, "z-changed"), (20, "quiet"), (1, "settled"))
    )
    with write() as session:
        visited = TODAY - timedelta(days=2)
        for listing in (changed, settled):
            session.merge(LinkCheck(url=listing.url, checked_on=visited, outcome="changed", detail="", fingerprint=""))
        session.merge(LinkCheck(url=quiet.url, checked_on=visited, outcome="refused", detail="", fingerprint=""))
    rows = queue(settled, quiet, changed)
    assert names(rows) == ["z-changed", "quiet", "settled"]
    assert [row.link.url if row.link else None for row in rows] == [changed.url, None, None]


def test_a_price_or_a_rule_that_nobody_checked_is_due_although_the_listing_was(site: Flask) -> None:
    pricing = replace(factories.pricing(), checked_on=TODAY - timedelta(days=181))
    rule = factories.rule("age", "at_least", 18, checked_on=TODAY - timedelta(days=200))
    price = replace(checked_before(1, "price"), pricing=(pricing,))
    rules = replace(checked_before(1, "rules"), criteria=(rule,))
    law = replace(checked_before(1, "law", Kind.PUBLIC_COVERAGE), criteria=(rule,))
    rows = queue(law, price, rules)
    assert {row.listing.id: (row.age.sort, row.overdue(TODAY)) for row in rows} == {
        "rules": ("rules", 20),
        "price": ("prices", 1),
        "law": ("rules", -165),
    }
    assert names(rows)[-1] == "law"
