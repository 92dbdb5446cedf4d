"""A record as a form holds it, all words, and back. What a form does not name is never read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from werkzeug.datastructures import MultiDict

from finder.catalog.layout import AMOUNTS, LISTING
from finder.catalog.reading import Record
from finder.catalog.vocabulary import FACTS, Says
from finder.core.criteria import OPERATORS

Draft = dict[str, Any]
TEXT, AREA, LINES, PICK, SEVERAL, FLAG, NUMBER, DAY = (
    "text",
    "area",
    "lines",
    "pick",
    "several",
    "flag",
    "number",
    "day",
)


class Part(NamedTuple):
    """One field of a form: the record's key, how it is asked, and whether it has a Spanish twin."""

    name: str
    sort: str
    twin: bool = False


TOP = (
    Part("name", TEXT, True),
    Part("kind", PICK),
    Part("sponsor", TEXT, True),
    Part("summary", AREA, True),
    Part("covers", PICK),
    Part("covers_detail", AREA, True),
    Part("strengths_mg", SEVERAL),
    Part("states", SEVERAL),
    Part("delivery", SEVERAL),
    Part("days_to_hand", TEXT),
    Part("held_with", SEVERAL),
    Part("leads_for_holders", FLAG),
    Part("needs", SEVERAL),
    Part("documents", SEVERAL),
    Part("steps", LINES, True),
    Part("cost_in_words", AREA, True),
    Part("phone", TEXT),
    Part("phone_note", AREA, True),
    Part("url", TEXT),
    Part("state_contact", PICK),
    Part("languages", SEVERAL),
    Part("renewal", AREA, True),
    Part("who_gains", AREA, True),
    Part("notes", LINES, True),
    Part("cautions", LINES, True),
    Part("license", AREA, True),
    Part("confidence", PICK),
)
PRICE = (
    Part("basis", PICK),
    Part("from", DAY),
    Part("to", DAY),
    *(Part(name, NUMBER) for name in AMOUNTS),
    Part("note", AREA, True),
    Part("source", TEXT),
    Part("confidence", PICK),
)
SOURCE = (Part("url", TEXT), Part("dated", TEXT), Part("confidence", PICK), Part("supports", AREA))
RULE = (
    Part("fact", PICK),
    Part("listing", PICK),
    Part("operator", PICK),
    Part("value", SEVERAL),
    Part("table", PICK),
    Part("case_by_case", SEVERAL),
    Part("size", PICK),
    Part("guideline", PICK),
    Part("income_of", PICK),
    Part("assumed", FLAG),
    Part("from", DAY),
    Part("to", DAY),
    Part("because", AREA, True),
    Part("source", TEXT),
)
FIGURE = (Part("value", TEXT), Part("from", DAY), Part("to", DAY))
TABLES = {"pricing": PRICE, "sources": SOURCE}
FORMS = ("fact", "listing", "program_decides", "all_of", "any_of", "not")
GROUPS = ("all_of", "any_of", "not")
# Decided elsewhere: by the kind of proposal, the day it was checked, or a translator.
KEPT = ("id", "role", "status", "checked_on", "translation_reviewed")
MOST_BLOCKS = 60


def names(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts with their Spanish twins."""
    for part in parts:
        yield part
        if part.twin:
            yield Part(f"{part.name}_es", part.sort)


def draft_of(record: Record) -> Draft:
    """The record as a form shows it."""
    draft = _shown(record, TOP)
    for key, parts in TABLES.items():
        draft[key] = [_shown(entry, parts) for entry in record.get(key, ())]
    draft["criteria"] = [_rule_shown(rule) for rule in record.get("criteria", ())]
    return draft


def _shown(table: Record, parts: Iterable[Part]) -> Draft:
    return {part.name: _words(table.get(part.name), part.sort) for part in names(parts)}


def _words(value: Any, sort: str) -> Any:
    if sort == SEVERAL:
        return [_said(entry) for entry in (value if isinstance(value, list) else [] if value is None else [value])]
    if sort == LINES:
        return "\n".join(value or ())
    if isinstance(value, list):
        return "; ".join(_said(entry) for entry in value)
    return "" if value is None else _said(value)


def _said(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _rule_shown(rule: Record) -> Draft:
    form = next((key for key in FORMS if key in rule), "fact")
    operator = rule.get("operator") or next((key for key in OPERATORS if key in rule), "")
    draft = _shown(rule, (part for part in RULE if part.name not in ("value", "operator", "table")))
    value = rule.get(operator) if operator and "figures" not in rule else None
    table = f"{value}/{rule.get('group', '')}" if operator == "within_table" else ""
    return {
        **draft,
        "form": form,
        "operator": operator,
        "value": _words(None if table else value, SEVERAL),
        "table": table,
        "figures": [_shown(figure, FIGURE) for figure in rule.get("figures", ())],
        "parts": [_rule_shown(part) for part in rule.get(form, ())] if form in GROUPS else [],
    }


def draft_from(posted: MultiDict[str, str]) -> Draft:
    """What was typed and ticked, by the names of the form."""
    draft = _read(posted, TOP, "")
    for key, parts in TABLES.items():
        draft[key] = [_read(posted, parts, start) for start in _blocks(posted, key)]
    draft["criteria"] = [_rule_read(posted, start) for start in _blocks(posted, "criteria")]
    return draft


def _blocks(posted: MultiDict[str, str], key: str) -> Iterator[str]:
    """The beginnings of the names of each block of a list that was not taken out."""
    count = posted.get(f"{key}-count", "0")
    for at in range(min(int(count), MOST_BLOCKS) if count.isdecimal() and len(count) < 4 else 0):
        if not posted.get(f"{key}-{at}-drop"):
            yield f"{key}-{at}-"


def _read(posted: MultiDict[str, str], parts: Iterable[Part], start: str) -> Draft:
    return {
        part.name: posted.getlist(start + part.name) if part.sort == SEVERAL else _tidy(posted, start + part.name)
        for part in names(parts)
    }


def _tidy(posted: MultiDict[str, str], name: str) -> str:
    return posted.get(name, "").replace("\r\n", "\n").strip()


def _rule_read(posted: MultiDict[str, str], start: str) -> Draft:
    form = posted.get(f"{start}form", "fact")
    return {
        **_read(posted, RULE, start),
        "form": form if form in FORMS else "fact",
        "figures": [_read(posted, FIGURE, inner) for inner in _blocks(posted, f"{start}figures")],
        "parts": [_rule_read(posted, inner) for inner in _blocks(posted, f"{start}parts")],
    }


def add_block(draft: Draft, where: str) -> None:
    """One more empty block in the list that a button named: ``criteria``, ``criteria-0-parts``."""
    target: Any = draft
    for step in where.split("-"):
        if isinstance(target, list):
            if not step.isdecimal() or int(step) >= len(target):
                return
            target = target[int(step)]
        elif isinstance(target, dict) and isinstance(target.get(step), list):
            target = target[step]
        else:
            return
    kind = where.split("-")[-1]
    if isinstance(target, list) and len(target) < MOST_BLOCKS and kind in BLANK:
        target.append(BLANK[kind]())


BLANK = {
    "criteria": lambda: _rule_shown({"fact": ""}),
    "parts": lambda: _rule_shown({"fact": ""}),
    "figures": lambda: _shown({}, FIGURE),
    "pricing": lambda: _shown({}, PRICE),
    "sources": lambda: _shown({}, SOURCE),
}


def record_of(draft: Draft, base: Record, on: date) -> Record:
    """The record that the draft describes. What did not change keeps its order and its date; the rest gets ``on``."""
    record: Record = {key: base[key] for key in KEPT if key in base}
    record |= _taken(draft, TOP)
    known: dict[str, Record] = {_normal(rule): rule for rule in _all_rules(base.get("criteria", ()))}
    record["criteria"] = [_settled(_rule(rule), known, on) for rule in draft["criteria"]]
    prices = {_normal(entry): entry for entry in base.get("pricing", ())}
    record["pricing"] = [_settled(_taken(entry, PRICE), prices, on) for entry in draft["pricing"]]
    record["sources"] = [_taken(entry, SOURCE) for entry in draft["sources"]]
    for part in TOP:
        # Boxes come in the order of the page; the same boxes are no change.
        if part.sort == SEVERAL and part.name in base and _normal(record.get(part.name)) == _normal(base[part.name]):
            record[part.name] = base[part.name]
    record = {key: value for key, value in record.items() if value != []}
    if any(key.endswith("_es") and base.get(key) != record.get(key) for key in {*base, *record}):
        # A translator has read the old words, not these.
        record.pop("translation_reviewed", None)
    return {key: record[key] for key in LISTING if key in record}


def _taken(draft: Draft, parts: Iterable[Part]) -> Record:
    found = {part.name: _value(draft[part.name], part) for part in names(parts)}
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def _value(said: Any, part: Part) -> Any:
    if part.sort == SEVERAL:
        return [int(entry) for entry in said if entry.isdecimal()] if part.name == "strengths_mg" else list(said)
    if part.sort == LINES:
        return [line.strip() for line in said.split("\n") if line.strip()]
    if part.sort == FLAG:
        return True if said == "yes" else None
    if part.name == "days_to_hand":
        return [number(entry) for entry in said.split(";")] if said else None
    return number(said) if part.sort == NUMBER else day(said) if part.sort == DAY else said


def number(said: str) -> Any:
    """A number as typed, dollars and commas allowed; the words themselves when it is none."""
    bare = said.strip().removeprefix("$").replace(",", "")
    if bare.isdecimal():
        return int(bare)
    whole, point, cents = bare.partition(".")
    return Decimal(bare) if point and whole.isdecimal() and cents.isdecimal() else said.strip()


def day(said: str) -> Any:
    """A day as typed, 2026-11-23; the words themselves when it is none."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return said


def _rule(draft: Draft) -> Record:
    form = draft["form"]
    shared = _taken(draft, (part for part in RULE if part.name in ("assumed", "from", "to", "because", "source")))
    if form in GROUPS:
        return {**shared, form: [_rule(part) for part in draft["parts"]]}
    if form == "program_decides":
        return {**shared, "program_decides": True}
    if form == "listing":
        return {**shared, "listing": draft["listing"]}
    more = _taken(draft, (part for part in RULE if part.name in ("case_by_case", "size", "guideline", "income_of")))
    return {**shared, **more, "fact": draft["fact"], **_limit(draft)}


def _limit(draft: Draft) -> Record:
    operator, fact = draft["operator"], draft["fact"]
    if operator not in OPERATORS:
        return {}
    table, _, group = draft["table"].partition("/")
    grouped = {"group": group} if operator == "within_table" and group else {}
    if draft["figures"]:
        rows = [
            {**_taken(row, FIGURE[1:]), "value": _limit_value(operator, fact, _parted(row["value"]))}
            for row in draft["figures"]
        ]
        return {"operator": operator, "figures": rows, **grouped}
    return {operator: table if operator == "within_table" else _limit_value(operator, fact, draft["value"]), **grouped}


def _parted(said: str) -> list[str]:
    return [part.strip() for part in said.split(";")]


def _limit_value(operator: str, fact: str, said: list[str]) -> Any:
    first = said[0].strip() if said else ""
    if operator in ("one_of", "none_of"):
        return [entry for entry in said if entry]
    if operator in ("at_most", "at_least"):
        return number(first)
    kind = FACTS.get(fact)
    if kind is not None and kind.says is Says.YES_NO and first in ("yes", "no"):
        return first == "yes"
    return first


def _all_rules(rules: Iterable[Record]) -> Iterator[Record]:
    for rule in rules:
        yield rule
        for key in GROUPS:
            yield from _all_rules(rule.get(key, ()))


def _settled(entry: Record, known: Mapping[str, Record], on: date) -> Record:
    """The entry as it was, order and date and all, where it says the same; else as checked on ``on``."""
    held = known.get(_normal(entry))
    if held is not None:
        return held
    parts = {key: [_settled(part, known, on) for part in entry[key]] for key in GROUPS if key in entry}
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
