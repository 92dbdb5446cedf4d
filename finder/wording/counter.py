"""What to say aloud: at a counter, to a prescriber, and what to look for on the label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from finder.core.fair_price import FairPrice
from finder.core.matches import Plan
from finder.core.plan import has_no_tablets_yet
from finder.core.tablet_question import asked_at_counter, asks_label, counter_price, counter_price_as_written
from finder.wording import Words, words_in
from finder.wording import plan_steps as step_words
from finder.wording.words import N_


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


def label_question(words: Words, plan: Plan) -> str:
    """What to look for on the label: "2 1/2 tablets of 50 mg"; empty where it need not be asked."""
    dose = plan.prescription.daily_dose_mg
    if dose is None or not asks_label(plan):
        return ""
    whole = int(dose) // 50
    count = f"{whole} 1/2" if whole else "1/2"
    return words._("Does your label say %(count)s tablets of 50 mg a day?", count=count)
