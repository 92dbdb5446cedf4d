"""The lines of the first card: what to do first, at most three, in order."""

from __future__ import annotations

from typing import NamedTuple

from finder.core.headline import (
    card_leads,
    coverage_to_apply_for,
    first_choice,
    medicare_pays_first,
    part_b_may_pay_first,
)
from finder.core.matching import Match, Plan
from finder.core.plan import (
    CHEAP_STRENGTH_MG,
    Step,
    When,
    counter_price,
    counter_price_of_50_mg,
    counter_tablets,
    may_run_out,
    tablet_question,
)
from finder.core.prices import FairPrice
from finder.core.ranking import is_held
from finder.wording import Words, money, words_in
from finder.wording import plan_steps as step_words
from finder.wording.cards import Card
from finder.wording.todo import Done, done

MOST_LINES = 3
# With few days left the first line is long, and the line of urgent signs must stand within two screens of a phone.
MOST_TODAY = 2


class Lead(NamedTuple):
    """The lines of the first card by name (a template each); and boxes of their own below the line of urgent signs."""

    lines: list[str]
    below: list[str]


class Counter(NamedTuple):
    """What to say at a counter, also in English, and our estimate of a fair price."""

    ask: str
    in_english: str
    price: FairPrice | None
    span: str
    month: str
    fair: str
    fifty: str


class First(NamedTuple):
    """What to try first, in words: the card behind it, whether it is held already, its price, and what to know."""

    card: Card
    held: bool
    amount: str
    days: int
    total: str
    tablets: str
    late: bool
    licensed: str
    show_both: Done | None


class Fifty(NamedTuple):
    """The same dose in other tablets and in 50 mg ones at one seller (docs/safety.md S4)."""

    seller: str
    other: str
    other_cost: str
    fifty: str
    fifty_cost: str
    what: str
    stale: str


def lead(plan: Plan) -> Lead:
    """Which lines stand in the first card: days left decide when, coverage how, the tablets what."""
    first = first_choice(plan)
    held = first is not None and is_held(first.listing, plan.situation)
    written = plan.prescription.written_strength_mg
    dear = tablet_question(plan) is not None
    wanted = {
        "today": may_run_out(plan.prescription) and not card_leads(plan),
        "card": held,
        # Tablets that are written and cost more are the first thing to ask about.
        "fifty": dear and written not in (None, CHEAP_STRENGTH_MG),
        "buy": first is not None and not held,
        "apply": coverage_to_apply_for(plan) is not None,
    }
    names = [name for name, stands in wanted.items() if stands]
    most = MOST_TODAY if may_run_out(plan.prescription) else MOST_LINES
    # What the tablets are is not told: the question can wait for a box of its own.
    boxes = ["fifty"] if dear and "fifty" not in names else []
    return Lead(names[:most], [*names[most:], *boxes])


def counter(words: Words, plan: Plan) -> Counter:
    """The sentence to say at a counter; who stands there may speak English only."""
    tablets = counter_tablets(plan.prescription)
    price, fifty = counter_price(plan), counter_price_of_50_mg(plan)
    return Counter(
        step_words.question_for_counter(words, *tablets),
        "" if words.language == "en" else step_words.question_for_counter(words_in("en"), *tablets),
        price,
        words.span(price.low, price.high, whole=True) if price else "",
        words.month(price.benchmark.observed_on) if price else "",
        step_words.fair_price(words, price) if price else "",
        step_words.fair_price_of_50_mg(words, fifty) if fifty else "",
    )


def first(words: Words, plan: Plan, match: Match, card: Card) -> First:
    """What to try first, or beside the counter."""
    cost, licensed = match.cost, words.text(match.listing.license)
    return First(
        card,
        is_held(match.listing, plan.situation),
        words.span(cost.low, cost.high, whole=True) if cost else "",
        cost.days if cost else 0,
        words.span(cost.low, cost.high) if cost else "",
        money.tablets(words, cost.way, cost.days) if cost and cost.way else "",
        may_run_out(plan.prescription) and "may_come_too_late" in match.position.reasons,
        f"{licensed.split('. ')[0].rstrip('.')}." if licensed else "",
        _show_both(words, plan),
    )


def _show_both(words: Words, plan: Plan) -> Done | None:
    """The sentence for who has Medicare beside Medicaid, since Medicare pays for tablets."""
    if not medicare_pays_first(plan):
        return None
    key = "show_part_b_card" if part_b_may_pay_first(plan) else "show_medicare_card"
    return done(words, plan, Step(When.TODAY, key))


def fifty(words: Words, plan: Plan) -> Fifty | None:
    """The question for the prescriber, in dollars at one seller."""
    found = tablet_question(plan)
    if found is None or found.other.way is None or found.fifty.way is None:
        return None
    return Fifty(
        words.text(found.listing.name),
        money.a_day(words, found.other.way),
        words.about(found.other.high_before_shipping),
        money.a_day(words, found.fifty.way),
        words.about(found.fifty.high_before_shipping),
        "; ".join(dict.fromkeys(money.what_it_is(words, cost) for cost in (found.other, found.fifty))),
        money.stale(words, found.other) or money.stale(words, found.fifty),
    )
