"""What a change of one listing does to people: the stored households and a fixed grid, before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from finder.catalog.households import Household
from finder.core.criteria import Criterion
from finder.core.listing import Role
from finder.core.matching import Match, Matcher, match
from finder.core.situation import Prescription, Situation
from finder.core.snapshot import Snapshot
from finder.core.verdict import Verdict

STATES = ("AK", "CA", "FL", "GA", "NY", "OH", "TX", "WI")
INCOMES = (500, 1500, 2200, 3500, 6000)
AGES = (10, 35, 68)
INSURANCE = ("none", "employer", "medicaid", "medicare_drug")
DOSE = Prescription(Decimal(100), 50, 30, 30)
# What a person reads before putting the page down.
FIRST_PLACES = 5
# Enough to fill the first places when a change takes some listings out of them.
PLACES_KEPT = 12
NOT_LISTED = "not_listed"


class Person(NamedTuple):
    """Somebody the catalogue answers: a stored household, or one of the grid. ``story`` is empty for the grid."""

    id: str
    story: str
    situation: Situation
    prescription: Prescription
    on: date


class Group(NamedTuple):
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

    asked: int
    known: Collection[str]
    groups: dict[Group, list[Person]] = field(default_factory=dict)

    @property
    def needs_reasons(self) -> frozenset[str]:
        """The keys of the groups in which the answer of a stored household changes."""
        return frozenset(
            group.key
            for group, people in self.groups.items()
            if group.what == "verdict" and group.listing in self.known and any(person.story for person in people)
        )

    def add(self, group: Group, person: Person) -> None:
        """Put one more person into a group."""
        self.groups.setdefault(group, []).append(person)


def people_stored(households: Iterable[Household], snapshot: Snapshot) -> list[Person]:
    """The stored households, each on the day its answers were written for."""
    found = []
    for household in households:
        answers = household.read(snapshot.facts.zips)
        found.append(Person(household.id, household.story, answers.situation, answers.prescription, household.on))
    return found


def grid(on: date) -> list[Person]:
    """The same 480 single adults and children every time: states x incomes x ages x insurance."""
    return [
        Person(
            f"{state}-{income}-{age}-{insurance}",
            "",
            Situation(
                state=state,
                household_size=1,
                income=Decimal(income),
                income_period="month",
                age=age,
                insurance=frozenset({insurance}),
                citizenship="citizen",
            ),
            DOSE,
            on,
        )
        for state, income, age, insurance in product(STATES, INCOMES, AGES, INSURANCE)
    ]


Places = list[tuple[tuple[object, ...], str]]


# One snapshot is kept alive by it, no more.
@lru_cache(maxsize=1)
def _grid_places(holder: _Held, on: date) -> list[Places]:
    return [_places(holder.snapshot, person) for person in grid(on)]


@lru_cache(maxsize=1)
def _stored_places(_holder: _Held) -> dict[str, Places]:
    """By the household's id, filled as households are asked about."""
    return {}


def _places_of(snapshot: Snapshot, people: list[Person]) -> Iterator[Places]:
    """Each person's first places, worked out once for a snapshot."""
    held = _Held(snapshot)
    stored = _stored_places(held)
    made_up: dict[date, Iterator[Places]] = {}
    for person in people:
        if not person.story:
            yield next(made_up.setdefault(person.on, iter(_grid_places(held, person.on))))
        else:
            if person.id not in stored:
                stored[person.id] = _places(snapshot, person)
            yield stored[person.id]


class _Held:
    """A snapshot as a key of a cache: equal when it is the same object."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def __hash__(self) -> int:
        return id(self.snapshot)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.snapshot is self.snapshot


def how_often_first(snapshot: Snapshot, on: date) -> Mapping[str, int]:
    """For how many people of the grid each listing stands among the first places."""
    counts: dict[str, int] = {}
    for places in _grid_places(_Held(snapshot), on):
        for _, listing in places[:FIRST_PLACES]:
            counts[listing] = counts.get(listing, 0) + 1
    return counts


def _places(snapshot: Snapshot, person: Person) -> Places:
    plan = match(snapshot, person.situation, person.prescription, person.on)
    return [(row.position.key, row.listing.id) for row in plan.matches[:PLACES_KEPT] if row.verdict is not Verdict.NO]


def touched(subjects: Iterable[str], *snapshots: Snapshot) -> tuple[str, ...]:
    """The listings and all whose rules ask for the verdict of one of them, directly or through others."""
    found = set(subjects)
    names = {row.id: set(_named(row.criteria)) for snapshot in snapshots for row in snapshot.by_id.values()}
    while True:
        more = {name for name, named in names.items() if named & found} - found
        if not more:
            return tuple(sorted(found))
        found |= more


def _named(rules: Iterable[Criterion]) -> Iterator[str]:
    for rule in rules:
        if rule.listing:
            yield rule.listing
        yield from _named(rule.parts)


def _matches(snapshot: Snapshot, person: Person, ids: Iterable[str]) -> dict[str, Match]:
    matcher = Matcher(snapshot, person.situation, person.prescription, person.on)
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
    ids = touched(subjects, before, after)
    for person in people:
        impact.asked += 1
        old, new = _matches(before, person, ids), _matches(after, person, ids)
        for name in ids:
            was, now = _verdict(old.get(name)), _verdict(new.get(name))
            if was != now:
                impact.add(Group(name, "verdict", was, now), person)
    return impact


def everything_changed(
    subjects: Iterable[str], before: Snapshot, after: Snapshot, stored: list[Person], on: date
) -> Impact:
    """Whose verdict, cost or place among the first changes: of the stored households and of the grid on ``on``."""
    impact = Impact(0, before.by_id)
    ids = touched(subjects, before, after)
    people = [*stored, *grid(on)]
    for person, places in zip(people, _places_of(before, people), strict=True):
        impact.asked += 1
        old, new = _matches(before, person, ids), _matches(after, person, ids)
        rest = [place for place in places if place[1] not in ids]
        fits = [(row.position.key, row.listing.id) for row in new.values() if row.verdict is not Verdict.NO]
        moved = sorted([*rest, *fits])  # type: ignore[type-var]
        for name in ids:
            was, now = old.get(name), new.get(name)
            for what, pair in (
                ("verdict", (_verdict(was), _verdict(now))),
                ("cost", _cost(was, now)),
                ("place", (_place(places, name), _place(moved, name))),
            ):
                if pair[0] != pair[1]:
                    impact.add(Group(name, what, *pair), person)
    return impact


def _verdict(row: Match | None) -> str:
    return row.verdict.name.lower() if row else NOT_LISTED


def _cost(was: Match | None, now: Match | None) -> tuple[str, str]:
    """The highest cost of a month before and after, in cents; empty where there is none."""
    first, second = (f"{row.cost.per_month[1]:.2f}" if row and row.cost else "" for row in (was, now))
    return first, second


def _place(places: Places, name: str) -> str:
    for at, (_, listing) in enumerate(places[:FIRST_PLACES], 1):
        if listing == name:
            return str(at)
    return "later"
