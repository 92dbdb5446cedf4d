"""The whole published catalogue, frozen and indexed, as of one version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from finder.core.contacts import StateContact
from finder.core.costs import Cost
from finder.core.criteria import Criterion, share_equal_rules
from finder.core.dose import DoseWay
from finder.core.enrolment import EnrolmentPeriod
from finder.core.fair_price import DispensingFee
from finder.core.guide import Guide
from finder.core.listing import Listing, Role, Status
from finder.core.monitoring import LabPrice, LabRule, Monitoring
from finder.core.nearby import PlaceIndex
from finder.core.places import PlaceKind
from finder.core.poverty import Guidelines
from finder.core.prices import PriceBook
from finder.core.pricing import cost_of, costs_by_way
from finder.core.reviews import Reviews
from finder.core.situation import FREELY_ASSOCIATED, Situation
from finder.core.statefacts import StateFact
from finder.core.tables import StateTables
from finder.core.text import Phrases, Text

PUBLISHED_STATUSES = frozenset({Status.ACTIVE, Status.PAUSED})
MOST_COSTS_KEPT = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipArea:
    """Where a ZIP code is; coordinates in degrees, ``None`` where they are not on file.

    ``state`` is that of its post office; a few ZIP codes lie in ``other_states`` too. ``time_zone`` is there where it
    is another than most of the state has.
    """

    state: str
    latitude: float | None
    longitude: float | None
    other_states: frozenset[str] | None = None
    time_zone: str = ""

    @property
    def states(self) -> tuple[str, ...]:
        """Every state it lies in, the one of its post office first."""
        return (self.state, *sorted(self.other_states or ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyFact:
    """A sentence about safety or rights, with the official text it rests on."""

    id: str
    statement: Text
    source: str
    dated: str
    confidence: str
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A marketed tablet."""

    product: str
    strength_mg: int
    labeler: str
    ndc: str
    scored: str
    marketed: str
    hard_to_find: bool
    source: str
    as_of: str
    checked_on: date
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything published besides listings: dated tables, prices and small facts."""

    guidelines: Guidelines
    tables: StateTables
    prices: PriceBook
    fees: tuple[DispensingFee, ...]
    labs: tuple[LabPrice, ...]
    monitoring: Monitoring
    enrolment: tuple[EnrolmentPeriod, ...]
    products: tuple[Product, ...]
    documents: Mapping[str, Text]
    safety: Mapping[str, SafetyFact]
    zips: Mapping[str, ZipArea]
    lab_rules: tuple[LabRule, ...] = ()
    contacts: Mapping[str, StateContact] = field(default_factory=dict)
    state_facts: tuple[StateFact, ...] = ()
    places: PlaceIndex = field(default_factory=PlaceIndex)
    guide: Guide = field(default_factory=Guide)
    phrases: Phrases = field(default_factory=Phrases)
    reviews: Reviews = field(default_factory=Reviews)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What a search reads: listings indexed by where they can apply, and the facts beside them."""

    version: str
    by_id: Mapping[str, Listing]
    everywhere: tuple[Listing, ...]
    by_state: Mapping[str, tuple[Listing, ...]]
    nothing_found: tuple[Listing, ...]
    cautions: tuple[Listing, ...]
    facts: Facts
    # Costs depend on the prescription and the day alone, so people with the same one share them.
    _costs: dict[tuple[object, ...], Cost | None] = field(default_factory=dict, compare=False, repr=False)
    _costs_by_way: dict[tuple[object, ...], dict[DoseWay, Cost]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of(cls, version: str, listings: Iterable[Listing], facts: Facts) -> Snapshot:
        """Index the published listings; drafts and retired ones are left out."""
        pool: dict[Criterion, Criterion] = {}
        published = sorted((row for row in listings if row.status in PUBLISHED_STATUSES), key=lambda row: row.id)
        published = [replace(row, criteria=share_equal_rules(row.criteria, pool)) for row in published]
        options = [row for row in published if row.role is Role.OPTION]
        by_state: dict[str, list[Listing]] = {}
        for row in options:
            for state in row.states:
                by_state.setdefault(state, []).append(row)
        return cls(
            version=version,
            by_id={row.id: row for row in published},
            everywhere=tuple(row for row in options if not row.states),
            by_state={state: tuple(rows) for state, rows in by_state.items()},
            nothing_found=tuple(row for row in published if row.role is Role.NOTHING_FOUND),
            cautions=tuple(row for row in published if row.role is Role.CAUTION),
            facts=facts,
        )

    def speaking_for(self, kind: PlaceKind) -> Listing | None:
        """The listing of the network to which places of a kind belong; ``None`` where none is published."""
        return next((listing for listing in self.by_id.values() if kind in listing.places), None)

    def that_can_apply(self, situation: Situation) -> Iterable[Listing]:
        """The listings that can apply where the person lives; all of them while that is not known.

        A ZIP code alone that lies in several states leaves those of each of them.
        """
        if situation.state in FREELY_ASSOCIATED:
            return (row for row in self.everywhere if not row.run_by_states)
        if situation.state is not None:
            return (*self.everywhere, *self.by_state.get(situation.state, ()))
        area = self.facts.zips.get(situation.zip or "")
        if area is None:
            return (row for row in self.by_id.values() if row.role is Role.OPTION)
        found = (row for state in area.states for row in self.by_state.get(state, ()))
        return (*self.everywhere, *dict.fromkeys(found))

    def cost(self, listing: Listing, dose_mg: int, written_mg: int | None, days: int, on: date) -> Cost | None:
        """The cost of one fill at a listing (see ``pricing.cost_of``), worked out once a prescription and day."""
        if not listing.pricing:
            return None
        key = (listing.id, dose_mg, written_mg, days, on)
        # Threads share the costs kept and one may clear them at any moment, so looking and taking are one step.
        try:
            return self._costs[key]
        except KeyError:
            pass
        if len(self._costs) >= MOST_COSTS_KEPT:
            self._costs.clear()
        cost = self._costs[key] = cost_of(listing, self.facts.prices, dose_mg, written_mg, days, on)
        return cost

    def costs_by_way(self, listing: Listing, dose_mg: int, days: int, on: date) -> dict[DoseWay, Cost]:
        """The cost of every way to make the dose there (see ``pricing.costs_by_way``), worked out once, as above.

        A listing with somebody's own price is not of the catalogue, and nothing of it is kept.
        """
        if self.by_id.get(listing.id) is not listing:
            return costs_by_way(listing, self.facts.prices, dose_mg, days, on)
        key = (listing.id, dose_mg, days, on)
        try:
            return self._costs_by_way[key]
        except KeyError:
            pass
        if len(self._costs_by_way) >= MOST_COSTS_KEPT:
            self._costs_by_way.clear()
        costs = self._costs_by_way[key] = costs_by_way(listing, self.facts.prices, dose_mg, days, on)
        return costs
