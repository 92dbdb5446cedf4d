"""Which lines lead an answer: days left decide when, coverage decides how, the tablets and their strength what."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from finder.core.costs import Cost
from finder.core.headline import closed_to_adults, coverage_to_apply_for, first_choice
from finder.core.matches import Match, Plan
from finder.core.own_card import no_cash, own_card
from finder.core.plan import may_run_out, verb_of
from finder.core.ranking import is_held
from finder.core.tablet_question import asks_label, costly_tablets, tablet_question

MOST_LEADING_LINES = 3
# A card, tablets to ask about and a counter take many words, and the line of urgent signs must stand within two screens
# of a phone: so few lines stand with them.
MOST_LONG = 2


class Line(StrEnum):
    """One line of the first card: its name is that of its template."""

    CARD = "card"
    LABEL = "label"
    FIFTY = "fifty"
    TODAY = "today"
    REFILL = "refill"
    BUY = "buy"
    ASK = "ask"
    APPLY = "apply"
    GAP = "gap"


class Lead(NamedTuple):
    """The lines of the first card, in order; and boxes of their own below the line of urgent signs."""

    lines: tuple[Line, ...]
    below: tuple[Line, ...]


class Purchase(NamedTuple):
    """What to buy, and its price; ``as_written`` is that of the costly tablets that are written, where they are."""

    match: Match
    cost: Cost
    as_written: Cost | None = None


def to_buy(plan: Plan) -> Purchase | None:
    """What to buy first: as 50 mg tablets where costly ones are written, since those never lead."""
    question, found = costly_tablets(plan), first_choice(plan)
    if question is not None and found is not None:
        seller = next(row for row in plan.fitting if row.listing.id == question.listing.id)
        return Purchase(seller, question.fifty, question.other)
    return Purchase(found, found.cost) if found is not None and found.cost is not None else None


def to_ask(plan: Plan) -> Match | None:
    """The first seller to call about a price, where none is known."""
    rows = (row for row in plan.fitting if verb_of(row) == "ask_price" and row.listing.phone)
    return next((row for row in rows if not is_held(row.listing, plan.situation)), None)


def lead(plan: Plan) -> Lead:
    """What to do first, at most three lines; what does not fit there has a box of its own."""
    wanted = [line for line, applies in _lines_that_apply(plan).items() if applies]
    most = MOST_LONG if {Line.CARD, Line.FIFTY, Line.TODAY} & set(wanted) else MOST_LEADING_LINES
    # What the tablets are was not told: the question can wait for a box of its own.
    boxes = (Line.FIFTY,) if tablet_question(plan) is not None and Line.FIFTY not in wanted else ()
    return Lead(tuple(wanted[:most]), (*wanted[most:], *boxes))


def _lines_that_apply(plan: Plan) -> dict[Line, bool]:
    """Every line in its order, and whether it stands for this person."""
    soon, card = may_run_out(plan.prescription), own_card(plan) is not None
    label, costly = asks_label(plan), costly_tablets(plan) is not None
    return {
        # A card the person holds comes before any cash (docs/safety.md S9).
        Line.CARD: card,
        # Before a price leads it must be known what tablets it is for.
        Line.LABEL: label,
        # Tablets that are written and cost far more never lead.
        Line.FIFTY: costly,
        Line.TODAY: soon and not no_cash(plan),
        # Who is called about 50 mg tablets is asked for a short prescription too.
        Line.REFILL: soon and not costly,
        # Mail is for later: it stands among the ways to compare where more is to be done today (docs/safety.md S1).
        Line.BUY: to_buy(plan) is not None and not label and not (soon and (card or costly)),
        # Without a dose, or with tablets that nobody prices, a counter can still be asked.
        Line.ASK: to_buy(plan) is None and not (soon or label or no_cash(plan)),
        Line.APPLY: coverage_to_apply_for(plan) is not None,
        Line.GAP: coverage_to_apply_for(plan) is None and closed_to_adults(plan) is not None,
    }
