"""Places a person can go to, and what the program knows of each kind of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from finder.core.kinds import complete
from finder.core.source_dates import first_day_of

ZIP_LENGTH = 5


class PlaceKind(StrEnum):
    """What a place is. None of these says that there is a pharmacy; only a charity pharmacy is one."""

    HEALTH_CENTER = "health_center"
    LOOK_ALIKE = "look_alike"
    MOBILE = "mobile"
    SCHOOL_SITE = "school_site"
    FREE_CLINIC = "free_clinic"
    CHARITY_PHARMACY = "charity_pharmacy"
    IHS_TRIBAL = "ihs_tribal"
    VA_FACILITY = "va_facility"
    MEDICAID_OFFICE = "medicaid_office"


class StillThere(StrEnum):
    """How sure we are that a place on an older list is still where that says."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceKindSpec:
    """What the program knows of a kind of place.

    ``is_a_listing``: each such place is a listing of its own, by its id. Of other kinds a network's listing names them.
    ``open_to_all``: anybody may go there. Others are for those whom the network's listing fits, and stand apart.
    ``gives_care``: a doctor or a pharmacy is there, and not only an office to apply at.
    """

    shelf_life_days: int
    is_a_listing: bool
    open_to_all: bool
    gives_care: bool


PLACE_KINDS = complete(
    PlaceKind,
    {
        PlaceKind.HEALTH_CENTER: PlaceKindSpec(
            shelf_life_days=365, is_a_listing=False, open_to_all=True, gives_care=True
        ),
        PlaceKind.LOOK_ALIKE: PlaceKindSpec(shelf_life_days=365, is_a_listing=False, open_to_all=True, gives_care=True),
        PlaceKind.MOBILE: PlaceKindSpec(shelf_life_days=365, is_a_listing=False, open_to_all=True, gives_care=True),
        PlaceKind.SCHOOL_SITE: PlaceKindSpec(
            shelf_life_days=365, is_a_listing=False, open_to_all=True, gives_care=True
        ),
        PlaceKind.FREE_CLINIC: PlaceKindSpec(
            shelf_life_days=365, is_a_listing=False, open_to_all=True, gives_care=True
        ),
        PlaceKind.CHARITY_PHARMACY: PlaceKindSpec(
            shelf_life_days=365, is_a_listing=True, open_to_all=True, gives_care=True
        ),
        PlaceKind.IHS_TRIBAL: PlaceKindSpec(
            shelf_life_days=365, is_a_listing=False, open_to_all=False, gives_care=True
        ),
        PlaceKind.VA_FACILITY: PlaceKindSpec(
            shelf_life_days=365, is_a_listing=False, open_to_all=False, gives_care=True
        ),
        PlaceKind.MEDICAID_OFFICE: PlaceKindSpec(
            shelf_life_days=365, is_a_listing=False, open_to_all=False, gives_care=False
        ),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place. Empty text and ``None`` mean: not known. ``limited_to`` names those whom alone it may see.

    ``still_there``: how sure we are, where it comes from an older list; ``None`` for what its own list or a person
    says now. ``name_seen_on``: the day on which its name alone stood on a newer list.
    """

    source_id: str
    name: str
    kind: PlaceKind
    run_by: str
    address: str
    city: str
    state: str
    zip: str
    phone: str
    phone_extension: str
    url: str
    latitude: float | None
    longitude: float | None
    languages: str
    hours: str
    fees: str
    notes: str
    source: str
    as_of: str
    checked_on: date
    pharmacy_phone: str = ""
    name_seen_on: date | None = None
    still_there: StillThere | None = None
    limited_to: str = ""
    retired_on: date | None = None

    @property
    def zip5(self) -> str:
        """The five digits, without the four that may follow."""
        return self.zip[:ZIP_LENGTH]

    @property
    def phone_with_extension(self) -> str:
        """The number as it is dialled."""
        return f"{self.phone} x{self.phone_extension}" if self.phone_extension else self.phone

    @property
    def speaks_of(self) -> date:
        """The day of which its source speaks; where that has none, the day on which somebody read it."""
        return first_day_of(self.as_of) or self.checked_on

    def is_stale(self, on: date) -> bool:
        """Whether the place was checked too long ago on ``on``, or its source speaks of a day too long ago."""
        oldest = min(self.speaks_of, self.checked_on)
        return (on - oldest).days > PLACE_KINDS[self.kind].shelf_life_days
