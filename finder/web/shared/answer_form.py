"""What a form sent: the answers as text, as values, and as sentences where one cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from werkzeug.datastructures import MultiDict

from finder.answers.columns import COLUMNS, LONGEST_ANSWER, PAGE_ONLY, Answers, read_answers
from finder.answers.readers import AnswerError
from finder.core.dose import CONFIRM_ABOVE_MG
from finder.core.snapshot import Snapshot
from finder.web.shared.quotes import quote_fields, read_quotes
from finder.wording import Words
from finder.wording.answer_errors import sentence

KNOWN = (*COLUMNS, *PAGE_ONLY)


@dataclass(frozen=True, slots=True)
class Asked:
    """One search: ``told`` is what was typed (known fields only), ``errors`` a sentence a field."""

    told: MultiDict[str, str]
    answers: Answers
    quotes: dict[str, Decimal]
    errors: dict[str, str]

    @property
    def needs_confirming(self) -> bool:
        """Whether the dose is above what we take without a second look."""
        dose = self.answers.prescription.daily_dose_mg
        return dose is not None and dose > CONFIRM_ABOVE_MG

    def hidden(self, but: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
        """Name and value of every answer, for forms that send them on; without those that the form asks itself."""
        left_out = set(but)
        return ((name, value) for name, value in self.told.items(multi=True) if name not in left_out)


def read_form(form: MultiDict[str, str], snapshot: Snapshot, words: Words) -> Asked:
    """Read a posted form. Unknown fields are dropped; blanks are not told."""
    known = (*KNOWN, *quote_fields(form, snapshot))
    told = MultiDict((name, value[:LONGEST_ANSWER]) for name in known for value in form.getlist(name) if value.strip())
    answers = read_answers({name: told.getlist(name) for name in COLUMNS}, snapshot.facts.zips)
    quotes, wrong_quotes = read_quotes(told, words)
    errors = {name: sentence(words, name, error) for name, error in answers.errors.items()}
    asked = Asked(told, answers, quotes, errors | wrong_quotes)
    if asked.needs_confirming and "daily_dose_mg" not in asked.errors and not told.get("confirm_dose"):
        asked.errors["daily_dose_mg"] = sentence(words, "daily_dose_mg", AnswerError("confirm_dose"))
    return asked
