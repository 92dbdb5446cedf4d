"""Figures: what was told beside the limit of a rule, and the room between them."""

from __future__ import annotations

from decimal import Decimal

from finder.core.criteria import Finding
from finder.wording.words import Words

DOLLAR_FACTS = frozenset({"resources"})


def income(words: Words, finding: Finding) -> str:
    """The income told, its limit, both by the month, and the room between; empty where either is not known."""
    _ = words._
    told, limit = finding.value_per_month, finding.limit_per_month
    if told is None or limit is None or finding.margin is None:
        return ""
    values = {
        "told": words.about(told),
        "limit": words.dollars(limit) if limit != limit.to_integral_value() else words.about(limit),
        "room": words.dollars(abs(finding.margin)),
    }
    percent = ""
    if isinstance(finding.limit, Decimal) and finding.criterion.fact != "income_per_month" and finding.margin_percent:
        percent = " " + _("That is %(percent)s%% of the poverty guideline.", percent=words.number(finding.limit))
    if finding.criterion.operator == "at_least":
        text = _("You told us %(told)s a month. The least is %(limit)s a month.", **values)
    else:
        text = _("You told us %(told)s a month. The limit is %(limit)s a month.", **values)
    room = _("%(room)s a month of room.", **values) if finding.margin >= 0 else _("%(room)s a month too far.", **values)
    return f"{text}{percent} {room}"


def number(words: Words, finding: Finding) -> str:
    """A number told, in dollars or not, and its limit."""
    _ = words._
    show = words.about if finding.criterion.fact in DOLLAR_FACTS else words.number
    values = {"told": show(Decimal(str(finding.value))), "limit": show(Decimal(str(finding.limit)))}
    if finding.criterion.operator == "at_least":
        return _("You told us %(told)s. The least is %(limit)s.", **values)
    return _("You told us %(told)s. The limit is %(limit)s.", **values)
