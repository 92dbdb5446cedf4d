"""The card that the person holds, in words: what it is called, how to use it, whom to call, what to pay."""

from __future__ import annotations

from dataclasses import dataclass

from finder.core.headline import copay_cannot_be_demanded, medicare_pays_first, part_b_may_pay_first
from finder.core.listing import Covers
from finder.core.matches import Plan
from finder.core.own_card import PLANS, OwnCard
from finder.core.plan import Step, When
from finder.core.snapshot import SafetyFact
from finder.wording import Words
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
SAY_SO = N_("If you cannot pay the copay, say so.")
CANNOT_REFUSE = N_(
    "Your income is at or below the poverty line. So a Medicaid pharmacy may not refuse the tablets because you cannot "
    "pay the copay. Say that you cannot pay. You may still owe it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAdvice:
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


def card_advice(words: Words, plan: Plan, held_card: OwnCard, card: Card | None) -> CardAdvice:
    """The card to use first."""
    listing, cost = (held_card.match.listing, held_card.match.cost) if held_card.match else (None, None)
    named = CARD_NAMES.get(held_card.insurance)
    texts = (listing.holder_steps or listing.steps) if listing else ()
    steps = [words.text(text) for text in texts] or [words._(text) for text in PLAN_STEPS]
    demanded = copay_cannot_be_demanded(plan)
    phone, phone_of = _whom_to_call(words, held_card, card)
    return CardAdvice(
        card=card,
        name=words._(named) if named else words.text(listing.name) if listing else "",
        steps=steps[:MOST_STEPS_IN_LEAD],
        phone=phone,
        phone_of=phone_of,
        amount=words.span(cost.low, cost.high, whole=True) if cost else "",
        days=cost.days if cost else 0,
        fill=fill_of(words, cost) if cost else None,
        copay=_copay(words, plan, held_card),
        copay_fact=plan.snapshot.facts.safety.get("medicaid_copay_cannot_refuse") if demanded else None,
        show_both=_show_both(words, plan),
        others=[*(words.text(row.listing.name) for row in held_card.others), *_other_plans(words, plan, held_card)],
    )


def _other_plans(words: Words, plan: Plan, held_card: OwnCard) -> list[str]:
    """Plans held beside the first card that no listing stands for."""
    listed = {name for row in (held_card.match, *held_card.others) if row for name in row.listing.held_with}
    others = (plan.situation.insurance or frozenset()) - listed - {held_card.insurance}
    return [words._(name) for insurance, name in CARD_NAMES.items() if insurance in others]


def _copay(words: Words, plan: Plan, held_card: OwnCard) -> str:
    """What to say when the copay cannot be paid; nothing where it is not known that anything is paid for."""
    if copay_cannot_be_demanded(plan):
        return words._(CANNOT_REFUSE)
    unknown = held_card.match is not None and held_card.match.listing.covers is Covers.UNKNOWN
    return "" if unknown else words._(SAY_SO)


def _whom_to_call(words: Words, held_card: OwnCard, card: Card | None) -> tuple[str, str]:
    """A number beside the one on the card, and whose it is; empty where only the plan's own would do."""
    if card is None or (card.office and held_card.insurance in PLANS):
        return "", ""
    if card.office and card.office.phone:
        return card.office.phone, card.office.name
    return card.listing.phone, words.text(card.listing.phone_note) or card.name


def _show_both(words: Words, plan: Plan) -> TodoStep | None:
    """The sentence for who has Medicare beside Medicaid, since Medicare pays for tablets."""
    if not medicare_pays_first(plan):
        return None
    key = "show_part_b_card" if part_b_may_pay_first(plan) else "show_medicare_card"
    return step_in_words(words, plan, Step(When.TODAY, key))
