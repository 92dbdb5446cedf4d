"""The table of docs/unasked-facts.md as the shipped listings have it: what their rules rest on and no question asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from finder.core.criteria import Criterion, Form
from finder.core.listing import Listing, Role
from tests.core.shipped import SNAPSHOT

KEPT_OPEN = 'the answer stays at "can\'t tell"'
TAKEN_AS_MET = "taken as met until told, and the answer says so"
OPEN_FOR_SOME = 'asked; for some answers the program decides, and the answer stays at "can\'t tell"'


class UnaskedFact(NamedTuple):
    """A fact that no question settles: the listing, its words, and what the answer makes of it."""

    listing: str
    words: str
    how: str

    @property
    def line(self) -> str:
        """The row of the table."""
        return f"| `{self.listing}` | {self.words} | {self.how} |"


def every_rule(rules: Iterable[Criterion]) -> Iterator[Criterion]:
    for rule in rules:
        yield rule
        yield from every_rule(rule.parts)


def of_listing(listing: Listing) -> Iterator[UnaskedFact]:
    for rule in every_rule(listing.criteria):
        if rule.form is Form.PROGRAM_DECIDES:
            yield UnaskedFact(listing.id, rule.because["en"], KEPT_OPEN)
        elif rule.assumed:
            yield UnaskedFact(listing.id, rule.because["en"], TAKEN_AS_MET)
        elif rule.case_by_case:
            yield UnaskedFact(listing.id, rule.because["en"], OPEN_FOR_SOME)


def unasked_facts() -> list[UnaskedFact]:
    options = (listing for listing in SNAPSHOT.by_id.values() if listing.role is Role.OPTION)
    return list(dict.fromkeys(fact for listing in options for fact in of_listing(listing)))
