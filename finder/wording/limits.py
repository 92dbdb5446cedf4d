"""The person's income beside the limit that decides, with the room: on yes, "can't tell" and no alike."""

from __future__ import annotations

from decimal import Decimal

from finder.core.costs import CENT, cents
from finder.core.deciding_income import DecidingIncome
from finder.wording import Words
from finder.wording.words import N_

# Nearer to a limit than this, both are said to the cent.
EXACT_BELOW = Decimal(1)
# The most and the least one may earn, by whether there is room left (1), none (0), or less than none (-1).
AT_MOST_WORDS = {
    1: N_("Your %(told)s a month is under its limit of %(limit)s by %(room)s."),
    0: N_("Your %(told)s a month is at its limit of %(limit)s."),
    -1: N_("Your %(told)s a month is over its limit of %(limit)s by %(room)s."),
}
AT_LEAST_WORDS = {
    1: N_("Your %(told)s a month is over the least it asks for, %(limit)s, by %(room)s."),
    0: N_("Your %(told)s a month is the least it asks for."),
    -1: N_("Your %(told)s a month is under the least it asks for, %(limit)s, by %(room)s."),
}


def limit_of(words: Words, name: str, income: DecidingIncome) -> str:
    """The person's income beside the limit that decides, and the room: "Ohio Medicaid: your $1,500 a month is ..."."""
    # A limit missed by a part of a cent is not missed by $0.
    rule, room = income.rule, max(abs(income.room), CENT) if income.room < 0 else cents(income.room)
    show = words.dollars if 0 < room < EXACT_BELOW else words.about
    values = {
        "told": show(rule.value_per_month or Decimal(0)),
        "limit": show(rule.limit_per_month or Decimal(0)),
        "room": show(room),
    }
    message = AT_LEAST_WORDS if rule.criterion.operator == "at_least" else AT_MOST_WORDS
    side = -1 if income.room < 0 else int(room > 0)
    said = words._(message[side], **values)
    return f"{name}: {said[0].lower()}{said[1:]}" if name else said
