"""A rule as a table of a file -> core Criterion."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from finder.catalog.problems import Message, message
from finder.catalog.table_reader import Reading
from finder.catalog.values import Convert, day, flag, number, set_of, text, url, word_of
from finder.catalog.vocabulary import (
    FACTS,
    GUIDELINES,
    HOUSEHOLD_COUNTS,
    INCOME_COUNTED,
    INCOME_OF,
    OPERATORS_FOR,
    FactSpec,
)
from finder.core.criteria import OPERATORS, Criterion, Figure, Form
from finder.core.questions import FactType

GROUP_FORMS = {"all_of": Form.ALL_OF, "any_of": Form.ANY_OF, "not": Form.NOT}
FORM_KEYS = {"fact": Form.RULE, "listing": Form.LISTING, "program_decides": Form.PROGRAM_DECIDES, **GROUP_FORMS}


def criterion_of(reading: Reading) -> Criterion:
    """Read one rule or group with all its parts; mistakes are noted."""
    form, key = _form(reading)
    because = reading.need_words("because")
    criterion = Criterion(
        form=form or Form.ALL_OF,
        because=because,
        source=reading.need("source", url),
        checked_on=reading.need("checked_on", day),
        starts=reading.take("from", day),
        ends=reading.take("to", day),
        assumed=reading.take("assumed", flag, default=False),
    )
    if criterion.starts and criterion.ends and criterion.ends <= criterion.starts:
        reading.problem("to", "ends_before_start")
    if form is Form.RULE:
        criterion = _rule(reading, criterion)
    elif form is Form.LISTING:
        criterion = replace(criterion, listing=reading.take("listing", text, ""))
    elif form is Form.PROGRAM_DECIDES:
        _program_decides(reading)
    elif form is not None:
        criterion = replace(criterion, parts=_parts(reading, key))
    if form is not None:
        # Without a form nobody knows which keys belong here.
        reading.close()
    return criterion


def _form(reading: Reading) -> tuple[Form | None, str]:
    present = [key for key in FORM_KEYS if reading.has(key)]
    if len(present) != 1:
        reading.problem("", "not_one_of", choices=tuple(FORM_KEYS), what=_keys_message(present))
        return None, ""
    return FORM_KEYS[present[0]], present[0]


def _keys_message(keys: list[str]) -> Message:
    return message("has_several", keys=" and ".join(keys)) if keys else message("has_none")


def _program_decides(reading: Reading) -> None:
    if reading.take("program_decides", flag, default=True) is False:
        reading.problem("program_decides", "only_true")


def _parts(reading: Reading, key: str) -> tuple[Criterion, ...]:
    parts = tuple(criterion_of(part) for part in reading.tables(key))
    if not parts:
        reading.problem(key, "group_without_rules")
    elif key == "not" and len(parts) != 1:
        reading.problem(key, "not_takes_one")
    return parts


def _rule(reading: Reading, criterion: Criterion) -> Criterion:
    fact = reading.take("fact", word_of(FACTS), "")
    kind = FACTS.get(fact)
    operator = _operator(reading, kind)
    value = _value_of(operator, kind)
    if reading.has("figures"):
        figures = tuple(_figure(entry, value) for entry in reading.tables("figures"))
    else:
        figures = (Figure(reading.take(operator, value), None, None),) if operator else ()
    words = set_of(word_of(kind.words)) if kind and kind.words else set_of(text)
    group = reading.need("group", text) if operator == "within_table" else reading.take("group", text)
    return replace(
        criterion,
        fact=fact,
        operator=operator,
        figures=figures,
        size=reading.take(
            "size", word_of(HOUSEHOLD_COUNTS), "household" if kind and kind.type is FactType.INCOME else ""
        ),
        guideline=reading.take("guideline", word_of(GUIDELINES), "current"),
        income_of=reading.take("income_of", word_of(INCOME_OF), ""),
        income_counted=reading.take("income_counted", word_of(INCOME_COUNTED), "all"),
        group=group or "",
        not_offered=reading.words("not_offered"),
        case_by_case=reading.take("case_by_case", words, frozenset()),
    )


def _operator(reading: Reading, kind: FactSpec | None) -> str:
    """The operator that the rule names: as a key, or with ``figures`` as ``operator = "..."``."""
    named = [key for key in OPERATORS if reading.has(key)]
    if reading.has("figures"):
        if named:
            reading.problem(named[0], "figures_and_operator")
        operator = reading.need("operator", word_of(OPERATORS)) or ""
    elif len(named) != 1:
        reading.problem("", "not_one_of", choices=tuple(OPERATORS), what=_keys_message(named))
        operator = ""
    else:
        operator = named[0]
    reading.know(*OPERATORS)
    if kind and operator and operator not in OPERATORS_FOR[kind.type]:
        reading.problem(operator, "operator_not_for_fact", kind=kind.type.value, choices=OPERATORS_FOR[kind.type])
        return ""
    return operator


def _value_of(operator: str, kind: FactSpec | None) -> Convert[Any]:
    if not operator:
        return lambda value: value
    if operator == "within_table":
        return text
    if operator in ("at_most", "at_least"):
        return number
    if kind and kind.type is FactType.YES_NO:
        return flag
    word = word_of(kind.words) if kind and kind.words else text
    return word if operator == "is" else set_of(word)


def _figure(reading: Reading, value: Convert[Any]) -> Figure:
    figure = Figure(reading.need("value", value), reading.take("from", day), reading.take("to", day))
    if figure.starts and figure.ends and figure.ends <= figure.starts:
        reading.problem("to", "ends_before_start")
    reading.close()
    return figure
