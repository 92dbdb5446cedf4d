"""What a change of one listing does to people: the stored households and a fixed grid, before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from heapq import heappop, heappush
from typing import Any, NamedTuple

from finder.core.costs import DEFAULT_DAYS_SUPPLY
from finder.core.criteria import Criterion
from finder.core.listing import Listing, Role
from finder.core.matches import Match
from finder.core.matching import Matcher
from finder.core.ranking import position
from finder.core.snapshot import Snapshot
from finder.core.verdict import Verdict
from finder.store.sample_people import Person, grid

# What a person reads before putting the page down.
FIRST_PLACES = 5
NOT_LISTED = "not_listed"


class ImpactGroup(NamedTuple):
    """People for whom one thing about one listing changes in the same way."""

    listing: str
    what: str
    before: str
    after: str

    @property
    def key(self) -> str:
        """A name for the group, for forms."""
        return f"{self.listing}:{self.before}:{self.after}"


@dataclass
class Impact:
    """The groups with their people; ``asked`` is how many were looked at, ``known`` the listings there were before.

    A listing that was not there before changes nobody's answer.
    """

    people_count: int
    known: Collection[str]
    groups: dict[ImpactGroup, list[Person]] = field(default_factory=dict)

    @property
    def needs_reasons(self) -> frozenset[str]:
        """The keys of the groups in which the answer of a stored household changes."""
        return frozenset(
            group.key
            for group, people in self.groups.items()
            if group.what == "verdict" and group.listing in self.known and any(person.story for person in people)
        )

    def add(self, group: ImpactGroup, person: Person) -> None:
        """Put one more person into a group."""
        self.groups.setdefault(group, []).append(person)


Places = list[tuple[tuple[Any, ...], str]]


class _SnapshotKey:
    """A snapshot as a key of a cache: equal when it is the same object."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def __hash__(self) -> int:
        return id(self.snapshot)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SnapshotKey) and other.snapshot is self.snapshot


# One snapshot is kept alive by it, no more.
@lru_cache(maxsize=1)
def _places_kept(_holder: _SnapshotKey) -> dict[tuple[str, date, int], Places]:
    """By person, day and how many, filled as people are asked about."""
    return {}


def _places_of(snapshot: Snapshot, person: Person, most: int) -> Places:
    """A person's first places, worked out once for a snapshot."""
    cache, key = _places_kept(_SnapshotKey(snapshot)), (person.id, person.on, most)
    if key not in cache:
        cache[key] = _places(snapshot, person, most)
    return cache[key]


def how_often_first(snapshot: Snapshot, on: date) -> Mapping[str, int]:
    """For how many people of the grid each listing stands among the first places."""
    return Counter(listing for person in grid(on) for _, listing in _places_of(snapshot, person, FIRST_PLACES))


def _places(snapshot: Snapshot, person: Person, most: int) -> Places:
    """The first places. Only listings that could stand there have their rules judged, which is most of the work."""
    matcher = Matcher(snapshot=snapshot, situation=person.situation, prescription=person.prescription, on=person.on)
    best_cases = sorted((_at_best(matcher, row), row.id) for row in snapshot.that_can_apply(person.situation))
    judged: Places = []
    found: Places = []
    for best_case, listing in best_cases:
        while judged and judged[0][0] < best_case and len(found) < most:
            found.append(heappop(judged))
        if len(found) == most:
            return found
        row = matcher.match(snapshot.by_id[listing])
        if row.verdict is not Verdict.NO:
            heappush(judged, (row.position.key, listing))
    return [*found, *sorted(judged)][:most]


def _at_best(matcher: Matcher, listing: Listing) -> tuple[Any, ...]:
    """The key of the place where the listing would stand if all its rules fitted."""
    prescription = matcher.prescription
    cost = matcher.cost(listing, prescription.days_supply or DEFAULT_DAYS_SUPPLY)
    year = matcher.year(listing, cost)
    return position(listing, Verdict.YES, cost, year, matcher.situation, prescription).key


def affected_listings(subjects: Iterable[str], *snapshots: Snapshot) -> tuple[str, ...]:
    """The listings and all whose rules ask for the verdict of one of them, directly or through others."""
    found = set(subjects)
    names = {row.id: set(_listings_named(row.criteria)) for snapshot in snapshots for row in snapshot.by_id.values()}
    while True:
        more = {name for name, named in names.items() if named & found} - found
        if not more:
            return tuple(sorted(found))
        found |= more


def _listings_named(rules: Iterable[Criterion]) -> Iterator[str]:
    for rule in rules:
        if rule.listing:
            yield rule.listing
        yield from _listings_named(rule.parts)


def _matches(snapshot: Snapshot, person: Person, ids: Iterable[str]) -> dict[str, Match]:
    matcher = Matcher(snapshot=snapshot, situation=person.situation, prescription=person.prescription, on=person.on)
    state = person.situation.state
    rows = (snapshot.by_id[name] for name in ids if name in snapshot.by_id)
    return {
        row.id: matcher.match(row)
        for row in rows
        if row.role is Role.OPTION and (not row.states or state is None or state in row.states)
    }


def answers_changed(subjects: Iterable[str], before: Snapshot, after: Snapshot, people: Iterable[Person]) -> Impact:
    """Whose verdict changes."""
    impact = Impact(0, before.by_id)
    ids = affected_listings(subjects, before, after)
    for person in people:
        impact.people_count += 1
        old, new = _matches(before, person, ids), _matches(after, person, ids)
        for name in ids:
            earlier, now = _verdict(old.get(name)), _verdict(new.get(name))
            if earlier != now:
                impact.add(ImpactGroup(name, "verdict", earlier, now), person)
    return impact


def everything_changed(
    subjects: Iterable[str], before: Snapshot, after: Snapshot, stored: list[Person], on: date
) -> Impact:
    """Whose verdict, cost or place among the first changes: of the stored households and of the grid on ``on``."""
    impact = Impact(0, before.by_id)
    ids = affected_listings(subjects, before, after)
    for person in [*stored, *grid(on)]:
        impact.people_count += 1
        old, new = _matches(before, person, ids), _matches(after, person, ids)
        if _comparable(old) == _comparable(new):
            continue
        # Enough to fill the first places when all that changes goes out of them.
        places = _places_of(before, person, FIRST_PLACES + len(ids))
        rest = [place for place in places if place[1] not in ids]
        fits = [(row.position.key, row.listing.id) for row in new.values() if row.verdict is not Verdict.NO]
        moved = sorted([*rest, *fits])
        for name in ids:
            earlier, now = old.get(name), new.get(name)
            for what, pair in (
                ("verdict", (_verdict(earlier), _verdict(now))),
                ("cost", _cost(earlier, now)),
                ("place", (_place(places, name), _place(moved, name))),
            ):
                if pair[0] != pair[1]:
                    impact.add(ImpactGroup(name, what, *pair), person)
    return impact


def _comparable(rows: Mapping[str, Match]) -> dict[str, tuple[object, ...]]:
    """All that is compared of each listing; where none of it changes, its place among the others cannot either."""
    return {name: (row.verdict, _cost(row, None), row.position.key) for name, row in rows.items()}


def _verdict(row: Match | None) -> str:
    return row.verdict.name.lower() if row else NOT_LISTED


def _cost(earlier: Match | None, now: Match | None) -> tuple[str, str]:
    """The highest cost of a month before and after, in cents; empty where there is none."""
    before, after = (f"{row.cost.per_month[1]:.2f}" if row and row.cost else "" for row in (earlier, now))
    return before, after


def _place(places: Places, name: str) -> str:
    for at, (_, listing) in enumerate(places[:FIRST_PLACES], 1):
        if listing == name:
            return str(at)
    return "later"
