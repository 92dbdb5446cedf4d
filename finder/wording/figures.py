"""Figures: what was told beside the limit of a rule, and the room between them."""

from __future__ import annotations

from decimal import Decimal

from finder.core.costs import CENT
from finder.core.criteria import Finding
from finder.core.questions import AnswerType
from finder.core.situation import QUESTIONS
from finder.wording.words import N_, Words

DOLLAR_FACTS = frozenset(name for name, spec in QUESTIONS.items() if spec.format is AnswerType.DOLLARS)


def income(words: Words, finding: Finding) -> str:
    """The income told, its limit, both by the month, and the room between; empty where either is not known."""
    _ = words._
    income_per_month, limit = finding.value_per_month, finding.limit_per_month
    if income_per_month is None or limit is None or finding.margin is None:
        return _limit_alone(words, finding)
    values = {
        "told": words.about(income_per_month),
        "limit": words.dollars(limit) if limit != limit.to_integral_value() else words.about(limit),
    }
    percent = ""
    if isinstance(finding.limit, Decimal) and finding.criterion.fact != "income_per_month" and finding.margin_percent:
        percent = " " + _("That is %(percent)s%% of the poverty guideline.", percent=words.number(finding.limit))
    at_least = finding.criterion.operator == "at_least"
    if finding.not_counted_per_month is not None:
        values["part"] = words.about(finding.not_counted_per_month)
        least = N_("Of what you told us, %(part)s a month is not counted: %(told)s is left. The least is %(limit)s.")
        most = N_("Of what you told us, %(part)s a month is not counted: %(told)s is left. The limit is %(limit)s.")
    else:
        least = N_("You told us %(told)s a month. The least is %(limit)s a month.")
        most = N_("You told us %(told)s a month. The limit is %(limit)s a month.")
    text = _(least if at_least else most, **values)
    return f"{text}{percent} {_room(words, finding.margin)}{floor(words, finding)}"


def _room(words: Words, margin: Decimal) -> str:
    """The room between an income and its limit. Nothing is never said as $0.00, and a miss is a cent at least."""
    if 0 <= margin < CENT / 2:
        return words._("That is exactly the limit, and fits.")
    room = words.dollars(max(abs(margin), CENT))
    return words._(N_("%(room)s a month of room.") if margin > 0 else N_("%(room)s a month too far."), room=room)


def _limit_alone(words: Words, finding: Finding) -> str:
    """The limit of an income that was not told; empty where it hangs on more than the income."""
    limit = finding.limit_per_month
    if limit is None or finding.criterion.operator == "at_least":
        return ""
    return words._("The limit is %(limit)s a month.", limit=words.dollars(limit))


def floor(words: Words, finding: Finding) -> str:
    """Said where the figure of the day is not on file and the last one counts as a floor; with a blank before it."""
    if finding.floor_year is None:
        return ""
    return " " + words._("This is the figure of %(year)s; the new one is a little higher.", year=finding.floor_year)


def number(words: Words, finding: Finding) -> str:
    """A number told, in dollars or not, and its limit."""
    _ = words._
    show = words.about if finding.criterion.fact in DOLLAR_FACTS else words.number
    values = {"told": show(Decimal(str(finding.value))), "limit": show(Decimal(str(finding.limit)))}
    if finding.criterion.operator == "at_least":
        return _("You told us %(told)s. The least is %(limit)s.", **values) + floor(words, finding)
    return _("You told us %(told)s. The limit is %(limit)s.", **values) + floor(words, finding)
