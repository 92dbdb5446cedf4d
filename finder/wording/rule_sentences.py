"""What a rule says, as one sentence of plain words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from finder.catalog.vocabulary import FACTS
from finder.core.criteria import OPERATORS
from finder.core.questions import FactType
from finder.wording import Words
from finder.wording.questions import CHOICES, COLUMN_NAMES
from finder.wording.states import state_name
from finder.wording.words import N_

FACT_NAMES = {
    **COLUMN_NAMES,
    "income_per_month": N_("income a month, in dollars"),
    "income_per_year": N_("income a year, in dollars"),
    "income_percent_of_poverty": N_("income, in percent of the poverty guideline"),
    "plan_year": N_("Marketplace plan year on sale"),
}
OPERATOR_NAMES = {
    "at_most": N_("is no more than"),
    "at_least": N_("is at least"),
    "is": N_("is"),
    "one_of": N_("is one of"),
    "none_of": N_("is none of"),
    "within_table": N_("is within the state's table"),
}
SIZE_WORDS = {
    "household": N_("counted by the household"),
    "magi": N_("counted the Medicaid way, with the unborn"),
    "ssi": N_("counted as one person or a couple"),
}
GUIDELINE_WORDS = {"current": N_("this year's guideline"), "marketplace": N_("the guideline the Marketplace uses")}
GROUP_WORDS = {
    "all_of": N_("all of these hold: %(parts)s"),
    "any_of": N_("one of these holds: %(parts)s"),
    "not": N_("this does not hold: %(parts)s"),
}


# What a listing is called, by its id, in the language at hand.
NameOf = Callable[[str], str]


def rule_sentence(words: Words, rule: dict[str, Any], name_of: NameOf) -> str:
    """The rule as a sentence: "Income, in percent of the poverty guideline, is no more than 200." """
    said = _clause(words, rule, name_of)
    days = _days(words, rule)
    assumed = words._("When not told, it is assumed.") if rule.get("assumed") else ""
    return " ".join(part for part in (f"{said[:1].upper()}{said[1:]}{days}.", assumed) if part)


def _clause(words: Words, rule: dict[str, Any], name_of: NameOf) -> str:
    for key, message in GROUP_WORDS.items():
        if key in rule:
            return words._(message, parts=_parts(words, rule[key], name_of))
    if "listing" in rule:
        return words._("the answer for this listing is yes: %(name)s", name=name_of(rule["listing"]))
    if "fact" not in rule:
        return words._("the program decides: ask")
    return _fact(words, rule)


def _parts(words: Words, parts: list[dict[str, Any]], name_of: NameOf) -> str:
    return "; ".join(f"({at}) {_clause(words, part, name_of)}{_days(words, part)}" for at, part in enumerate(parts, 1))


def _fact(words: Words, rule: dict[str, Any]) -> str:
    fact = str(rule["fact"])
    if not fact:
        return words._("nothing is picked yet")
    operator = rule.get("operator") or next((key for key in OPERATORS if key in rule), "")
    name = words._(FACT_NAMES.get(fact, fact))
    how = words._(OPERATOR_NAMES[operator]) if operator in OPERATOR_NAMES else "…"
    if "figures" in rule:
        values = "; ".join(
            f"{_value(words, fact, figure.get('value'))}{_days(words, figure)}" for figure in rule["figures"]
        )
    elif operator == "within_table":
        values = f"{rule.get('within_table', '')} / {rule.get('group', '')}"
    else:
        values = _value(words, fact, rule.get(operator))
    named = (SIZE_WORDS.get(rule.get("size", "")), GUIDELINE_WORDS.get(rule.get("guideline", "")))
    extra = [words._(name) for name in named if name]
    if rule.get("case_by_case"):
        extra.append(words._("case by case: %(values)s", values=_value(words, fact, rule["case_by_case"])))
    return f"{name} {how} {values}" + (f" ({'; '.join(extra)})" if extra else "")


def _value(words: Words, fact: str, value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_value(words, fact, entry) for entry in value)
    if isinstance(value, bool):
        return words._("Yes") if value else words._("No")
    if fact == "state":
        return state_name(words, str(value))
    label = CHOICES.get(fact, {}).get(str(value))
    return words._(label) if label and FACTS[fact].type is FactType.WORD else str(value)


def _days(words: Words, rule: dict[str, Any]) -> str:
    starts, ends = rule.get("from"), rule.get("to")
    said = ""
    if isinstance(starts, date):
        said += " " + words._("from %(day)s", day=words.day(starts))
    if isinstance(ends, date):
        said += " " + words._("until %(day)s", day=words.day(ends))
    return said
