"""Which income limit an answer hangs on, with the person's number and the room: on yes, "can't tell" and no alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from finder.core.criteria import Finding, Form
from finder.core.income import INCOME_FACTS
from finder.core.rare_traits import TRUE_OF_FEW, asks_for_few
from finder.core.situation import PRIVATE_QUESTIONS
from finder.core.verdict import Verdict

# A limit that holds only for a status would say the status (docs/safety.md S10).
TRUE_OF_FEW_OR_DISABLED = TRUE_OF_FEW | {"disabled"}
# What opens another way into coverage, and may not have been told.
OPENS_A_WAY = TRUE_OF_FEW_OR_DISABLED | {"children_at_home"}


class DecidingIncome(NamedTuple):
    """The income rule that decides, and the branch it stands in (the rule itself where it stands alone)."""

    branch: Finding
    rule: Finding

    @property
    def room(self) -> Decimal:
        """Dollars a month of room; negative: how much too far."""
        return self.rule.margin or Decimal(0)

    @property
    def is_of_group(self) -> bool:
        """Whether the person surely is of the group that the limit is for."""
        leaves = self.branch.parts or (self.branch,)
        return all(leaf.verdict is Verdict.YES for leaf in leaves if not _is_about_income(leaf))


def deciding_income(findings: Iterable[Finding]) -> DecidingIncome | None:
    """The income rule on which the whole answer hangs; ``None`` where none has both a number told and a limit.

    A rule that is not met comes before one that is open, and that before one that is met; of several, the tightest.
    """
    found = [income for finding in findings for income in _in(finding)]
    return min(found, key=lambda income: (income.rule.verdict, income.room), default=None)


def of_group(group: Finding) -> DecidingIncome | None:
    """The same for an any-of: the branch that fits, else the nearest one whose other rules do not stand in the way."""
    if group.verdict is Verdict.YES:
        fits = next(part for part in group.parts if part.verdict is Verdict.YES)
        return _in_branch(fits)
    not_met = [part for part in group.parts if part.verdict is not Verdict.YES]
    # Where what was told opens one branch, the limit of another that is closed, or waits for more, decides nothing.
    opened = [part for part in not_met if part.verdict is Verdict.MAYBE and not asks_for_few(part, OPENS_A_WAY)]
    found = [income for part in opened or not_met if (income := _in_branch(part))]
    # Whoever surely is of a group hears its limit, and not the higher one of a group they may not be of.
    return max(found, key=lambda income: (income.is_of_group, income.room), default=None)


def _in(finding: Finding) -> Iterator[DecidingIncome]:
    form = finding.criterion.form
    if form is Form.ANY_OF:
        found = of_group(finding)
        if found:
            yield found
    elif form is Form.ALL_OF:
        for part in finding.parts:
            yield from _in(part)
    elif _has_figures(finding):
        yield DecidingIncome(finding, finding)


def _in_branch(branch: Finding) -> DecidingIncome | None:
    """The tightest income rule of a branch; none where another rule is against the person, or true of few and open."""
    leaves = branch.parts or (branch,)
    incomes = [rule for leaf in leaves if (rule := _income_rule(leaf))]
    others = [leaf for leaf in leaves if not _is_about_income(leaf)]
    if any(
        leaf.verdict is Verdict.NO
        or leaf.criterion.fact in PRIVATE_QUESTIONS
        or asks_for_few(leaf, TRUE_OF_FEW_OR_DISABLED)
        for leaf in others
    ):
        return None
    rule = min(incomes, key=lambda leaf: (leaf.verdict, leaf.margin or 0), default=None)
    return DecidingIncome(branch, rule) if rule else None


def _income_rule(leaf: Finding) -> Finding | None:
    if leaf.criterion.form is Form.ANY_OF and _is_about_income(leaf):
        found = of_group(leaf)
        return found.rule if found else None
    return leaf if _has_figures(leaf) else None


def _is_about_income(leaf: Finding) -> bool:
    """Whether it is an income rule, or a choice between some."""
    any_of = leaf.parts if leaf.criterion.form is Form.ANY_OF else ()
    return any(rule.criterion.fact in INCOME_FACTS for rule in (leaf, *any_of))


def _has_figures(leaf: Finding) -> bool:
    return leaf.criterion.fact in INCOME_FACTS and leaf.margin is not None and leaf.limit_per_month is not None
