"""The lines of the first card in words: the card held, the prescriber, the counter, what to buy, what to apply for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from finder.core.fair_price import FairPrice
from finder.core.headline import copay_cannot_be_demanded, medicare_pays_first, part_b_may_pay_first
from finder.core.leading import Purchase
from finder.core.listing import Covers
from finder.core.matches import Plan
from finder.core.own_card import PLANS, OwnCard
from finder.core.plan import Step, When, comes_too_late, has_no_tablets_yet
from finder.core.snapshot import SafetyFact
from finder.core.tablet_question import (
    TabletQuestion,
    asked_at_counter,
    asks_label,
    costly_tablets,
    counter_price,
    counter_price_as_written,
    tablet_question,
)
from finder.wording import Words, money, words_in
from finder.wording import plan_steps as step_words
from finder.wording.cards import Card, Fill, fill_of
from finder.wording.todo import TodoStep, step_in_words
from finder.wording.words import N_

# What a card is called where its listing is named after what one applies for, or where there is no listing.
CARD_NAMES = {
    "employer": N_("the health plan of your job"),
    "marketplace": N_("your Marketplace plan"),
    "other": N_("your health plan"),
    "tricare": N_("TRICARE"),
    "medicare_drug": N_("your Medicare drug plan"),
}
# What to do with a plan's card that has no listing of its own.
PLAN_STEPS = (
    N_("Show the card at a pharmacy in its network, or call the number on the back of your card."),
    N_("Ask if you have a deductible, and for the cash price with any discount card. Pay the lower one."),
)
MOST_STEPS_IN_LEAD = 2
OTHER_TABLETS = N_("Your label says other tablets: ask your prescriber before you buy these.")
SAY_SO = N_("If you cannot pay the copay, say so.")
CANNOT_REFUSE = N_(
    "Your income is at or below the poverty line. So a Medicaid pharmacy may not refuse the tablets because you cannot "
    "pay the copay. Say that you cannot pay. You may still owe it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """What to say at a counter, also in English, with our estimate of a fair price and what to do far above it."""

    ask: str
    in_english: str
    price: FairPrice | None
    month: str
    fair: str
    quote: str
    written: str


class Refill(NamedTuple):
    """What to say to the prescriber, also in English."""

    ask: str
    in_english: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The card to use first: its listing's card where there is one, the steps of holders, whom to call, what to pay."""

    card: Card | None
    name: str
    steps: list[str]
    phone: str
    phone_of: str
    amount: str
    days: int
    fill: Fill | None
    copay: str
    copay_fact: SafetyFact | None
    show_both: TodoStep | None
    others: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
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


def counter(words: Words, plan: Plan) -> Counter:
    """The sentence to say at a counter; who stands there may speak English only."""
    price, written = counter_price(plan), counter_price_as_written(plan)
    return Counter(
        ask=_ask(words, plan),
        in_english="" if words.language == "en" else _ask(words_in("en"), plan),
        price=price,
        month=words.month(price.benchmark.observed_on) if price else "",
        fair=step_words.fair_price(words, price) if price else "",
        quote=step_words.far_above(words, price) if price else "",
        written=step_words.as_written(words, written) if written else "",
    )


def refill(words: Words, plan: Plan) -> Refill:
    """What to say to the prescriber when few tablets are left."""
    return Refill(_refill(words, plan), "" if words.language == "en" else _refill(words_in("en"), plan))


def _refill(words: Words, plan: Plan) -> str:
    left = plan.prescription.days_left
    if has_no_tablets_yet(plan):
        return words._("I have a new prescription and no tablets yet. Please send it to a pharmacy near me.")
    if left is None or left == 0:
        return words._("I am almost out of tablets. Please send a short prescription to a pharmacy near me.")
    message = N_("My tablets last %(days)s more days. Please send a short prescription to a pharmacy near me.")
    return words._(message, days=left)


def _ask(words: Words, plan: Plan) -> str:
    if asks_label(plan):
        return step_words.question_for_prescription(words)
    return step_words.question_for_counter(words, *asked_at_counter(plan))


def own(words: Words, plan: Plan, held: OwnCard, card: Card | None) -> Own:
    """The card to use first."""
    listing, cost = (held.match.listing, held.match.cost) if held.match else (None, None)
    named = CARD_NAMES.get(held.insurance)
    texts = (listing.holder_steps or listing.steps) if listing else ()
    steps = [words.text(text) for text in texts] or [words._(text) for text in PLAN_STEPS]
    demanded = copay_cannot_be_demanded(plan)
    phone, phone_of = _whom_to_call(words, held, card)
    return Own(
        card=card,
        name=words._(named) if named else words.text(listing.name) if listing else "",
        steps=steps[:MOST_STEPS_IN_LEAD],
        phone=phone,
        phone_of=phone_of,
        amount=words.span(cost.low, cost.high, whole=True) if cost else "",
        days=cost.days if cost else 0,
        fill=fill_of(words, cost) if cost else None,
        copay=_copay(words, plan, held),
        copay_fact=plan.snapshot.facts.safety.get("medicaid_copay_cannot_refuse") if demanded else None,
        show_both=_show_both(words, plan),
        others=[*(words.text(row.listing.name) for row in held.others), *_other_plans(words, plan, held)],
    )


def _other_plans(words: Words, plan: Plan, held: OwnCard) -> list[str]:
    """Plans held beside the first card that no listing stands for."""
    listed = {name for row in (held.match, *held.others) if row for name in row.listing.held_with}
    told = (plan.situation.insurance or frozenset()) - listed - {held.insurance}
    return [words._(name) for insurance, name in CARD_NAMES.items() if insurance in told]


def _copay(words: Words, plan: Plan, held: OwnCard) -> str:
    """What to say when the copay cannot be paid; nothing where it is not known that anything is paid for."""
    if copay_cannot_be_demanded(plan):
        return words._(CANNOT_REFUSE)
    unknown = held.match is not None and held.match.listing.covers is Covers.UNKNOWN
    return "" if unknown else words._(SAY_SO)


def _whom_to_call(words: Words, held: OwnCard, card: Card | None) -> tuple[str, str]:
    """A number beside the one on the card, and whose it is; empty where only the plan's own would do."""
    if card is None or (card.office and held.insurance in PLANS):
        return "", ""
    if card.office and card.office.phone:
        return card.office.phone, card.office.name
    return card.listing.phone, words.text(card.listing.phone_note) or card.name


def first(words: Words, plan: Plan, buy: Purchase, card: Card) -> First:
    """What to buy first, or beside the counter."""
    cost, licensed = buy.cost, words.text(buy.match.listing.license)
    return First(
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


def _show_both(words: Words, plan: Plan) -> TodoStep | None:
    """The sentence for who has Medicare beside Medicaid, since Medicare pays for tablets."""
    if not medicare_pays_first(plan):
        return None
    key = "show_part_b_card" if part_b_may_pay_first(plan) else "show_medicare_card"
    return step_in_words(words, plan, Step(When.TODAY, key))


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


def label_question(words: Words, plan: Plan) -> str:
    """What to look for on the label: "2 1/2 tablets of 50 mg"; empty where it need not be asked."""
    dose = plan.prescription.daily_dose_mg
    if dose is None or not asks_label(plan):
        return ""
    whole = int(dose) // 50
    count = f"{whole} 1/2" if whole else "1/2"
    return words._("Does your label say %(count)s tablets of 50 mg a day?", count=count)
