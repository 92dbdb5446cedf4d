"""What would make the answer surer: the questions that can change it for this person, citizenship last."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from wtforms import Form

from finder.core.changes import citizenship_matters
from finder.core.matches import Plan
from finder.core.worth_asking import Question, next_question, not_asked
from finder.web.shared.answer_form import SubmittedAnswers
from finder.web.shared.questions import form_for
from finder.wording import Words
from finder.wording.more_questions import MORE_QUESTIONS

# Coverage whose end lets one join a Marketplace plan at any time of the year.
CAN_BE_LOST = frozenset({"employer", "marketplace", "medicaid", "chip", "other"})
# Cost questions are always open to the person: they change figures, not verdicts.
ALWAYS_ASKED = ("days_supply", "starting", "blood_tests_first_year")


@dataclass(frozen=True)
class OpenQuestions:
    """The questions still worth asking, and those that were answered."""

    words: Words
    submission: SubmittedAnswers
    plan: Plan

    @cached_property
    def question(self) -> Question | None:
        """The one question most worth answering next."""
        return next_question(self.plan)

    @cached_property
    def questions(self) -> list[str]:
        """What was not told and can change an answer here: the one most worth answering first, citizenship last."""
        wanted = (self._open_columns() | set(ALWAYS_ASKED)) - set(self.answered)
        column = self.question.column if self.question else ""
        leading = ["income", "income_period"] if column == "income" else [column] if column else []
        return [*leading, *(name for name in MORE_QUESTIONS if name in wanted and name not in leading)]

    @cached_property
    def answered(self) -> list[str]:
        """The extra questions answered already: they are not asked again, and can be changed."""
        return [name for name in MORE_QUESTIONS if name in self.submission.texts]

    @property
    def form(self) -> Form:
        """The questions as a form."""
        return form_for(self.questions, self.words, self.submission.texts, {})

    @property
    def answers(self) -> Form:
        """What was answered already as a form."""
        return form_for(self.answered, self.words, self.submission.texts, {})

    def _open_columns(self) -> set[str]:
        situation = self.plan.situation
        wanted = {name for row in self.plan.fitting for name in row.missing} - not_asked(situation)
        # The question that frightens most is asked only where some answer makes a difference (docs/safety.md S10).
        if "citizenship" in wanted and not citizenship_matters(self.plan):
            wanted.remove("citizenship")
        coverage = (situation.insurance or frozenset()) - {"none"}
        if not coverage or coverage & CAN_BE_LOST:
            wanted.add("lost_coverage_on")
        if "pregnant" in wanted or "pregnant" in self.submission.texts:
            wanted.add("postpartum")
        if situation.pregnant:
            wanted.add("expecting")
        if any("income_not_counted" in row.missing for row in self.plan.not_fitting):
            wanted.add("income_not_counted")
        return wanted
