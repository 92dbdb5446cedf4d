"""The words that files may use: facts and what may be said about each."""

from __future__ import annotations

from typing import NamedTuple

from finder.answers.states import CODES
from finder.catalog.problems import message
from finder.core.income import INCOME_FACTS
from finder.core.kinds import complete
from finder.core.questions import QUESTIONS, Says
from finder.core.situation import CITIZENSHIP, CONDITIONS, INSURANCE, PERIODS_PER_YEAR, TRANSPLANT

WRITE_A_STATE = message("write_a_state")
WRITE_A_STATE_OR_US = message("write_a_state_or_us")
DELIVERY = ("mail", "pickup")
# The columns of state_contacts.csv that a listing may point to, for each state its own office.
CONTACTS = ("medicaid", "chip", "marketplace", "ship")
NEEDS = ("email", "bank_card", "address", "phone", "internet", "membership")
SIZES = ("household", "magi", "ssi")
GUIDELINES = ("current", "marketplace")
INCOME_OF = ("month", "year")
# MAGI leaves out SSI, child support and the like; other programs count all income before tax.
INCOME_COUNTED = ("all", "magi")


class FactKind(NamedTuple):
    """What sort of answer a fact has, and the words it can be."""

    says: Says
    words: tuple[str, ...] = ()


OPERATORS_FOR = {
    Says.NUMBER: ("at_most", "at_least"),
    Says.INCOME: ("at_most", "at_least", "within_table"),
    Says.YES_NO: ("is",),
    Says.WORD: ("is", "one_of", "none_of"),
}

WORDS = complete(
    [name for name, spec in QUESTIONS.items() if spec.says is Says.WORD],
    {
        "state": tuple(sorted(CODES)),
        "insurance": INSURANCE,
        "citizenship": CITIZENSHIP,
        "transplant": TRANSPLANT,
        "condition": CONDITIONS,
        "income_period": tuple(PERIODS_PER_YEAR),
    },
)
# Beside what people are asked: what follows from the day and from the income they told.
_WORKED_OUT = {"plan_year": Says.NUMBER} | dict.fromkeys(sorted(INCOME_FACTS), Says.INCOME)
_SAYS = _WORKED_OUT | {name: spec.says for name, spec in QUESTIONS.items() if spec.says is not None}
FACTS: dict[str, FactKind] = {
    name: FactKind(says, WORDS.get(name, ())) for kind in Says for name, says in _SAYS.items() if says is kind
}
