"""The first places of a person's list, worked out without judging the rest of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from finder.core.matching import Matcher, match
from finder.core.snapshot import Snapshot
from finder.core.verdict import Verdict
from finder.store import impact
from finder.store.impact import FIRST_PLACES, everything_changed, how_often_first
from finder.store.sample_people import Person, grid
from tests.core.shipped import SNAPSHOT

TODAY = date(2026, 11, 23)


def wholly_ranked(snapshot: Snapshot, person: Person, most: int) -> list[str]:
    rows = match(snapshot, person.situation, person.prescription, person.on).matches
    return [row.listing.id for row in rows if row.verdict is not Verdict.NO][:most]


@pytest.mark.parametrize("most", [1, FIRST_PLACES, 12, 200])
def test_they_are_those_of_the_whole_list(most: int) -> None:
    for person in grid(TODAY)[::37]:
        found = [listing for _, listing in impact._places(SNAPSHOT, person, most)]
        assert found == wholly_ranked(SNAPSHOT, person, most)


def test_how_often_a_listing_is_among_them_is_counted_over_the_whole_grid() -> None:
    assert sum(how_often_first(SNAPSHOT, TODAY).values()) == len(grid(TODAY)) * FIRST_PLACES


def test_nobodys_list_is_ranked_for_a_change_that_moves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = []
    whole = Matcher.match
    monkeypatch.setattr(Matcher, "match", lambda self, row: judged.append(row.id) or whole(self, row))
    seller = SNAPSHOT.by_id["cost-plus-drugs"]
    renamed = replace(seller, sponsor="Another name")
    after = Snapshot.of(
        "after", [*(row for row in SNAPSHOT.by_id.values() if row is not seller), renamed], SNAPSHOT.facts
    )
    found = everything_changed(["cost-plus-drugs"], SNAPSHOT, after, [], TODAY)
    assert (found.people_count, found.groups) == (len(grid(TODAY)), {})
    assert set(judged) == {"cost-plus-drugs"}
