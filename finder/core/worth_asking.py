"""Which question is most worth answering next: the one that can save this person most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from finder.core.deciding_income import TRUE_OF_FEW_OR_DISABLED
from finder.core.headline import first_priced
from finder.core.listing import Covers, Status
from finder.core.matches import Match, Plan
from finder.core.ranking import is_held
from finder.core.rare_traits import asks_for_few
from finder.core.situation import MONTHS_PER_YEAR, PRIVATE_QUESTIONS, QUESTIONS_FOR_ADULTS, Situation
from finder.core.verdict import Unsure, Verdict

CHILDREN_UNDER = 16
# What few can say yes to, from more of them to fewer.
FEWER_AND_FEWER = ("disabled", "veteran", "condition", "transplant", "tribal_member", "pregnant")
# What few can say yes to is asked only where a yes would save so much, in dollars a month.
LEAST_SAVED = Decimal(5)


@dataclass(frozen=True, slots=True)
class Question:
    """A column worth answering: the most that an answer can save, in dollars a month, and how many ways wait for it."""

    column: str
    saves: Decimal
    waiting: int


def not_asked(situation: Situation) -> frozenset[str]:
    """The columns that make no sense for this person, or that another answer has settled."""
    columns: set[str] = set()
    if situation.age is not None and situation.age < CHILDREN_UNDER:
        columns |= QUESTIONS_FOR_ADULTS
    if situation.condition and "transplant" not in situation.condition:
        columns.add("transplant")
    if situation.transplant in ("kidney", "other"):
        columns.add("condition")
    else:
        columns.add("medicare_at_transplant")
    if not situation.children_at_home:
        columns.add("youngest_child_age")
    return frozenset(columns)


def may_have_transplant(situation: Situation) -> bool:
    """Whether nothing told says whether the medicine is for a transplant."""
    return situation.transplant is None and not situation.condition


def next_question(plan: Plan) -> Question | None:
    """The one question most worth answering; ``None`` where no answer would help.

    What saves something comes first; of that, what most people can answer with a yes before what few can; then what
    saves most; then how many ways wait.
    """
    questions = [
        row for row in _questions(plan) if row.column not in TRUE_OF_FEW_OR_DISABLED or row.saves >= LEAST_SAVED
    ]
    return max(questions, key=_worth, default=None)


def _worth(row: Question) -> tuple[bool, int, Decimal, int, str]:
    most = len(FEWER_AND_FEWER) + 1
    share = most if row.column not in TRUE_OF_FEW_OR_DISABLED else 0
    if row.column in FEWER_AND_FEWER:
        share = most - 1 - FEWER_AND_FEWER.index(row.column)
    return row.saves > 0, share, row.saves, row.waiting, row.column


def _questions(plan: Plan) -> Iterator[Question]:
    left_out = PRIVATE_QUESTIONS | not_asked(plan.situation)
    now = _a_month(first_priced(plan))
    waiting: dict[str, list[Decimal]] = {}
    for row in plan.fitting:
        if _can_become_a_yes(plan, row):
            for column in _columns(row):
                waiting.setdefault(column, []).append(_saving(now, row))
    if plan.prescription.daily_dose_mg is None:
        # Nothing has a price before the dose is known.
        waiting["daily_dose_mg"] = [Decimal(0) for row in plan.fitting if row.listing.pricing]
    for column, saved in waiting.items():
        if column not in left_out and saved:
            yield Question(column, max(saved), len(saved))


def _columns(row: Match) -> set[str]:
    """What the way waits for: first of all something true of few, and then nothing else would help; or never that."""
    waits_for = set(row.missing)
    return (
        waits_for & TRUE_OF_FEW_OR_DISABLED
        if any(asks_for_few(finding, TRUE_OF_FEW_OR_DISABLED) for finding in row.findings)
        else waits_for - TRUE_OF_FEW_OR_DISABLED
    )


def _can_become_a_yes(plan: Plan, row: Match) -> bool:
    """Whether answers alone stand between the person and the medicine there."""
    listing = row.listing
    open_for_all = listing.covers is Covers.YES and listing.status is Status.ACTIVE
    waits = row.verdict is Verdict.MAYBE and row.unsure is Unsure.NOT_TOLD
    return open_for_all and waits and not is_held(listing, plan.situation)


def _a_month(row: Match | None) -> Decimal | None:
    return row.first_year.total[1] / MONTHS_PER_YEAR if row is not None and row.first_year else None


def _saving(now: Decimal | None, row: Match) -> Decimal:
    then = _a_month(row)
    return max(now - then, Decimal(0)) if now is not None and then is not None else Decimal(0)
