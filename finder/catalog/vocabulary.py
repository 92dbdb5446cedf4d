"""The words that files may use: facts and what may be said about each."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from finder.answers.columns import YES_NO_COLUMNS
from finder.answers.states import CODES
from finder.catalog.problems import message
from finder.core.income import INCOME_FACTS
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


class Says(Enum):
    """What sort of answer a fact has."""

    NUMBER = "a number"
    INCOME = "an amount of income"
    YES_NO = "yes or no"
    WORD = "a word"


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

_NUMBERS = (
    "plan_year",
    "household_size",
    "age",
    "youngest_child_age",
    "resources",
    "work_hours",
    "daily_dose_mg",
    "written_strength_mg",
    "days_supply",
    "days_left",
)
FACTS: dict[str, FactKind] = {
    **{name: FactKind(Says.NUMBER) for name in _NUMBERS},
    **{name: FactKind(Says.INCOME) for name in sorted(INCOME_FACTS)},
    **{name: FactKind(Says.YES_NO) for name in YES_NO_COLUMNS},
    "state": FactKind(Says.WORD, tuple(sorted(CODES))),
    "insurance": FactKind(Says.WORD, INSURANCE),
    "citizenship": FactKind(Says.WORD, CITIZENSHIP),
    "transplant": FactKind(Says.WORD, TRANSPLANT),
    "condition": FactKind(Says.WORD, CONDITIONS),
    "income_period": FactKind(Says.WORD, tuple(PERIODS_PER_YEAR)),
}
