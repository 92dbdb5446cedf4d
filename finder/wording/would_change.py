"""What would change an answer, in words: as a fact, and never as advice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from finder.core.changes import Change, WhatIf, income_not_counted, tablet_change, what_would_change
from finder.core.deciding_income import deciding_income
from finder.core.matches import Match
from finder.core.verdict import Verdict
from finder.wording import Words
from finder.wording.limits import limit_of
from finder.wording.questions import choices


def sentences_of_change(words: Words, what_if: WhatIf, match: Match) -> str:
    not_yet = match.verdict is Verdict.NO
    change = what_would_change(what_if, match) if not_yet else tablet_change(what_if.plan, match)
    found = (change, income_not_counted(what_if, match)) if not_yet else (change,)
    sentences = [_limit_missed(words, match, row) or change_sentence(words, row) for row in found if row]
    return " ".join(sentences)


def _limit_missed(words: Words, match: Match, change: Change) -> str:
    """The limit that income alone misses, with the person's number and how far; of whom it is, where that is open."""
    income = deciding_income(match.findings) if change.fact == "income" else None
    if income is None or income.rule.limit_per_month != change.becomes:
        return ""
    group = "" if income.is_of_group else words.text(income.branch.criterion.because).rstrip(".")
    return limit_of(words, group, income)


def change_sentence(words: Words, change: Change) -> str:
    """What would change an answer, as a fact and never as advice."""
    if isinstance(change.becomes, Decimal) and change.fact == "income_not_counted":
        return words._(
            "This may fit if at least %(amount)s a month of the income is SSI, child support, VA disability pay or the "
            "like. Programs that go by MAGI do not count it.",
            amount=words.dollars(change.becomes),
        )
    if isinstance(change.becomes, Decimal) and change.fact == "income":
        return words._("This may fit with an income of %(amount)s a month.", amount=words.dollars(change.becomes))
    if isinstance(change.becomes, date):
        return words._("This may fit from %(day)s, when a rule changes.", day=words.day(change.becomes))
    if change.fact == "written_strength_mg":
        return words._("This may fit if your prescriber writes %(strength)s mg tablets.", strength=change.becomes)
    return words._("This may fit people with: %(cover)s.", cover=choices(words, change.fact)[str(change.becomes)])
