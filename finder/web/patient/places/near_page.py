"""What the page of places shows for a posted ZIP code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import Form

from finder.core.listing import Listing
from finder.core.nearby import NearPlace
from finder.core.places import PLACE_KINDS, PlaceKind
from finder.core.snapshot import Snapshot
from finder.web.patient.places.ring_map import RingMap, ring_map
from finder.web.shared.answer_form import read_form
from finder.web.shared.questions import form_for
from finder.wording import Words, words_in
from finder.wording.places import PLACE_KIND_WORDS, PlaceRow, place_row

MOST_NEAR = 20
MOST_OF_A_KIND = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KindNear:
    """The nearest places of a kind that is not open to all: who may go there, and what to ask in two languages.

    ``ask_in_english`` is empty on pages in English.
    """

    name: str
    who: str
    ask: str
    ask_in_english: str
    rows: list[PlaceRow]


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
        return self._rows(self.found)

    @property
    def for_some(self) -> list[KindNear]:
        """The nearest places that are not open to all. Nobody said who is asking, so they stand last."""
        words, made = self.words, []
        for kind in (kind for kind, spec in PLACE_KINDS.items() if not spec.open_to_all):
            found = self.snapshot.facts.places.near(self.zip, limit=MOST_OF_A_KIND, kind=kind) if self.zip else ()
            said = PLACE_KIND_WORDS[kind]
            ask, english = words._(said.ask), words_in("en")._(said.ask)
            if found:
                made.append(
                    KindNear(
                        name=words._(said.name),
                        who=words._(said.who),
                        ask=ask,
                        ask_in_english="" if ask == english else english,
                        rows=self._rows(found),
                    )
                )
        return made

    def _rows(self, found: Iterable[NearPlace]) -> list[PlaceRow]:
        return [place_row(self.words, near, self.snapshot.facts, self.on) for near in found]

    @property
    def finder(self) -> Listing | None:
        """The listing whose site and phone find more places than we have on file."""
        return self.snapshot.speaking_for(PlaceKind.HEALTH_CENTER)

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
