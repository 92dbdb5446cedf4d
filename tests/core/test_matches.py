"""What comes of matching, apart by whether it fits."""

from __future__ import annotations

from finder.core.matches import Plan
from finder.core.matching import match
from finder.core.situation import Prescription, Situation
from tests.factories import TODAY, listing, rule, snapshot


def plan() -> Plan:
    open_to = {
        "young": rule("age", "at_most", 17),
        "old": rule("age", "at_least", 65),
        "veteran": rule("veteran", "is", True),
    }
    catalogue = snapshot(*(listing(name, criteria=(criterion,)) for name, criterion in open_to.items()))
    return match(catalogue, Situation(state="OH", age=70), Prescription(), TODAY)


def test_what_cannot_be_told_yet_is_among_what_may_fit() -> None:
    assert {row.listing.id for row in plan().fitting} == {"old", "veteran"}


def test_what_does_not_fit_is_apart_and_nothing_is_lost() -> None:
    found = plan()
    assert [row.listing.id for row in found.not_fitting] == ["young"]
    assert {*found.fitting, *found.not_fitting} == set(found.matches)


def test_both_keep_the_order_to_try_them_in() -> None:
    found = plan()
    order = [row.listing.id for row in found.matches]
    assert [row.listing.id for row in found.fitting] == [name for name in order if name != "young"]
