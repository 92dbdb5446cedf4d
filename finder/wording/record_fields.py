"""The names of fields, kinds and states in plain words; translated when they are used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from finder.core.listing import Kind
from finder.core.situation import INSURANCE
from finder.core.text import ORIGINAL
from finder.languages import keys_of, split_key
from finder.wording import Words
from finder.wording.labels import LISTING_KIND_WORDS, NEED_WORDS
from finder.wording.places import PLACE_KIND_WORDS
from finder.wording.questions import CHOICES
from finder.wording.rule_sentences import OPERATOR_NAMES, NameOf, rule_sentence
from finder.wording.words import N_

STATUSES = {
    "active": N_("Published"),
    "paused": N_("Paused"),
    "unverified": N_("Not published: not confirmed yet"),
    "retired": N_("Taken down"),
}
CONFIDENCE_WORDS = {
    "high": N_("High: read at an official source"),
    "medium": N_("Medium: read at another source"),
    "low": N_("Low: not confirmed"),
}
COVERS = {
    "yes": N_("Yes"),
    "no": N_("No"),
    "unknown": N_("Nobody has confirmed it"),
    "not_applicable": N_("It gives help, not medicine"),
}
ROLES = {
    "option": N_("Something to try"),
    "nothing_found": N_("Looked for, nothing found"),
    "caution": N_("A warning"),
}
BASES = {
    "formula": N_("The price on file for a known number of tablets, with a pharmacy fee in it"),
    "tablets": N_("Prices on file for exact numbers of tablets"),
    "days_supply": N_("Prices on file for a number of days, whatever the tablets"),
    "copay": N_("What the person pays for a fill under coverage"),
}
FIELDS = {
    "": N_("The whole listing"),
    "id": N_("Short name in addresses"),
    "kind": N_("Kind of help"),
    "role": N_("Place in the list"),
    "status": N_("Published or not"),
    "name": N_("Name"),
    "sponsor": N_("Run by"),
    "summary": N_("What it is, in a sentence or two"),
    "covers": N_("Does it have azathioprine, or pay for it?"),
    "covers_detail": N_("What is known about azathioprine"),
    "strengths_mg": N_("Tablet strengths, in mg"),
    "states": N_("States it serves (none: all)"),
    "delivery": N_("How the medicine comes"),
    "days_to_hand": N_("Days until it is in hand: fewest and most"),
    "held_with": N_("Who has it already: insurance"),
    "leads_for_holders": N_("Comes first for people who have it"),
    "instead_of_cash": N_("Nobody who has it is sent to pay cash"),
    "run_by_states": N_("Each state runs it and decides"),
    "open_enrolment": N_("Joined in the Marketplace's open enrollment"),
    "comes_with_both_cards": N_("Comes with Medicare and Medicaid together, without applying"),
    "hospital_can_start": N_("A hospital can start it the same day"),
    "places": N_("Kinds of places it speaks for"),
    "needs": N_("What a person needs"),
    "documents": N_("Papers a person needs"),
    "steps": N_("Steps"),
    "holder_steps": N_("Steps for people who have it already"),
    "cost_in_words": N_("Cost in words"),
    "cost_short": N_("Cost in at most 24 letters, for a row without a price"),
    "phone": N_("Phone"),
    "phone_note": N_("Note on the phone"),
    "url": N_("Website"),
    "state_contact": N_("State office to call"),
    "languages": N_("Languages spoken"),
    "renewal": N_("Renewal"),
    "who_gains": N_("Who gains"),
    "notes": N_("Good to know"),
    "cautions": N_("Warnings"),
    "cautions_from_55": N_("Warnings for people of 55 or older"),
    "license": N_("License"),
    "confidence": N_("How sure"),
    "checked_on": N_("Checked on"),
    "translation_reviewed": N_("Spanish read by a translator"),
    "criteria": N_("Rules"),
    "pricing": N_("Prices"),
    "sources": N_("Sources"),
    "value": N_("With what?"),
    "table": N_("Which table, and which group in it?"),
    "form": N_("What sort of rule is it?"),
    "because": N_("What people read about the rule"),
    "source": N_("Source"),
    "from": N_("From (this day on)"),
    "to": N_("Until (not this day any more)"),
    "fact": N_("What the rule asks"),
    "assumed": N_("Assumed when not told"),
    "listing": N_("The answer for another listing"),
    "program_decides": N_("The program decides"),
    **OPERATOR_NAMES,
    "group": N_("Group in the table"),
    "not_offered": N_("What people read where their state does not offer it"),
    "operator": N_("How it is compared"),
    "figures": N_("Figures by date"),
    "case_by_case": N_("Decided case by case"),
    "size": N_("Household counted as"),
    "guideline": N_("Poverty guideline"),
    "income_of": N_("Income of"),
    "income_counted": N_("Income counted"),
    "all_of": N_("All of these"),
    "any_of": N_("One of these"),
    "not": N_("Not this"),
    "basis": N_("How it is priced"),
    "markup_percent": N_("Markup, in percent"),
    "pharmacy_fee": N_("Pharmacy fee, in dollars"),
    "shipping": N_("Shipping, in dollars"),
    "shipping_high": N_("Shipping at most, in dollars"),
    "membership_per_year": N_("Membership a year, in dollars"),
    "copay_low": N_("Copay at least, in dollars"),
    "copay_high": N_("Copay at most, in dollars"),
    "copay_days": N_("Days a copay is for"),
    "premium_per_month_low": N_("Premium a month at least, in dollars"),
    "premium_per_month_high": N_("Premium a month at most, in dollars"),
    "coinsurance_percent": N_("Share of the price, in percent"),
    "blood_test_low": N_("Blood test at least, in dollars"),
    "blood_test_high": N_("Blood test at most, in dollars"),
    "note": N_("Note"),
    "dated": N_("Date the source shows"),
    "supports": N_("What it supports"),
}
NUMBERED_PARTS = {
    "criteria": N_("Rule %(number)s"),
    "pricing": N_("Price %(number)s"),
    "sources": N_("Source %(number)s"),
}
PART = N_("Part %(number)s")
WORDS_OF = {
    "kind": {kind.value: label for kind, label in LISTING_KIND_WORDS.items() if isinstance(kind, Kind)},
    "role": ROLES,
    "status": STATUSES,
    "confidence": CONFIDENCE_WORDS,
    "covers": COVERS,
    "basis": BASES,
    "delivery": {"mail": N_("By mail"), "pickup": N_("Picked up")},
    "needs": dict(NEED_WORDS),
    "held_with": {name: CHOICES["insurance"][name] for name in INSURANCE},
    "places": {kind.value: words.name for kind, words in PLACE_KIND_WORDS.items()},
    "state_contact": {
        "medicaid": N_("The state's Medicaid office"),
        "chip": N_("The state's CHIP office"),
        "marketplace": N_("The state's Marketplace"),
        "ship": N_("The state's Medicare help line (SHIP)"),
    },
}


def field_name(words: Words, path: str) -> str:
    """A path in words: "Rule 3: is no more than"."""
    parts = path.split(".")
    said: list[str] = []
    for at, part in enumerate(parts):
        if part.isdecimal():
            said[-1] = words._(NUMBERED_PARTS.get(parts[at - 1], PART), number=int(part) + 1)
        else:
            said.append(_word_name(words, part))
    return ": ".join(said)


def _word_name(words: Words, name: str) -> str:
    if name in FIELDS:
        return words._(FIELDS[name])
    bare, language = split_key(name)
    field = words._(FIELDS[bare]) if bare in FIELDS else bare
    if language.code == ORIGINAL:
        return field
    return words._("%(field)s, in %(language)s", field=field, language=words.language_name(language.code))


def value_text(words: Words, value: object, name_of: NameOf, path: str = "") -> str:
    """A value as a reader sees it; an empty text where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return words._("Yes") if value else words._("No")
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list):
        return "\n".join(value_text(words, entry, name_of, path) for entry in value)
    if isinstance(value, dict):
        return _table_text(words, value, name_of)
    field = path.split(".")[-1]
    if field == "languages":
        return words.language_names().get(str(value), str(value))
    known = WORDS_OF.get(field, {})
    return words._(known[str(value)]) if str(value) in known else str(value)


def _table_text(words: Words, value: dict[str, Any], name_of: NameOf) -> str:
    if "because" in value:
        # Every text and source of the rule and its parts: what a reviewer does not see, nobody has approved.
        first_text, *texts = _texts(value)
        more = (f"{_word_name(words, key)}: {text}" for key, text in texts)
        return "\n".join([f"{rule_sentence(words, value, name_of)} {first_text[1]}", *more])
    return "; ".join(
        f"{_word_name(words, key)}: {value_text(words, inner, name_of, key)}"
        for key, inner in value.items()
        if inner is not None
    )


def _texts(rule: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((key, rule[key]) for key in (*keys_of("because"), *keys_of("not_offered"), "source") if key in rule)
    for key in ("all_of", "any_of", "not"):
        for part in rule.get(key, ()):
            yield from _texts(part)
