"""Keeping what a visit found: the newest of each address, and whether its words changed."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from finder.store.link_checks import Visit, record, visits
from finder.store.models import LinkCheck, VisitOutcome

URL = "https://a.example/"


def session() -> Session:
    engine = sa.create_engine("sqlite://")
    LinkCheck.__table__.create(engine)
    return Session(engine)


def came(day: int, fingerprint: str) -> Visit:
    return Visit(url=URL, checked_on=date(2026, 11, day), outcome=VisitOutcome.SAME, fingerprint=fingerprint * 64)


def test_the_same_words_are_the_same_and_other_words_are_changed() -> None:
    with session() as keep:
        for visit, expected in ((came(1, "a"), "same"), (came(2, "a"), "same"), (came(3, "b"), "changed")):
            assert record(keep, [visit]) == 1
            assert visits(keep)[URL].outcome == expected


def test_the_same_visit_twice_changes_nothing() -> None:
    with session() as keep:
        record(keep, [came(1, "a")])
        record(keep, [came(2, "b")])
        record(keep, [came(2, "b")])
        assert visits(keep)[URL].outcome is VisitOutcome.CHANGED


def test_an_older_visit_changes_nothing() -> None:
    with session() as keep:
        record(keep, [came(5, "a")])
        assert record(keep, [came(4, "b")]) == 0
        assert visits(keep)[URL].checked_on == date(2026, 11, 5)


def test_a_failed_visit_keeps_the_words_to_compare_with_later() -> None:
    with session() as keep:
        record(keep, [came(1, "a")])
        record(
            keep, [Visit(url=URL, checked_on=date(2026, 11, 2), outcome=VisitOutcome.FAILED, detail="It answered 500.")]
        )
        assert visits(keep)[URL].outcome is VisitOutcome.FAILED
        record(keep, [came(3, "a")])
        assert visits(keep)[URL].outcome is VisitOutcome.SAME
