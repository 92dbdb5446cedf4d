"""The words that files may use: facts and what may be said about each."""

from __future__ import annotations

import re
from typing import NamedTuple

from finder.answers.states import STATE_CODES
from finder.catalog.problems import message
from finder.core.income import INCOME_FACTS
from finder.core.questions import AnswerFormat, AnswerType, FactType, Options
from finder.core.situation import QUESTIONS

# What listings and parts of the guide are called in files and addresses.
ID = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")

WRITE_A_STATE = message("write_a_state")
WRITE_A_STATE_OR_US = message("write_a_state_or_us")
DELIVERY = ("mail", "pickup")
# The columns of state_contacts.csv that a listing may point to, for each state its own office.
STATE_OFFICES = ("medicaid", "chip", "marketplace", "ship")
NEEDS = ("email", "bank_card", "address", "phone", "internet", "membership")
HOUSEHOLD_COUNTS = ("household", "magi", "ssi")
GUIDELINES = ("current", "marketplace")
INCOME_OF = ("month", "year")
# MAGI leaves out SSI, child support and the like; other programs count all income before tax.
INCOME_COUNTED = ("all", "magi")


class FactSpec(NamedTuple):
    """What sort of answer a fact has, and the words it can be."""

    type: FactType
    words: tuple[str, ...] = ()


OPERATORS_FOR = {
    FactType.NUMBER: ("at_most", "at_least"),
    FactType.INCOME: ("at_most", "at_least", "within_table"),
    FactType.YES_NO: ("is",),
    FactType.WORD: ("is", "one_of", "none_of"),
}


def _words(answer: AnswerFormat) -> tuple[str, ...]:
    if answer is AnswerType.STATE:
        return tuple(sorted(STATE_CODES))
    return answer.words if isinstance(answer, Options) else ()


# Beside what people are asked: what follows from the day and from the income they told.
_DERIVED_FACTS = {"plan_year": FactSpec(FactType.NUMBER)} | dict.fromkeys(
    sorted(INCOME_FACTS), FactSpec(FactType.INCOME)
)
_FACTS_OF_ANSWERS = {
    name: FactSpec(spec.fact_type, _words(spec.format))
    for name, spec in QUESTIONS.items()
    if spec.fact_type is not None
}
# In the order in which the team's form offers them.
FACTS = {
    name: fact for kind in FactType for name, fact in (_DERIVED_FACTS | _FACTS_OF_ANSWERS).items() if fact.type is kind
}
