"""From what the core found to what the API gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from finder.answers.columns import Answers
from finder.core.contacts import number_to_call
from finder.core.criteria import Criterion, Figure
from finder.core.listing import Listing
from finder.core.matches import Match, Plan
from finder.core.nearby import NearPlace
from finder.core.own_card import no_cash
from finder.core.plan import plan_steps
from finder.core.prices import UNIT_PRICE_STEP, Price
from finder.core.snapshot import Facts, Snapshot
from finder.core.tablet_question import plan_remarks
from finder.web.api import listing_responses, responses
from finder.wording import Words, money, remarks
from finder.wording import plan_steps as step_words
from finder.wording.counter import counter
from finder.wording.labels import kind
from finder.wording.questions import COLUMN_NAMES, column
from finder.wording.reasons import reasons
from finder.wording.verdicts import verdict


def screen_answer(plan: Plan, answers: Answers, case: str, words: Words, best: int | None) -> responses.ScreenAnswer:
    """The whole answer for one case."""
    # Cash never leads where a card does (docs/safety.md S9). Question and price are those of the page of results.
    counter_ask = None if no_cash(plan) else counter(words, plan)
    return responses.ScreenAnswer(
        rules_as_of=plan.on,
        snapshot=plan.snapshot.version,
        remarks=[remarks.sentence(words, remark) for remark in (*answers.remarks, *plan_remarks(plan))],
        matches=[_match(row, rank, plan, case, words) for rank, row in enumerate(plan.matches[:best], start=1)],
        steps=list(_steps(plan, words)),
        counter_question=counter_ask.ask if counter_ask else "",
        fair_price=" ".join(text for text in (counter_ask.fair, counter_ask.written) if text) if counter_ask else "",
    )


def _match(row: Match, rank: int, plan: Plan, case: str, words: Words) -> responses.MatchShown:
    low, high = row.cost.per_month if row.cost else (None, None)
    year_low, year_high = row.first_year.total if row.first_year else (None, None)
    return responses.MatchShown(
        case=case,
        rank=rank,
        listing=row.listing.id,
        kind=row.listing.kind,
        verdict=row.verdict.name.lower(),  # type: ignore[arg-type]  # one of the three
        cost_per_month_low=_cents(low),
        cost_per_month_high=_cents(high),
        first_year_low=_cents(year_low),
        first_year_high=_cents(year_high),
        reasons=[reason.sentence for reason in reasons(words, row.findings)],
        missing=_missing_answers(row),
        rules_as_of=plan.on,
        words=_words_of(row, plan, words),
    )


def _words_of(row: Match, plan: Plan, words: Words) -> responses.MatchWords:
    said = (money.what_it_is(words, row.cost), money.stale_mark(words, row.cost)) if row.cost else ()
    return responses.MatchWords(
        name=words.text(row.listing.name),
        kind=kind(words, row.listing.kind),
        verdict=verdict(words, row, plan.situation),
        cost_per_month=money.per_month(words, row.cost) if row.cost else "",
        price=". ".join(part for part in said if part),
        missing=[column(words, name) for name in _missing_answers(row)],
    )


def _missing_answers(row: Match) -> list[str]:
    return [name for name in row.missing if name in COLUMN_NAMES]


def _steps(plan: Plan, words: Words) -> Iterator[responses.StepShown]:
    for step in plan_steps(plan):
        yield responses.StepShown(
            when=step.when.value,
            heading=words._(step_words.WHEN_WORDS[step.when]),
            sentence=step_words.step(words, step),
            listing=step.match.listing.id if step.match else None,
        )


def _cents(amount: Decimal | None) -> str | None:
    return None if amount is None else Words.plain(amount)


def listing_shown(listing: Listing, snapshot: Snapshot) -> listing_responses.ListingShown:
    """One listing, whole."""
    values = {field.name: getattr(listing, field.name) for field in fields(listing)}
    values["pricing"] = [
        {
            **{field.name: getattr(row, field.name) for field in fields(row)},
            "rules": [_rule(rule) for rule in row.criteria],
        }
        for row in listing.pricing
    ]
    papers = [snapshot.facts.documents[name] for name in listing.documents]
    return listing_responses.ListingShown.model_validate(
        {
            **values,
            "sponsor": listing.sponsor.original,
            "documents": papers,
            "rules": [_rule(row) for row in listing.criteria],
        },
        from_attributes=True,
    )


def _rule(rule: Criterion) -> listing_responses.RuleShown:
    return listing_responses.RuleShown(
        form=rule.form,
        because=responses.Both.model_validate(rule.because),
        fact=rule.fact,
        operator=rule.operator,
        figures=[_figure(row) for row in rule.figures],
        listing=rule.listing,
        assumed=rule.assumed,
        starts=rule.starts,
        ends=rule.ends,
        source=rule.source,
        checked_on=rule.checked_on,
        parts=[_rule(part) for part in rule.parts],
    )


def _figure(figure: Figure) -> listing_responses.FigureShown:
    return listing_responses.FigureShown(value=_plain(figure.value), starts=figure.starts, ends=figure.ends)


def _plain(value: Any) -> str | bool | list[str] | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, frozenset):
        return sorted(str(entry) for entry in value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def price_shown(price: Price, on: date) -> responses.PriceShown:
    """One price as of a day."""
    unit = price.unit_price
    return responses.PriceShown(
        kind=price.kind,
        seller=price.seller,
        product=price.product,
        ndc=price.ndc,
        strength_mg=price.strength_mg,
        quantity=price.quantity,
        days_supply=price.days_supply,
        price=price.price,
        unit_price=None if unit is None else f"{unit.quantize(UNIT_PRICE_STEP):f}",
        area=price.area,
        observed_on=price.observed_on,
        source=price.source,
        stale=price.is_stale(on),
    )


def place_shown(near: NearPlace, facts: Facts, on: date) -> responses.PlaceShown:
    """One place and how far it is."""
    place = near.place
    return responses.PlaceShown(
        name=place.name,
        kind=place.kind,
        distance_miles=None if near.miles is None else round(near.miles, 1),
        address=place.address,
        city=place.city,
        state=place.state,
        zip=place.zip,
        phone=place.phone_with_extension or number_to_call(place, facts.contacts),
        pharmacy_phone=place.pharmacy_phone,
        source=place.source,
        as_of=place.as_of,
        checked_on=place.checked_on,
        name_seen_on=place.name_seen_on,
        still_there=place.still_there,
        stale=place.is_stale(on),
        limited_to=place.limited_to,
    )
