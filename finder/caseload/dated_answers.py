"""How long the answers of a case file hold. Each was told on a day, and life goes on.

Days of tablets are counted down. What changes with life is asked again before it says yes or no. No save makes an
answer younger that nobody confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from finder.answers.columns import COLUMNS, QUOTE_PREFIX
from finder.answers.errors import AnswerError
from finder.caseload.case_file import CaseFile

DAYS_LEFT = "days_left"
QUOTES_HOLD_DAYS = 90
USUAL_HOLD_DAYS = 90


class AnswerGroup(NamedTuple):
    """Answers that are confirmed together, named by the first, and for how many days they hold."""

    names: tuple[str, ...]
    hold_days: int

    @property
    def name(self) -> str:
        """The answer that stands for all."""
        return self.names[0]


SHARED_GROUPS = (
    AnswerGroup(("age",), 90),
    AnswerGroup(("household_size", "married", "children_at_home", "youngest_child_age"), 90),
    AnswerGroup(("income", "income_period", "income_not_counted", "income_steady", "work_hours"), 90),
    AnswerGroup(("resources",), 90),
    AnswerGroup(("insurance", "job_offer", "lost_coverage_on"), 90),
    AnswerGroup(("disabled",), 90),
    AnswerGroup(("daily_dose_mg", "written_strength_mg", "days_supply"), 90),
    AnswerGroup(("starting", "blood_tests_first_year"), 90),
    AnswerGroup(("pregnant", "expecting", "postpartum"), 30),
)
# Answers that are not asked again, and why.
COUNTED_DOWN = {DAYS_LEFT: "It is counted down day by day."}
LASTING_ANSWERS = {
    "zip": "Who moves says so: the place stands first among the answers, and every office and price follows it.",
    "state": "As the ZIP code.",
    "citizenship": "It is never repeated on a page (docs/safety.md S10), and time alone opens more ways, not fewer.",
    "veteran": "Service in the military does not end with time.",
    "tribal_member": "Descent does not change.",
    "transplant": "What was is not undone, and a new transplant comes with a new prescription.",
    "medicare_at_transplant": "It is about a day in the past.",
    "condition": "The reason for the medicine lasts as long as the medicine.",
}
_NAMES_IN_TABLES = {*COUNTED_DOWN, *LASTING_ANSWERS, *(name for group in SHARED_GROUPS for name in group.names)}
# Every column ages or says why not: one that is in neither table is asked again on its own.
ANSWER_GROUPS = (
    *SHARED_GROUPS,
    *(AnswerGroup((name,), USUAL_HOLD_DAYS) for name in COLUMNS if name not in _NAMES_IN_TABLES),
)


def stale_groups(case: CaseFile, on: date) -> list[AnswerGroup]:
    """The groups of which an answer was told too long ago to be used without asking again."""
    return [group for group in ANSWER_GROUPS if any(_older(case, name, group.hold_days, on) for name in group.names)]


def stale_since(case: CaseFile, group: AnswerGroup) -> date:
    """The day of the oldest answer of a group."""
    return min(case.told_on[name] for name in group.names if name in case.told_on)


def _older(case: CaseFile, name: str, days: int, on: date) -> bool:
    if name not in case.told_on:
        return False
    # A day to come is a slip of somebody's clock or pen: nobody knows how old the answer is.
    return not 0 <= (on - case.told_on[name]).days <= days


def runs_out_on(case: CaseFile) -> date | None:
    """The day on which the tablets end by the file; ``None`` when no days were told or they cannot be read."""
    try:
        days = COLUMNS[DAYS_LEFT].read(case.answers[DAYS_LEFT])
    except (KeyError, AnswerError):
        return None
    return case.told_on[DAYS_LEFT] + timedelta(days=days) if isinstance(days, int) else None


def answers_shown(case: CaseFile, on: date) -> dict[str, str]:
    """The answers for the form: as told, but days of tablets counted down, or left out once they have run out.

    After that day nobody knows: the person may have new tablets, or none.
    """
    answers = dict(case.answers)
    out = runs_out_on(case)
    if out is not None and case.told_on[DAYS_LEFT] != on:
        answers.pop(DAYS_LEFT)
        if case.told_on[DAYS_LEFT] < on <= out:
            answers[DAYS_LEFT] = str((out - on).days)
    return answers


def answers_today(case: CaseFile, on: date) -> dict[str, str]:
    """The answers that may be used today: those shown, without what has to be asked again."""
    dropped = {name for group in stale_groups(case, on) for name in group.names}
    return {
        name: text
        for name, text in answers_shown(case, on).items()
        if name not in dropped and not (name.startswith(QUOTE_PREFIX) and _older(case, name, QUOTES_HOLD_DAYS, on))
    }


def with_answers(case: CaseFile, typed: Mapping[str, str], confirmed: Set[str], on: date) -> CaseFile:
    """The case with the answers of its page. ``confirmed`` names groups of which somebody said that they still hold.

    An answer that stands as it was shown keeps its day. A changed answer, and the others of its group, are of today.
    """
    on_form = answers_shown(case, on)
    changed = {name for name in {*typed, *on_form} if typed.get(name, "") != on_form.get(name, "")}
    renewed = {
        name for group in ANSWER_GROUPS if group.name in confirmed or changed & {*group.names} for name in group.names
    }
    unchanged = dict(_unchanged_answers(case, typed, on_form))
    answers = {name: text for name, text in typed.items() if name not in unchanged} | unchanged
    days = {name: on if name in changed or name in renewed else case.told_on.get(name, on) for name in answers}
    return replace(case, answers=answers, told_on=days)


def _unchanged_answers(
    case: CaseFile, typed: Mapping[str, str], on_form: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The answers that the page did not change, as they stand in the file."""
    for name, text in case.answers.items():
        if typed.get(name, "") == on_form.get(name, ""):
            yield name, text
