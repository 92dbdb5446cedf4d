"""A record as a form holds it: all words. What a form does not name is never read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from finder.catalog.layout import AMOUNTS
from finder.catalog.table_reader import Record
from finder.core.criteria import OPERATORS
from finder.core.text import ORIGINAL
from finder.languages import LANGUAGES
from finder.web.shared.public_forms import plain

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


class DraftField(NamedTuple):
    """One field of a form: the record's key, how it is asked, and whether it is a text, which each language has.

    ``language`` is what its words are marked as, once it stands for one of them.
    """

    name: str
    sort: str
    twin: bool = False
    language: str = ""


TOP = (
    DraftField("name", TEXT, True),
    DraftField("kind", PICK),
    DraftField("sponsor", TEXT, True),
    DraftField("summary", AREA, True),
    DraftField("covers", PICK),
    DraftField("covers_detail", AREA, True),
    DraftField("strengths_mg", SEVERAL),
    DraftField("states", SEVERAL),
    DraftField("delivery", SEVERAL),
    DraftField("days_to_hand", TEXT),
    DraftField("held_with", SEVERAL),
    DraftField("leads_for_holders", FLAG),
    DraftField("instead_of_cash", FLAG),
    DraftField("run_by_states", FLAG),
    DraftField("open_enrolment", FLAG),
    DraftField("comes_with_both_cards", FLAG),
    DraftField("hospital_can_start", FLAG),
    DraftField("places", SEVERAL),
    DraftField("needs", SEVERAL),
    DraftField("documents", SEVERAL),
    DraftField("steps", LINES, True),
    DraftField("holder_steps", LINES, True),
    DraftField("cost_in_words", AREA, True),
    DraftField("cost_short", TEXT, True),
    DraftField("phone", TEXT),
    DraftField("phone_note", AREA, True),
    DraftField("url", TEXT),
    DraftField("state_contact", PICK),
    DraftField("languages", SEVERAL),
    DraftField("renewal", AREA, True),
    DraftField("who_gains", AREA, True),
    DraftField("notes", LINES, True),
    DraftField("cautions", LINES, True),
    DraftField("cautions_from_55", LINES, True),
    DraftField("license", AREA, True),
    DraftField("confidence", PICK),
)
PRICE = (
    DraftField("basis", PICK),
    DraftField("from", DAY),
    DraftField("to", DAY),
    *(DraftField(name, NUMBER) for name in AMOUNTS),
    DraftField("note", AREA, True),
    DraftField("source", TEXT),
    DraftField("confidence", PICK),
)
SOURCE = (
    DraftField("url", TEXT),
    DraftField("dated", TEXT),
    DraftField("confidence", PICK),
    DraftField("supports", AREA),
)
RULE = (
    DraftField("fact", PICK),
    DraftField("listing", PICK),
    DraftField("operator", PICK),
    DraftField("value", SEVERAL),
    DraftField("table", PICK),
    DraftField("case_by_case", SEVERAL),
    DraftField("size", PICK),
    DraftField("guideline", PICK),
    DraftField("income_of", PICK),
    DraftField("income_counted", PICK),
    DraftField("not_offered", AREA, True),
    DraftField("assumed", FLAG),
    DraftField("from", DAY),
    DraftField("to", DAY),
    DraftField("because", AREA, True),
    DraftField("source", TEXT),
)
FIGURE = (DraftField("value", TEXT), DraftField("from", DAY), DraftField("to", DAY))
TABLES = {"pricing": PRICE, "sources": SOURCE}
FORMS = ("fact", "listing", "program_decides", "all_of", "any_of", "not")
GROUPS = ("all_of", "any_of", "not")
MOST_BLOCKS = 60
# Lists within lists: a few counts would ask for a page that nobody could read. Our longest listing has 200 in all, and
# rules nine deep.
MOST_IN_ALL, DEEPEST = 400, 12


def names(parts: Iterable[DraftField]) -> Iterator[DraftField]:
    """The parts, each text in every language."""
    for part in parts:
        for language in LANGUAGES.values() if part.twin else (LANGUAGES[ORIGINAL],):
            yield part._replace(name=part.name + language.suffix, language=language.html_lang if part.twin else "")


def draft_of(record: Record) -> Draft:
    """The record as a form shows it."""
    draft = _shown(record, TOP)
    for key, parts in TABLES.items():
        draft[key] = [_shown(entry, parts) for entry in record.get(key, ())]
    for entry, price in zip(draft["pricing"], record.get("pricing", ()), strict=True):
        entry["criteria"] = [_rule_shown(rule) for rule in price.get("criteria", ())]
    draft["criteria"] = [_rule_shown(rule) for rule in record.get("criteria", ())]
    return draft


def _shown(table: Record, parts: Iterable[DraftField]) -> Draft:
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
    """What was typed and ticked, by the names of the form. Raises RequestEntityTooLarge."""
    counts = [name for name in posted if name.endswith("-count")]
    if sum(_count(posted, name) for name in counts) > MOST_IN_ALL or any(
        name.count("-") > 2 * DEEPEST for name in counts
    ):
        raise RequestEntityTooLarge
    draft = _read(posted, TOP, "")
    for key, parts in TABLES.items():
        draft[key] = [_read(posted, parts, start) for start in _blocks(posted, key)]
    for entry, start in zip(draft["pricing"], _blocks(posted, "pricing"), strict=True):
        entry["criteria"] = [_rule_read(posted, inner) for inner in _blocks(posted, f"{start}criteria")]
    draft["criteria"] = [_rule_read(posted, start) for start in _blocks(posted, "criteria")]
    return draft


def _blocks(posted: MultiDict[str, str], key: str) -> Iterator[str]:
    """The beginnings of the names of each block of a list that was not taken out."""
    for at in range(_count(posted, f"{key}-count")):
        if not posted.get(f"{key}-{at}-drop"):
            yield f"{key}-{at}-"


def _count(posted: MultiDict[str, str], name: str) -> int:
    count = posted.get(name, "0")
    return min(int(count), MOST_BLOCKS) if count.isdecimal() and len(count) < 4 else 0


def _read(posted: MultiDict[str, str], parts: Iterable[DraftField], start: str) -> Draft:
    return {
        part.name: [plain(text) for text in posted.getlist(start + part.name)]
        if part.sort == SEVERAL
        else plain(posted.get(start + part.name))
        for part in names(parts)
    }


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
    "pricing": lambda: {**_shown({}, PRICE), "criteria": []},
    "sources": lambda: _shown({}, SOURCE),
}
