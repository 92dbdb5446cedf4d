"""What the page of places shows for a posted ZIP code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import Form

from finder.core.places import NearPlace
from finder.core.snapshot import Snapshot
from finder.web.patient.places.ring_map import RingMap, ring_map
from finder.web.shared.answer_form import read_form
from finder.web.shared.questions import form_for
from finder.wording import Words
from finder.wording.places import PlaceRow, place_row

MOST_NEAR = 20


@dataclass(frozen=True, slots=True)
class NearPage:
    """Places near a ZIP code; with nothing posted only the form."""

    words: Words
    snapshot: Snapshot
    posted: MultiDict[str, str]
    on: date

    @property
    def form(self) -> Form:
        """The one question."""
        errors = {"zip": self.error} if self.error else {}
        return form_for(("zip",), self.words, MultiDict(self.posted), errors)

    @property
    def error(self) -> str:
        """What is wrong with the ZIP code, in a sentence; a ZIP code that is not on file still finds its state."""
        if not self.posted:
            return ""
        submission = read_form(MultiDict({"zip": self.posted.get("zip", "")}), self.snapshot, self.words)
        if not self._digits():
            return submission.errors.get("zip") or self.words._("Write a ZIP code of 5 digits, for example 43004.")
        return "" if self.snapshot.facts.places.states_of(self._digits()) else submission.errors.get("zip", "")

    @property
    def zip(self) -> str:
        """The ZIP code to search near; empty when there is none to use."""
        return "" if self.error else self._digits()

    def _digits(self) -> str:
        text = self.posted.get("zip", "").strip()[:5]
        return text if len(text) == 5 and text.isascii() and text.isdecimal() else ""

    @property
    def found(self) -> tuple[NearPlace, ...]:
        """The places, nearest first."""
        return self.snapshot.facts.places.near(self.zip, limit=MOST_NEAR) if self.zip else ()

    @property
    def rows(self) -> list[PlaceRow]:
        """The places in words."""
        return [place_row(self.words, near, self.snapshot.facts.phrases, self.on) for near in self.found]

    @property
    def by_state(self) -> bool:
        """Whether the ZIP code has no position, so that distances are not known."""
        area = self.snapshot.facts.zips.get(self.zip)
        return bool(self.zip) and (area is None or area.latitude is None)

    @property
    def picture(self) -> RingMap | None:
        """Distance and direction of the places that have a position."""
        area = self.snapshot.facts.zips.get(self.zip)
        if area is None or area.latitude is None or area.longitude is None:
            return None
        return ring_map(self.words, (area.latitude, area.longitude), self.found)
