"""Made-up listings, to see what a much larger catalogue costs. They exist in a throwaway database only."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice
from typing import Any

from bench.people import SEED
from finder.answers.states import STATES
from finder.catalog.catalog import Catalog, build
from finder.core.situation import CONDITIONS, Situation

KINDS = ("copay_foundation", "charity_pharmacy_network", "discount_card", "medical_bill_help", "retail_generic_list")
INSURANCE = ("none", "employer", "marketplace", "medicare", "medicare_drug")
PAGE = "https://example.org/program"
CHECK_DAY = date(2026, 11, 1)


def records(count: int, states: tuple[str, ...], prefix: str, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """``count`` listings that each serve one of ``states`` in turn, with two or three rules of their own."""
    chance = random.Random(f"{seed} {prefix}")  # noqa: S311 - the same listings every time is what we want
    for at, state in enumerate(islice(cycle(states), count)):
        yield _record(chance, f"{prefix}-{at}", state)


def _record(chance: random.Random, listing_id: str, state: str) -> dict[str, Any]:
    kind = chance.choice(KINDS)
    record = {
        "id": listing_id,
        "kind": kind,
        "role": "option",
        "status": "active",
        "sponsor": f"Sponsor of {listing_id}",
        "covers": chance.choice(("yes", "unknown")),
        "strengths_mg": [50],
        "states": [state],
        "delivery": ["pickup"],
        "days_to_hand": [1, chance.randint(1, 30)],
        "documents": ["prescription"],
        "phone": "1-800-555-0100",
        "url": PAGE,
        "confidence": "high",
        "checked_on": CHECK_DAY,
        "criteria": list(_rules(chance)),
        "sources": [{"url": PAGE, "dated": "2026", "confidence": "high", "supports": "all of it"}],
    }
    for name in ("name", "summary", "covers_detail", "cost_in_words", "who_gains"):
        record[name] = f"Generated {name} of {listing_id} in {state}."
        record[f"{name}_es"] = f"Texto generado: {name} de {listing_id} en {state}."
    record["steps"] = [f"Step {step} at {listing_id}." for step in range(1, 4)]
    record["steps_es"] = [f"Paso {step} en {listing_id}." for step in range(1, 4)]
    return record


def _rules(chance: random.Random) -> Iterator[dict[str, Any]]:
    """An income limit, which kinds of insurance, and for some which condition."""
    percent = chance.randrange(100, 600, 5)
    yield _rule(
        {"fact": "income_percent_of_poverty", "at_most": percent, "size": chance.choice(("magi", "household"))},
        f"Income is at most {percent} percent of the poverty guideline.",
    )
    kinds = sorted(chance.sample(INSURANCE, chance.randint(1, 4)))
    yield _rule({"fact": "insurance", "one_of": kinds}, f"Insurance is one of: {', '.join(kinds)}.")
    if chance.random() < 0.5:
        named = sorted(chance.sample(CONDITIONS, 2))
        yield _rule({"fact": "condition", "one_of": named}, f"The medicine is for: {', '.join(named)}.")


def _rule(said: dict[str, Any], because: str) -> dict[str, Any]:
    return {**said, "because": because, "because_es": f"Regla: {because}", "source": PAGE, "checked_on": CHECK_DAY}


def with_more(catalog: Catalog, total: int, home: str, at_home: int) -> Catalog:
    """The catalogue with made-up listings: ``total`` in all, of which ``at_home`` can apply in state ``home``.

    Raises ValueError when a made-up listing has a mistake, or more than ``at_home`` could apply before.
    """
    already = len(list(catalog.snapshot("").that_can_apply(Situation(state=home))))
    near, all_more = at_home - already, total - len(catalog.records)
    if near < 0 or all_more < near:
        raise ValueError("the catalogue is larger than that already")
    others = tuple(state for state in STATES if state != home)
    more = (*records(near, (home,), "near"), *records(all_more - near, others, "far"))
    whole = build({**catalog.records, **{row["id"]: row for row in more}}, catalog.small, catalog.rows)
    if whole.problems:
        raise ValueError(str(whole.problems[0]))
    return whole
