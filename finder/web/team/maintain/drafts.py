"""A record as a form holds it: all words. What a form does not name is never read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from finder.catalog.layout import PRICE_AMOUNTS
from finder.catalog.table_reader import Record
from finder.core.criteria import OPERATORS
from finder.core.text import ORIGINAL
from finder.languages import LANGUAGES
from finder.web.shared.public_forms import plain

Draft = dict[str, Any]
TEXT_FIELD, AREA_FIELD, LINES_FIELD, PICK_FIELD, SEVERAL_FIELD, FLAG_FIELD, NUMBER_FIELD, DAY_FIELD = (
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


TOP_FIELDS = (
    DraftField("name", TEXT_FIELD, True),
    DraftField("kind", PICK_FIELD),
    DraftField("sponsor", TEXT_FIELD, True),
    DraftField("summary", AREA_FIELD, True),
    DraftField("covers", PICK_FIELD),
    DraftField("covers_detail", AREA_FIELD, True),
    DraftField("strengths_mg", SEVERAL_FIELD),
    DraftField("states", SEVERAL_FIELD),
    DraftField("delivery", SEVERAL_FIELD),
    DraftField("days_to_hand", TEXT_FIELD),
    DraftField("held_with", SEVERAL_FIELD),
    DraftField("leads_for_holders", FLAG_FIELD),
    DraftField("instead_of_cash", FLAG_FIELD),
    DraftField("run_by_states", FLAG_FIELD),
    DraftField("open_enrolment", FLAG_FIELD),
    DraftField("comes_with_both_cards", FLAG_FIELD),
    DraftField("hospital_can_start", FLAG_FIELD),
    DraftField("places", SEVERAL_FIELD),
    DraftField("needs", SEVERAL_FIELD),
    DraftField("documents", SEVERAL_FIELD),
    DraftField("steps", LINES_FIELD, True),
    DraftField("holder_steps", LINES_FIELD, True),
    DraftField("cost_in_words", AREA_FIELD, True),
    DraftField("cost_short", TEXT_FIELD, True),
    DraftField("phone", TEXT_FIELD),
    DraftField("phone_note", AREA_FIELD, True),
    DraftField("url", TEXT_FIELD),
    DraftField("state_contact", PICK_FIELD),
    DraftField("languages", SEVERAL_FIELD),
    DraftField("renewal", AREA_FIELD, True),
    DraftField("who_gains", AREA_FIELD, True),
    DraftField("notes", LINES_FIELD, True),
    DraftField("cautions", LINES_FIELD, True),
    DraftField("cautions_from_55", LINES_FIELD, True),
    DraftField("license", AREA_FIELD, True),
    DraftField("confidence", PICK_FIELD),
)
PRICE_FIELDS = (
    DraftField("basis", PICK_FIELD),
    DraftField("from", DAY_FIELD),
    DraftField("to", DAY_FIELD),
    *(DraftField(name, NUMBER_FIELD) for name in PRICE_AMOUNTS),
    DraftField("note", AREA_FIELD, True),
    DraftField("source", TEXT_FIELD),
    DraftField("confidence", PICK_FIELD),
)
SOURCE_FIELDS = (
    DraftField("url", TEXT_FIELD),
    DraftField("dated", TEXT_FIELD),
    DraftField("confidence", PICK_FIELD),
    DraftField("supports", AREA_FIELD),
)
RULE = (
    DraftField("fact", PICK_FIELD),
    DraftField("listing", PICK_FIELD),
    DraftField("operator", PICK_FIELD),
    DraftField("value", SEVERAL_FIELD),
    DraftField("table", PICK_FIELD),
    DraftField("case_by_case", SEVERAL_FIELD),
    DraftField("size", PICK_FIELD),
    DraftField("guideline", PICK_FIELD),
    DraftField("income_of", PICK_FIELD),
    DraftField("income_counted", PICK_FIELD),
    DraftField("not_offered", AREA_FIELD, True),
    DraftField("assumed", FLAG_FIELD),
    DraftField("from", DAY_FIELD),
    DraftField("to", DAY_FIELD),
    DraftField("because", AREA_FIELD, True),
    DraftField("source", TEXT_FIELD),
)
FIGURE_FIELDS = (DraftField("value", TEXT_FIELD), DraftField("from", DAY_FIELD), DraftField("to", DAY_FIELD))
TABLE_FIELDS = {"pricing": PRICE_FIELDS, "sources": SOURCE_FIELDS}
RULE_FORMS = ("fact", "listing", "program_decides", "all_of", "any_of", "not")
RULE_GROUPS = ("all_of", "any_of", "not")
MOST_BLOCKS = 60
# Lists within lists: a few counts would ask for a page that nobody could read. Our longest listing has 200 in all, and
# rules nine deep.
MOST_IN_ALL, DEEPEST_RULE = 400, 12


def names(parts: Iterable[DraftField]) -> Iterator[DraftField]:
    """The parts, each text in every language."""
    for part in parts:
        for language in LANGUAGES.values() if part.twin else (LANGUAGES[ORIGINAL],):
            yield part._replace(name=part.name + language.suffix, language=language.html_lang if part.twin else "")


def draft_of(record: Record) -> Draft:
    """The record as a form shows it."""
    draft = _draft_of(record, TOP_FIELDS)
    for key, parts in TABLE_FIELDS.items():
        draft[key] = [_draft_of(entry, parts) for entry in record.get(key, ())]
    for entry, price in zip(draft["pricing"], record.get("pricing", ()), strict=True):
        entry["criteria"] = [_rule_draft(rule) for rule in price.get("criteria", ())]
    draft["criteria"] = [_rule_draft(rule) for rule in record.get("criteria", ())]
    return draft


def _draft_of(table: Record, parts: Iterable[DraftField]) -> Draft:
    return {part.name: _words(table.get(part.name), part.sort) for part in names(parts)}


def _words(value: Any, sort: str) -> Any:
    if sort == SEVERAL_FIELD:
        return [_as_text(entry) for entry in (value if isinstance(value, list) else [] if value is None else [value])]
    if sort == LINES_FIELD:
        return "\n".join(value or ())
    if isinstance(value, list):
        return "; ".join(_as_text(entry) for entry in value)
    return "" if value is None else _as_text(value)


def _as_text(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _rule_draft(rule: Record) -> Draft:
    form = next((key for key in RULE_FORMS if key in rule), "fact")
    operator = rule.get("operator") or next((key for key in OPERATORS if key in rule), "")
    draft = _draft_of(rule, (part for part in RULE if part.name not in ("value", "operator", "table")))
    value = rule.get(operator) if operator and "figures" not in rule else None
    table = f"{value}/{rule.get('group', '')}" if operator == "within_table" else ""
    return {
        **draft,
        "form": form,
        "operator": operator,
        "value": _words(None if table else value, SEVERAL_FIELD),
        "table": table,
        "figures": [_draft_of(figure, FIGURE_FIELDS) for figure in rule.get("figures", ())],
        "parts": [_rule_draft(part) for part in rule.get(form, ())] if form in RULE_GROUPS else [],
    }


def draft_from(posted: MultiDict[str, str]) -> Draft:
    """What was typed and ticked, by the names of the form. Raises RequestEntityTooLarge."""
    counts = [name for name in posted if name.endswith("-count")]
    if sum(_count(posted, name) for name in counts) > MOST_IN_ALL or any(
        name.count("-") > 2 * DEEPEST_RULE for name in counts
    ):
        raise RequestEntityTooLarge
    draft = _read(posted, TOP_FIELDS, "")
    for key, parts in TABLE_FIELDS.items():
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
        if part.sort == SEVERAL_FIELD
        else plain(posted.get(start + part.name))
        for part in names(parts)
    }


def _rule_read(posted: MultiDict[str, str], start: str) -> Draft:
    form = posted.get(f"{start}form", "fact")
    return {
        **_read(posted, RULE, start),
        "form": form if form in RULE_FORMS else "fact",
        "figures": [_read(posted, FIGURE_FIELDS, inner) for inner in _blocks(posted, f"{start}figures")],
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
    "criteria": lambda: _rule_draft({"fact": ""}),
    "parts": lambda: _rule_draft({"fact": ""}),
    "figures": lambda: _draft_of({}, FIGURE_FIELDS),
    "pricing": lambda: {**_draft_of({}, PRICE_FIELDS), "criteria": []},
    "sources": lambda: _draft_of({}, SOURCE_FIELDS),
}
