"""What a form sent: the answers as text, as values, and as sentences where one cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import islice

from werkzeug.datastructures import MultiDict

from finder.answers.columns import COLUMNS, LONGEST_ANSWER, PAGE_ONLY, SEPARATOR, Answers, read_answers
from finder.answers.errors import AnswerError
from finder.clock import today
from finder.core.contradictions import DATED_PAIRS, PAIRS, Remark, contradictions_on
from finder.core.dose import CONFIRM_ABOVE_MG
from finder.core.snapshot import Snapshot
from finder.web.shared.quotes import quote_fields, read_quotes, wrong_quotes
from finder.web.shared.unread_answers import UnreadAnswer, unread_answers
from finder.wording import Words, remarks
from finder.wording.answer_errors import sentence

KNOWN_FIELDS = (*COLUMNS, *PAGE_ONLY)
CONFIRM_ANSWERS = "confirm_answers"
# No question has as many choices. What is sent on with every button of a page must not grow without end.
MOST_CHOSEN = 20
PAIR_KEYS = frozenset(pair.key for pair in (*PAIRS, *DATED_PAIRS))
# Said at the top of the answer: whose programs apply at the ZIP code.
ABOUT_PLACES = frozenset({"zip_military", "zip_freely_associated"})
# Two answers that name different states: the rules of neither may be used.
ASKED_AGAIN = frozenset({"zip_in_other_state"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedAnswers:
    """One search: ``texts`` is what was typed (known fields only).

    ``unread`` has a sentence for each field that could not be read: it counts as not told, and the answer goes on.
    ``unread_answers`` has the same with the field's label and what was typed.
    ``errors`` has those that are asked again first: two answers that cannot both be true, and a dose that is high.
    ``notes`` say what a ZIP code means for the programs that apply.
    """

    texts: MultiDict[str, str]
    answers: Answers
    quotes: dict[str, Decimal]
    errors: dict[str, str]
    unread: dict[str, str]
    unread_answers: tuple[UnreadAnswer, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def problems(self) -> dict[str, str]:
        """A sentence for every field that needs a second look."""
        return self.errors | self.unread

    @property
    def to_confirm(self) -> list[Remark]:
        """Pairs of answers that cannot both be true, until the person says that they are."""
        confirmed = _confirmed_pairs(self.texts)
        return [remark for remark in self.answers.remarks if remark.key in PAIR_KEYS and remark.key not in confirmed]

    @property
    def places(self) -> tuple[str, ...]:
        """The states in which the ZIP code lies, where the person has to say which."""
        places = (remark for remark in self.answers.remarks if remark.key == "zip_in_several_states")
        found = next((remark.values["places"] for remark in places), ())
        return tuple(map(str, found)) if isinstance(found, tuple) else ()

    @property
    def needs_confirming(self) -> bool:
        """Whether the dose is above what we take without a second look."""
        dose = self.answers.prescription.daily_dose_mg
        return dose is not None and dose > CONFIRM_ABOVE_MG

    @property
    def without_errors(self) -> MultiDict[str, str]:
        """What was typed but for the answers that are asked again; a doubtful ZIP code takes the state with it."""
        left_out = {*self.errors, "state"} if "zip" in self.errors else {*self.errors}
        return MultiDict(self.hidden(but=left_out))

    def with_answer(self, name: str, value: str) -> Iterator[tuple[str, str]]:
        """Every answer with one put in place, for a button that answers one question."""
        yield from self.hidden(but=(name,))
        yield name, value

    def hidden(self, but: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
        """Name and value of every answer, for forms that send them on; without those that the form asks itself."""
        left_out = set(but)
        return ((name, value) for name, value in self.texts.items(multi=True) if name not in left_out)


def read_form(form: MultiDict[str, str], snapshot: Snapshot, words: Words, on: date | None = None) -> SubmittedAnswers:
    """Read a posted form on a day, today unless one is given. Unknown fields are dropped; blanks are not told."""
    known = (*KNOWN_FIELDS, *quote_fields(form, snapshot))
    texts = MultiDict((name, value) for name in known for value in _values(form, name))
    answers = read_answers({name: texts.getlist(name) for name in COLUMNS}, snapshot.facts.zips)
    answers = _with_dated_remarks(answers, _confirmed_pairs(texts), on or today())
    quotes, unread_quotes = read_quotes(texts, words)
    unread = {name: sentence(words, name, error) for name, error in answers.errors.items()}
    errors = {name: unread.pop(name) for name, error in answers.errors.items() if error.key in ASKED_AGAIN}
    submission = SubmittedAnswers(
        texts=texts,
        answers=answers,
        quotes=quotes,
        errors=errors,
        unread=unread | unread_quotes,
        unread_answers=unread_answers(words, texts, unread, wrong_quotes(texts, unread_quotes, snapshot, words)),
        notes=tuple(remarks.sentence(words, row) for row in answers.remarks if row.key in ABOUT_PLACES),
    )
    if submission.needs_confirming and "daily_dose_mg" not in submission.unread and not texts.get("confirm_dose"):
        submission.errors["daily_dose_mg"] = sentence(words, "daily_dose_mg", AnswerError("confirm_dose"))
    for remark in submission.to_confirm:
        submission.errors.update(dict.fromkeys(remark.columns, remarks.sentence(words, remark)))
    return submission


def _confirmed_pairs(texts: MultiDict[str, str]) -> set[str]:
    """The pairs of which the person said that both answers are right."""
    return set(texts.get(CONFIRM_ANSWERS, "").split(SEPARATOR))


def _with_dated_remarks(answers: Answers, confirmed: set[str], on: date) -> Answers:
    """The answers with a remark for what may be over; who said that it is not lost other coverage than they have."""
    found = contradictions_on(answers.situation, on)
    if found and {remark.key for remark in found} <= confirmed:
        return replace(answers, situation=replace(answers.situation, lost_coverage_on=None))
    return replace(answers, remarks=(*answers.remarks, *found))


def _values(form: MultiDict[str, str], name: str) -> list[str]:
    """What was told in one field, without blanks; no more and no longer than an answer can be."""
    texts = (value[:LONGEST_ANSWER] for value in form.getlist(name) if value.strip())
    return list(islice(texts, MOST_CHOSEN))
