"""The record that a draft describes: words become numbers, days and rules, and what did not change stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from finder.answers.columns import LONGEST_ANSWER
from finder.answers.errors import AnswerError
from finder.answers.numbers import read_dollars
from finder.answers.plain_text import plain
from finder.answers.readers import read_day
from finder.catalog.layout import LISTING_KEYS, in_order
from finder.catalog.table_reader import Record
from finder.catalog.vocabulary import FACTS
from finder.core.criteria import OPERATORS
from finder.core.questions import FactType
from finder.languages import is_translation, split_key
from finder.web.team.maintain.drafts import (
    DAY_FIELD,
    FIGURE_FIELDS,
    FLAG_FIELD,
    LINES_FIELD,
    NUMBER_FIELD,
    PRICE_FIELDS,
    RULE,
    RULE_GROUPS,
    SEVERAL_FIELD,
    SOURCE_FIELDS,
    TOP_FIELDS,
    Draft,
    DraftField,
    names,
)

PLAIN_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)

# Decided elsewhere: by the kind of proposal, the day it was checked, or a translator.
KEPT_KEYS = ("id", "role", "status", "as_of", "checked_on", "translation_reviewed")
# What a rule about a fact says beside the fact and its limit.
OF_A_FACT = ("case_by_case", "size", "guideline", "income_of", "income_counted", "not_offered")


def record_of(draft: Draft, base: Record, on: date) -> Record:
    """The record that the draft describes. What did not change keeps its order and its date; the rest gets ``on``."""
    record: Record = {key: base[key] for key in KEPT_KEYS if key in base}
    record |= _record_of(draft, TOP_FIELDS)
    known: dict[str, Record] = {_normal(rule): rule for rule in _all_rules(base.get("criteria", ()))}
    record["criteria"] = [_date_of_check(_rule(rule), known, on) for rule in draft["criteria"]]
    prices = {_normal(entry): entry for entry in base.get("pricing", ())}
    prices |= {
        _normal(rule): rule for price in base.get("pricing", ()) for rule in _all_rules(price.get("criteria", ()))
    }
    record["pricing"] = [_date_of_check(_price(entry), prices, on) for entry in draft["pricing"]]
    record["sources"] = [_record_of(entry, SOURCE_FIELDS) for entry in draft["sources"]]
    for part in TOP_FIELDS:
        # Boxes come in the order of the page; the same boxes are no change.
        if (
            part.sort == SEVERAL_FIELD
            and part.name in base
            and _normal(record.get(part.name)) == _normal(base[part.name])
        ):
            record[part.name] = base[part.name]
    record = {key: value for key, value in record.items() if value != []}
    if any(is_translation(key) and base.get(key) != record.get(key) for key in {*base, *record}):
        # A translator has read the old words, not these.
        record.pop("translation_reviewed", None)
    return in_order({key: value for key, value in record.items() if split_key(key)[0] in LISTING_KEYS}, LISTING_KEYS)


def _record_of(draft: Draft, parts: Iterable[DraftField]) -> Record:
    found = {part.name: _value(draft[part.name], part) for part in names(parts)}
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def _price(draft: Draft) -> Record:
    """A price, with whom it is for."""
    rules = [_rule(rule) for rule in draft["criteria"]]
    return {**_record_of(draft, PRICE_FIELDS), **({"criteria": rules} if rules else {})}


def _value(said: Any, part: DraftField) -> Any:
    if part.sort == SEVERAL_FIELD:
        return [int(entry) for entry in said if entry.isdecimal()] if part.name == "strengths_mg" else list(said)
    if part.sort == LINES_FIELD:
        return [line.strip() for line in said.split("\n") if line.strip()]
    if part.sort == FLAG_FIELD:
        return True if said == "yes" else None
    if part.name == "days_to_hand":
        return [number(entry) for entry in said.split(";")] if said else None
    return number(said) if part.sort == NUMBER_FIELD else day(said) if part.sort == DAY_FIELD else said


def number(said: str) -> Any:
    """A number as typed, dollars and thousands marks allowed; the words themselves when it is none or could be two."""
    bare = plain(said).removeprefix("$").lstrip()
    if PLAIN_NUMBER.fullmatch(bare):
        return Decimal(bare) if "." in bare else int(bare)
    try:
        found = read_dollars(bare[:LONGEST_ANSWER]) if bare[:1].isdecimal() else None
    except AnswerError:
        found = None
    if found is None:
        return said.strip()
    return int(found) if found == found.to_integral_value() else found


def day(said: str) -> Any:
    """A day as typed, 2026-11-23 or 11/23/2026; the words themselves when it is none."""
    try:
        return read_day(said[:LONGEST_ANSWER])
    except AnswerError:
        return said


def _rule(draft: Draft) -> Record:
    form = draft["form"]
    shared = _record_of(draft, (part for part in RULE if part.name in ("assumed", "from", "to", "because", "source")))
    if form in RULE_GROUPS:
        return {**shared, form: [_rule(part) for part in draft["parts"]]}
    if form == "program_decides":
        return {**shared, "program_decides": True}
    if form == "listing":
        return {**shared, "listing": draft["listing"]}
    more = _record_of(draft, (part for part in RULE if part.name in OF_A_FACT))
    return {**shared, **more, "fact": draft["fact"], **_limit(draft)}


def _limit(draft: Draft) -> Record:
    operator, fact = draft["operator"], draft["fact"]
    if operator not in OPERATORS:
        return {}
    table, _, group = draft["table"].partition("/")
    grouped = {"group": group} if operator == "within_table" and group else {}
    if draft["figures"]:
        rows = [
            {**_record_of(row, FIGURE_FIELDS[1:]), "value": _limit_value(operator, fact, _lines_of(row["value"]))}
            for row in draft["figures"]
        ]
        return {"operator": operator, "figures": rows, **grouped}
    return {operator: table if operator == "within_table" else _limit_value(operator, fact, draft["value"]), **grouped}


def _lines_of(said: str) -> list[str]:
    return [part.strip() for part in said.split(";")]


def _limit_value(operator: str, fact: str, said: list[str]) -> Any:
    first_text = said[0].strip() if said else ""
    if operator in ("one_of", "none_of"):
        return [entry for entry in said if entry]
    if operator in ("at_most", "at_least"):
        return number(first_text)
    kind = FACTS.get(fact)
    if kind is not None and kind.type is FactType.YES_NO and first_text in ("yes", "no"):
        return first_text == "yes"
    return first_text


def _all_rules(rules: Iterable[Record]) -> Iterator[Record]:
    for rule in rules:
        yield rule
        for key in RULE_GROUPS:
            yield from _all_rules(rule.get(key, ()))


def _date_of_check(entry: Record, known: Mapping[str, Record], on: date) -> Record:
    """The entry as it was, order and date and all, where it says the same; else as checked on ``on``."""
    known_text = known.get(_normal(entry))
    if known_text is not None:
        return known_text
    parts = {
        key: [_date_of_check(part, known, on) for part in entry[key]]
        for key in (*RULE_GROUPS, "criteria")
        if key in entry
    }
    return {**entry, **parts, "checked_on": on}


def _normal(value: Any) -> str:
    """What an entry says, whatever the order of its keys and words, and whenever it was checked."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}={_normal(value[key])}" for key in sorted(value) if key != "checked_on") + "}"
    if isinstance(value, list):
        entries = [_normal(entry) for entry in value]
        in_any_order = all(isinstance(entry, str | int) for entry in value)
        return "[" + ",".join(sorted(entries) if in_any_order else entries) + "]"
    return f"{type(value).__name__}:{value}"
