"""The page of one case, and the list of several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby

from wtforms import Form

from finder.caseload import case_words
from finder.caseload.case_changes import DueDate, changes, due
from finder.caseload.case_edits import field
from finder.caseload.case_file import EVENTS, STEP_STATES, CaseFile, CaseStep, as_form, result_of, write
from finder.caseload.dated_answers import answers_shown, answers_today
from finder.core.listing import Listing
from finder.core.matches import Plan
from finder.core.matching import match
from finder.core.snapshot import Snapshot
from finder.papers.calendars import RENEW
from finder.web.shared.answer_form import SubmittedAnswers, read_form
from finder.web.shared.questions import form_for
from finder.web.shared.quotes import quoted_listings
from finder.web.worker.cases.old_answers import OldAnswers, old_answers, oldest_day
from finder.wording import Words
from finder.wording.first_questions import FIRST_QUESTIONS
from finder.wording.more_questions import MORE_QUESTIONS
from finder.wording.situation import answer_phrases

CASE_QUESTIONS = (*FIRST_QUESTIONS, *MORE_QUESTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step ready to edit: its fields' prefix number, the step, the listing's name and when it renews."""

    number: int
    step: CaseStep
    name: str
    renewal: str
    events: list[tuple[int, str, date]]


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """A case on a day. ``before`` is the case as it was opened: changes are counted from there.

    ``submission`` has the answers that may be used today; ``as_told`` has all of them as they were told, to compare two
    days; ``form_answers`` has those in the form.
    """

    words: Words
    case: CaseFile
    before: CaseFile
    submission: SubmittedAnswers
    as_told: SubmittedAnswers
    form_answers: SubmittedAnswers
    snapshot: Snapshot
    on: date
    errors: dict[str, str]

    @cached_property
    def plan(self) -> Plan | None:
        """Today's rules by the answers as told, to compare two days; ``None`` while an answer cannot be used."""
        if self.as_told.problems:
            return None
        answers = self.as_told.answers
        quoted = quoted_listings(self.as_told.quotes, self.snapshot, answers.prescription, self.on)
        return match(self.snapshot, answers.situation, answers.prescription, self.on, quoted)

    @cached_property
    def title(self) -> str:
        """The heading: the worker's label, or none."""
        label = self.case.label
        return self.words._("Case: %(label)s", label=label) if label else self.words._("A case without a label")

    @cached_property
    def changes(self) -> list[tuple[str, list[case_words.ChangeWords]]]:
        """What changed since the file was saved, by kind."""
        if self.plan is None:
            return []
        found = [
            case_words.change_words(self.words, change) for change in changes(self.before.result, result_of(self.plan))
        ]
        return [(kind, list(rows)) for kind, rows in groupby(found, key=lambda row: row.kind)]

    @cached_property
    def answers_changed(self) -> bool:
        """Whether the answers are other ones than in the file: then not every change comes from the rules."""
        return dict(self.case.answers) != dict(self.before.answers)

    @cached_property
    def due(self) -> list[tuple[bool, str]]:
        """What is overdue or near: whether overdue, and a sentence."""
        rows = due(self.case, self.on)
        return [(row.overdue, case_words.due_words(self.words, row, self._due_name(row))) for row in rows]

    def _due_name(self, row: DueDate) -> str:
        return self.name(row.step.listing) if row.step else ""

    def listing(self, listing_id: str) -> Listing | None:
        """A listing of today's catalogue."""
        return self.snapshot.by_id.get(listing_id)

    def name(self, listing_id: str) -> str:
        """A listing's name, from the file where the catalogue has it no longer."""
        found = self.listing(listing_id)
        name = next((row.name for row in self.before.result.listings if row.id == listing_id), None)
        text = found.name if found else name
        return self.words.text(text) if text else listing_id

    @property
    def steps(self) -> list[StepRow]:
        """The steps to edit."""
        return [
            StepRow(
                number=number,
                step=step,
                name=self.name(step.listing),
                renewal=self._renewal(step.listing),
                events=self._events(step),
            )
            for number, step in enumerate(self.case.steps)
        ]

    def _events(self, step: CaseStep) -> list[tuple[int, str, date]]:
        named = case_words.EVENT_WORDS
        return [(at, self.words._(named[event.what]), event.on) for at, event in enumerate(step.events)]

    def _renewal(self, listing_id: str) -> str:
        found = self.listing(listing_id)
        return self.words.text(found.renewal) if found else ""

    @property
    def states(self) -> list[tuple[str, str]]:
        """The states of a step, with their words."""
        return [(state, self.words._(case_words.STEP_STATE_WORDS[state])) for state in STEP_STATES]

    @property
    def events(self) -> list[tuple[str, str]]:
        """What can be noted with a date."""
        return [(what, self.words._(case_words.EVENT_WORDS[what])) for what in EVENTS]

    @property
    def addable(self) -> list[tuple[str, str]]:
        """Listings that may fit and are no step yet."""
        steps = {step.listing for step in self.case.steps}
        rows = self.plan.fitting if self.plan else ()
        known = self.snapshot.by_id
        return [
            (row.listing.id, self.words.text(row.listing.name))
            for row in rows
            if row.listing.id not in steps and row.listing.id in known
        ]

    @property
    def answer_phrases(self) -> list[str]:
        """The answers of today in words."""
        answers = self.submission.answers
        return answer_phrases(self.words, answers.situation, answers.prescription)

    @cached_property
    def asked_again(self) -> list[OldAnswers]:
        """Answers too old to be used until somebody says that they still hold; ticked where that was said."""
        return old_answers(self.words, self.case, self.before, self.form, self.on)

    @property
    def compared_by(self) -> str:
        """The day of the answers by which two days are compared, where some of them are too old to be used."""
        day = oldest_day(self.case, self.on)
        return self.words.day(day) if day else ""

    @property
    def form(self) -> Form:
        """The questions with their answers, to change some."""
        return form_for(CASE_QUESTIONS, self.words, self.form_answers.texts, self.problems)

    @property
    def problems(self) -> dict[str, str]:
        """A sentence for every answer that needs a second look."""
        return self.as_told.problems | self.form_answers.problems

    @property
    def summary(self) -> list[tuple[str, str]]:
        """What needs a second look: the field and the sentence."""
        names = {field.name: field.label.text for field in self.form}
        wrong = [(name, f"{names[name]}: {text}") for name, text in self.problems.items() if name in names]
        other = [("case-steps", text) for name, text in self.problems.items() if name not in names]
        return [*wrong, *other, *self.errors.items()]

    @property
    def hidden_case(self) -> str:
        """The case on its way to the next page: steps as edited, answers and result as in the file."""
        return write(replace(self.case, answers=self.before.answers, told_on=self.before.told_on))

    @property
    def calendar_answers(self) -> list[tuple[str, str]]:
        """What the page of calendars starts from."""
        answer_phrases = [
            (name, self.submission.texts.get(name, "")) for name in ("days_left", "days_supply", "zip", "state")
        ]
        renewals = [(RENEW + step.listing, step.renew_on.isoformat()) for step in self.case.steps if step.renew_on]
        return [("case_label", self.case.label), *answer_phrases, *renewals]

    @property
    def kept_answers(self) -> list[tuple[str, str]]:
        """Answers without a question on this page."""
        return list(self.form_answers.hidden(but=(*CASE_QUESTIONS, "confirm_dose")))

    @staticmethod
    def field(number: int, name: str) -> str:
        """The name of a step's field."""
        return field(number, name)


def page_of(  # the case as it stands, and as it was opened
    case: CaseFile, before: CaseFile, snapshot: Snapshot, words: Words, on: date, errors: dict[str, str]
) -> CasePage:
    """The page of a case on a day: what may be used today leads, and what is compared goes by the answers as told."""
    submission, as_told, form_answers = (
        read_form(as_form(answers), snapshot, words, day)
        for answers, day in (
            (answers_today(case, on), on),
            (case.answers, case.saved_on),
            (answers_shown(case, on), on),
        )
    )
    return CasePage(
        words=words,
        case=case,
        before=before,
        submission=submission,
        as_told=as_told,
        form_answers=form_answers,
        snapshot=snapshot,
        on=on,
        errors=errors,
    )


def open_case(case: CaseFile, snapshot: Snapshot, words: Words, on: date) -> CasePage:
    """A case as its file has it, on today's rules."""
    return page_of(case, case, snapshot, words, on, {})
