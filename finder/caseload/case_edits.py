"""Steps, dates and answers changed on the page of a case: the posted fields laid over the case that came with them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from werkzeug.datastructures import MultiDict

from finder.answers.errors import AnswerError
from finder.answers.readers import read_day
from finder.caseload.case_file import EVENTS, STEP_STATES, CaseFile, CaseStep, Event
from finder.caseload.case_reader import LABEL_LETTERS, MOST_CASE_STEPS, MOST_EVENTS, REASON_LETTERS
from finder.caseload.json_parts import FIRST_YEAR, LAST_YEAR, only_printable
from finder.core.snapshot import Snapshot
from finder.wording import Words
from finder.wording.answer_errors import sentence

MOST_LETTERS_TYPED = 20


def tidy(text: str, most: int) -> str:
    """Typed text on one line, without signs that cannot be shown, cut to ``most`` characters."""
    return only_printable(re.sub(r"\s+", " ", text)).strip()[:most]


def field(number: int, name: str) -> str:
    """The name and id of a field of one step."""
    return f"step-{number}-{name}"


def with_edits(
    case: CaseFile, posted: MultiDict[str, str], snapshot: Snapshot, words: Words
) -> tuple[CaseFile, dict[str, str]]:
    """The case with what was typed, and a sentence for every field that cannot be used."""
    errors: dict[str, str] = {}
    steps = [
        _step(step, number, posted, words, errors)
        for number, step in enumerate(case.steps)
        if not posted.get(field(number, "drop"))
    ]
    added = posted.get("add", "")
    if added in snapshot.by_id:
        if len(steps) < MOST_CASE_STEPS:
            steps.append(CaseStep(listing=added))
        else:
            errors["add"] = words._("A case can hold %(most)s steps. Take one out first.", most=MOST_CASE_STEPS)
    label = tidy(posted.get("label", case.label), LABEL_LETTERS)
    return replace(case, label=label, steps=tuple(steps)), errors


def _step(step: CaseStep, number: int, posted: MultiDict[str, str], words: Words, errors: dict[str, str]) -> CaseStep:
    state = posted.get(field(number, "state"), step.state)
    forgotten = set(posted.getlist(field(number, "forget")))
    events = [event for at, event in enumerate(step.events) if str(at) not in forgotten]
    for what in EVENTS:
        day = _day(posted, field(number, f"{what}_on"), None, words, errors)
        event = Event(what, day) if day else None
        if event and event not in events and len(events) < MOST_EVENTS:
            events.append(event)
    return CaseStep(
        listing=step.listing,
        state=state if state in STEP_STATES else step.state,
        next_on=_day(posted, field(number, "next_on"), step.next_on, words, errors),
        renew_on=_day(posted, field(number, "renew_on"), step.renew_on, words, errors),
        reason=tidy(posted.get(field(number, "reason"), step.reason), REASON_LETTERS),
        events=tuple(sorted(events, key=lambda event: event.on)),
    )


def _day(
    posted: MultiDict[str, str], name: str, kept: date | None, words: Words, errors: dict[str, str]
) -> date | None:
    """The day typed in a field; ``kept`` where the field was not sent or cannot be read."""
    if name not in posted:
        return kept
    try:
        return maybe_day(posted[name])
    except AnswerError as error:
        errors[name] = sentence(words, name, error)
        return kept


def maybe_day(text: str) -> date | None:
    """A typed day, or nothing. Raises AnswerError."""
    if not text.strip():
        return None
    found = read_day(text[:MOST_LETTERS_TYPED])
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise AnswerError("not_a_day")
    return found
