"""What to buy first, and the same dose in other tablets, in dollars."""

from __future__ import annotations

from dataclasses import dataclass

from finder.core.leading import Purchase
from finder.core.matches import Plan
from finder.core.plan import comes_too_late
from finder.core.tablet_question import TabletQuestion, costly_tablets, tablet_question
from finder.wording import Words, money
from finder.wording.cards import Card, Fill, fill_of
from finder.wording.words import N_

OTHER_TABLETS = N_("Your label says other tablets: ask your prescriber before you buy these.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPurchase:
    """What to buy first, or beside the counter; ``written`` is the price of the costly tablets that are written.

    ``other_tablets`` says so where nobody prices the tablets that are written.
    """

    card: Card
    amount: str
    days: int
    total: str
    tablets: str
    fill: Fill
    late: bool
    licensed: str
    written: str
    other_tablets: str
    half: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fifty:
    """The same dose in other tablets and in 50 mg ones at one seller (docs/safety.md S4)."""

    seller: str
    other: str
    other_cost: str
    fifty: str
    fifty_cost: str
    what: str
    stale: str

    @property
    def in_sentence(self) -> dict[str, str]:
        """The values of the sentence on paper: where, and what each costs."""
        return {
            "seller": self.seller,
            "other": self.other,
            "other_cost": self.other_cost,
            "fifty": self.fifty,
            "fifty_cost": self.fifty_cost,
        }


def first_purchase(words: Words, plan: Plan, buy: Purchase, card: Card) -> FirstPurchase:
    """What to buy first, or beside the counter."""
    cost, licensed = buy.cost, words.text(buy.match.listing.license)
    return FirstPurchase(
        card=card,
        amount=words.span(cost.low, cost.high, whole=True),
        days=cost.days,
        total=words.span(cost.low, cost.high),
        tablets=money.tablets(words, cost.way, cost.days) if cost.way else "",
        fill=fill_of(words, cost),
        late=comes_too_late(plan, buy.match),
        licensed=f"{licensed.split('. ')[0].rstrip('.')}." if licensed else "",
        written=_as_written(words, buy),
        other_tablets="" if buy.as_written or cost.as_written else words._(OTHER_TABLETS),
        half=cost.way is not None and cost.way.half_mg is not None,
    )


def _as_written(words: Words, buy: Purchase) -> str:
    written = buy.as_written
    if written is None or written.way is None:
        return ""
    return words._(
        "If your prescriber agrees; as written now, %(tablets)s: %(price)s.",
        tablets=money.a_day(words, written.way),
        price=words.about(written.high),
    )


def fifty(words: Words, plan: Plan) -> Fifty | None:
    """The question for the prescriber, in dollars at one seller."""
    found = costly_tablets(plan) or tablet_question(plan)
    return _fifty(words, found) if found else None


def _fifty(words: Words, found: TabletQuestion) -> Fifty | None:
    if found.other.way is None or found.fifty.way is None:
        return None
    return Fifty(
        seller=words.text(found.listing.name),
        other=money.a_day(words, found.other.way),
        other_cost=words.about(found.other.high_before_shipping),
        fifty=money.a_day(words, found.fifty.way),
        fifty_cost=words.about(found.fifty.high_before_shipping),
        what="; ".join(dict.fromkeys(money.what_it_is(words, cost) for cost in (found.other, found.fifty))),
        stale=money.stale_mark(words, found.other) or money.stale_mark(words, found.fifty),
    )
