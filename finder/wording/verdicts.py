"""A verdict in words: never "eligible", never "denied" (docs/safety.md S14)."""

from __future__ import annotations

from finder.core.listing import Covers, Kind
from finder.core.matches import Match
from finder.core.ranking import is_held
from finder.core.situation import Situation
from finder.core.verdict import Unsure, Verdict
from finder.wording.words import N_, Words

HELD_WORDS = N_("You have this")
BUY = N_("You can buy here")
USE = N_("You can use this")
MAY_GET = N_("You may get this")
CALL_FIRST = N_("Call first")
NOT_YET = N_("Does not seem to fit so far")
UNSURE = {
    Unsure.NOT_TOLD: N_("Can't tell yet"),
    Unsure.PROGRAM_DECIDES: N_("Worth asking: they decide"),
    Unsure.NO_FIGURE: N_("Can't tell yet: a figure is not published"),
}
WORTH_APPLYING = N_("Worth applying")
BY_KIND = {
    Kind.NONPROFIT_PHARMACY: BUY,
    Kind.MAIL_ORDER_PHARMACY: BUY,
    Kind.MEMBERSHIP: USE,
    Kind.DISCOUNT_CARD: USE,
    Kind.STATE_DISCOUNT_CARD: USE,
    Kind.NAVIGATION_HELP: USE,
}


def verdict(words: Words, match: Match, situation: Situation) -> str:
    """How sure we are, in a few words."""
    return words._(_message(match, situation))


def _message(match: Match, situation: Situation) -> str:
    listing = match.listing
    if is_held(listing, situation):
        return HELD_WORDS
    if match.verdict is Verdict.NO:
        return NOT_YET
    if listing.covers is Covers.UNKNOWN:
        return CALL_FIRST
    if match.verdict is Verdict.YES:
        return BY_KIND.get(listing.kind, MAY_GET)
    if listing.kind is Kind.PUBLIC_COVERAGE and match.unsure is Unsure.PROGRAM_DECIDES:
        return WORTH_APPLYING
    return UNSURE[match.unsure or Unsure.NOT_TOLD]
