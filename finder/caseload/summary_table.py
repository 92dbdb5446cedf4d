"""The table of a small caseload: each case with its best ways, and a short summary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finder.caseload.sheet import BY_COST, CaseSheet, dearest_first, plan_of
from finder.core.listing import Listing
from finder.core.matches import Match, Plan
from finder.core.own_card import own_card
from finder.core.plan import Step, When, may_run_out
from finder.core.tablet_question import plan_remarks
from finder.core.verdict import Verdict
from finder.wording import Words, money, remarks
from finder.wording.plan_steps import step
from finder.wording.questions import COLUMN_NAMES, column
from finder.wording.verdicts import verdict

MOST_CASES = 500
MOST_OPTIONS_A_CASE = 3
MOST_QUESTIONS = 4


class CaseOption(NamedTuple):
    """One way for one case, in words."""

    listing: Listing
    name: str
    verdict: str
    cost: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case: its label, what is urgent, its best ways, and what would make them surer.

    ``card`` tells who may run out to show the card that they hold (docs/safety.md S9); ``remarks`` are on the tablets.
    ``key`` puts the highest cost first; ``fits`` and ``priced`` are for the summary.
    """

    key: Decimal
    label: str
    days_left: int | None
    urgent: bool
    card: str
    options: tuple[CaseOption, ...]
    questions: tuple[str, ...]
    remarks: tuple[str, ...]
    fits: bool
    priced: bool


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """The cases in the order wanted, and how many are urgent, fit something, or have a price."""

    rows: tuple[Row, ...]
    urgent: int
    fit: int
    priced: int


def table_of(sheet: CaseSheet, order: str, on: date) -> SummaryTable:
    """Work out every good row of a sheet; of each plan only what is shown is kept."""
    rows = [_row(case.label, plan_of(case, sheet.snapshot, on), sheet.words) for case in sheet.cases(order)]
    if order == BY_COST:
        rows.sort(key=lambda row: row.key)
    return SummaryTable(
        tuple(rows),
        sum(row.urgent for row in rows),
        sum(row.fits for row in rows),
        sum(row.priced for row in rows),
    )


def _row(label: str, plan: Plan, words: Words) -> Row:
    best = plan.fitting[:MOST_OPTIONS_A_CASE]
    missing = dict.fromkeys(name for row in best for name in row.missing if name in COLUMN_NAMES)
    return Row(
        key=dearest_first(plan),
        label=label,
        days_left=plan.prescription.days_left,
        urgent=may_run_out(plan.prescription),
        card=_card(plan, words),
        options=tuple(_option(row, plan, words) for row in best),
        questions=tuple(column(words, name) for name in missing)[:MOST_QUESTIONS],
        remarks=tuple(remarks.sentence(words, remark) for remark in plan_remarks(plan)),
        fits=any(row.verdict is Verdict.YES for row in plan.matches),
        priced=any(row.cost for row in plan.fitting),
    )


def _card(plan: Plan, words: Words) -> str:
    held = own_card(plan) if may_run_out(plan.prescription) else None
    if held is None:
        return ""
    return step(words, Step(When.TODAY, "use_your_card" if held.match else "use_your_plan", held.match))


def _option(row: Match, plan: Plan, words: Words) -> CaseOption:
    return CaseOption(
        row.listing,
        words.text(row.listing.name),
        verdict(words, row, plan.situation),
        money.per_month(words, row.cost) if row.cost else "",
    )
