"""A report without people: how many cases by state, program and reason, with small groups hidden.

Every table splits all cases, or all cases of one shown cell, into groups. What is hidden cannot be found by taking
the shown groups from the total: at least two groups are hidden, and together they hold LEAST cases or more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from finder.caseload.sheet import CaseSheet, plan_of
from finder.catalog.spreadsheet import without_formula
from finder.core.changes import rules_in
from finder.core.listing import Role
from finder.core.matches import Match, Plan
from finder.core.snapshot import Snapshot
from finder.core.verdict import Verdict
from finder.wording import Words
from finder.wording.reasons import NEVER_REPEATED, reasons
from finder.wording.states import state_name
from finder.wording.words import N_

FEWEST_CASES = 5
ANSWERS = ("yes", "maybe", "no")
REPORT_COLUMNS = ("table", "program", "state", "verdict", "reason", "cases")
HIDDEN_COUNT = "hidden"
NOT_OFFERED_THERE = N_("Not offered where they live")
ANOTHER_RULE = N_("Another rule")
K = TypeVar("K", bound=Hashable)


def protect(groups: Mapping[K, int]) -> dict[K, int | None]:
    """The groups of a whole whose total is known; ``None`` for those to hide. Empty groups stay 0.

    Groups under LEAST are hidden, then the next smallest, until two or more hold LEAST together.
    """
    filled = sorted((group for group in groups if groups[group]), key=lambda group: groups[group])
    hidden = [group for group in filled if groups[group] < FEWEST_CASES]
    while hidden and len(hidden) < len(filled) and (len(hidden) < 2 or sum(groups[g] for g in hidden) < FEWEST_CASES):
        hidden.append(filled[len(hidden)])
    return {group: None if group in hidden else count for group, count in groups.items()}


class Program(NamedTuple):
    """One program: how many cases it may fit, and why it does not fit the others; ``None`` is hidden."""

    id: str
    name: str
    answers: Mapping[str, int | None]
    reasons: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class FunderReport:
    """What may be shown of some caseloads."""

    on: date
    cases: int
    states: Mapping[str, int | None]
    programs: tuple[Program, ...]


@dataclass(slots=True, kw_only=True)
class Count:
    """Counts one case after the other, and keeps nothing of any."""

    words: Words
    cases: int = 0
    states: Counter[str] = field(default_factory=Counter)
    answers: dict[str, Counter[str]] = field(default_factory=dict)
    reasons: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, plan: Plan) -> None:
        """Count one case."""
        self.cases += 1
        self.states[plan.situation.state or ""] += 1
        for row in plan.matches:
            self.answers.setdefault(row.listing.id, Counter())[row.verdict.name.lower()] += 1
            if row.verdict is Verdict.NO:
                self.reasons.setdefault(row.listing.id, Counter())[self._main_reason(row)] += 1

    def _main_reason(self, row: Match) -> str:
        """The first rule that does not fit, without anybody's figures. Immigration is never counted (S10)."""
        failing = next(finding for finding in row.findings if finding.verdict is Verdict.NO)
        if any(rule.criterion.fact in NEVER_REPEATED for rule in rules_in((failing,)) if rule.verdict is Verdict.NO):
            return self.words._(ANOTHER_RULE)
        said = (reason.rule for reason in reasons(self.words, (failing,)) if reason.status == "not_yet")
        return next((rule for rule in said if rule), self.words._(ANOTHER_RULE))

    def report(self, snapshot: Snapshot, on: date) -> FunderReport:
        """What may be shown."""
        # A program that fewer are offered is not named: it could name a state that is hidden.
        offered = {program for program, counts in self.answers.items() if counts.total() >= FEWEST_CASES}
        found = (row for row in snapshot.by_id.values() if row.role is Role.OPTION and row.id in offered)
        programs = [self._program(row.id, self.words.text(row.name)) for row in found]
        programs.sort(key=lambda program: program.name.casefold())
        return FunderReport(on, self.cases, self._states(), tuple(programs))

    def _states(self) -> dict[str, int | None]:
        """States by name; which ones are hidden is not said, only that there are others."""
        counts = protect(self.states)
        reported = {code: count for code, count in counts.items() if count is not None}
        named = {state_name(self.words, code): reported[code] for code in sorted(reported) if code}
        if "" in reported:
            named[self.words._("State not told")] = reported[""]
        rest = self.cases - sum(reported.values())
        shown_states: dict[str, int | None] = dict(named)
        others = self.words._("Other states, together") if named else self.words._("All states, together")
        return shown_states | ({others: rest} if rest else {})

    def _not_here(self) -> str:
        """Two programs of other states could be taken from each other to find a state that is hidden."""
        hides = None in protect(self.states).values()
        return self.words._(ANOTHER_RULE if hides else NOT_OFFERED_THERE)

    def _program(self, program: str, name: str) -> Program:
        counts = self.answers[program]
        elsewhere = self.cases - counts.total()
        answers = protect({"yes": counts["yes"], "maybe": counts["maybe"], "no": counts["no"] + elsewhere})
        why = Counter(self.reasons.get(program, {}))
        if elsewhere:
            why[self._not_here()] += elsewhere
        return Program(program, name, answers, {} if answers["no"] is None else protect(why))


def count(sheets: Iterable[CaseSheet], plans: Iterable[Plan], words: Words, on: date) -> Count:
    """Count every good row of some sheets, and the answers of some case files."""
    counted = Count(words=words)
    for sheet in sheets:
        for case in sheet.cases():
            counted.add(plan_of(case, sheet.snapshot, on))
    for plan in plans:
        counted.add(plan)
    return counted


def report_rows(report: FunderReport) -> Iterator[tuple[str, ...]]:
    """The report as rows of a file."""
    yield ("all", "", "", "", "", str(report.cases))
    for state, cases in report.states.items():
        yield ("state", "", state, "", "", _count_text(cases))
    for program in report.programs:
        for answer in ANSWERS:
            yield ("program", program.id, "", answer, "", _count_text(program.answers[answer]))
        for reason, cases in sorted(program.reasons.items()):
            yield ("reason", program.id, "", "no", without_formula(reason), _count_text(cases))


def _count_text(cases: int | None) -> str:
    return HIDDEN_COUNT if cases is None else str(cases)
