"""The page of results: the answer in words, and the questions that are still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from finder.core.leading import Line
from finder.web.shared.answer_form import SubmittedAnswers
from finder.web.shared.next_question import OpenQuestions
from finder.web.shared.quotes import askable
from finder.wording.questions import choices
from finder.wording.results import Results


@dataclass(frozen=True, kw_only=True)
class ResultsPage(Results):
    """The answer with the form it came from, so that it can be asked again."""

    submission: SubmittedAnswers

    @property
    def askable(self) -> list[tuple[str, str, str]]:
        """Field, name and typed price of what the person can ask for a price."""
        return [(field, name, self.submission.texts.get(field, "")) for field, name in askable(self.plan, self.words)]

    @property
    def same_day_lines(self) -> list[Line]:
        """The leading lines down to what can be done today: a pharmacy near by, or the person's own card."""
        lines = list(self.lead.lines)
        return lines[: lines.index(Line.TODAY) + 1] if Line.TODAY in lines else lines[:1]

    @cached_property
    def open_questions(self) -> OpenQuestions:
        """The questions whose answers would make the result surer."""
        return OpenQuestions(self.words, self.submission, self.plan)

    @property
    def periods(self) -> Mapping[str, str]:
        """The periods of an income, with their words."""
        return choices(self.words, "income_period")

    @property
    def child(self) -> bool:
        """Whether the tablets are for someone under 18, by age or by who the form is for."""
        return super().child or self.submission.texts.get("who_for") == "child"
