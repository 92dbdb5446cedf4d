"""Opening a case file that anybody may have made. Raises CaseError, which has a sentence for every mistake."""

from __future__ import annotations

import json
import re
from typing import Any

from finder.answers.columns import COLUMNS, LONGEST_ANSWER, PAGE_ONLY, QUOTE_PREFIX
from finder.caseload.case_file import (
    CASE_FORMAT,
    CASE_VERSION,
    EVENTS,
    STEP_STATES,
    VERDICT_NAMES,
    CaseFile,
    CaseStep,
    Event,
    ListingOutcome,
    Result,
    Rule,
)
from finder.caseload.case_upgrades import UPGRADES
from finder.caseload.json_parts import SHORT_NAMES, CaseError, JsonObject
from finder.core.text import Text
from finder.languages import LANGUAGES

MOST_CASE_BYTES = 1024 * 1024
MOST_CASE_STEPS, MOST_EVENTS, MOST_LISTINGS, MOST_RULES, MOST_ANSWERS = 50, 20, 1000, 200, 200
LABEL_LETTERS, REASON_LETTERS, NAME_LETTERS, NOTE_LETTERS, ADDRESS_LETTERS = 80, 300, 300, 2000, 1000
# Ten levels are plenty for a case file; a file made to break readers has thousands.
DEEPEST_JSON = 20
# A text, closed or not, or one bracket: each character is looked at once, whatever was sent.
OUTSIDE_OF_TEXTS = re.compile(r'"(?:[^"\\]|\\.?)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
LISTING_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


def read(data: bytes) -> CaseFile:
    """The case of a file of any version. Raises CaseError."""
    if len(data) > MOST_CASE_BYTES:
        raise CaseError("too_big")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaseError("not_text") from None
    return _case(JsonObject(_upgrade(_parse(text)), ""))


def _parse(text: str) -> dict[str, Any]:
    _check_depth(text)
    try:
        found = json.loads(text, object_pairs_hook=_refuse_doubles, parse_constant=_no_constant)
    except CaseError:
        raise
    except (ValueError, RecursionError):
        raise CaseError("damaged") from None
    if not isinstance(found, dict) or found.get("format") != CASE_FORMAT:
        raise CaseError("not_ours")
    return found


def _check_depth(text: str) -> None:
    depth = 0
    for found in OUTSIDE_OF_TEXTS.finditer(text):
        sign = found[0][0]
        depth += (sign in "[{") - (sign in "]}")
        if depth > DEEPEST_JSON:
            raise CaseError("too_deep")


def _refuse_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise CaseError("twice")
    return found


def _no_constant(_name: str) -> Any:
    """NaN and the infinities are not JSON."""
    raise CaseError("damaged")


def _upgrade(data: dict[str, Any]) -> dict[str, Any]:
    version = data.get("version")
    if type(version) is not int or version < 1:
        raise CaseError("wrong", where="version")
    if version > CASE_VERSION:
        raise CaseError("newer")
    while version < CASE_VERSION:
        data, version = UPGRADES[version](data), version + 1
    return data


def _case(part: JsonObject) -> CaseFile:
    answers, saved_on = _answers(part.part("answers")), part.day("saved_on")
    told_on = part.part("told_on")
    for name in answers:
        if told_on.day(name) > saved_on:
            raise told_on.wrong(name)
    return CaseFile(
        label=part.text("label", LABEL_LETTERS).strip(),
        saved_on=saved_on,
        answers=answers,
        told_on={name: told_on.day(name) for name in answers},
        result=_result(part.part("result")),
        steps=part.many("steps", MOST_CASE_STEPS, _step),
    )


def _answers(part: JsonObject) -> dict[str, str]:
    if len(part.data) > MOST_ANSWERS:
        raise CaseError("too_many", where=part.where, most=MOST_ANSWERS)
    # An answer this site does not ask for may name a person: it is left out, and gone with the next save.
    known = [name for name in part.data if name in COLUMNS or name in PAGE_ONLY or _is_quote(name)]
    return {name: part.text(name, LONGEST_ANSWER) for name in known}


def _is_quote(name: str) -> bool:
    return name.startswith(QUOTE_PREFIX) and LISTING_ID.fullmatch(name.removeprefix(QUOTE_PREFIX)) is not None


def _result(part: JsonObject) -> Result:
    listings = part.many("listings", MOST_LISTINGS, _outcome)
    return Result(part.day("rules_as_of"), part.text("snapshot", SHORT_NAMES), listings)


def _outcome(part: JsonObject) -> ListingOutcome:
    low, high = part.money("cost_per_month_low"), part.money("cost_per_month_high")
    if (low is None) != (high is None):
        raise part.wrong("cost_per_month_high")
    return ListingOutcome(
        id=part.text("listing", NAME_LETTERS, LISTING_ID),
        name=_words(part, "name", NAME_LETTERS),
        verdict=part.choice("verdict", VERDICT_NAMES),
        low=low,
        high=high,
        rules=part.many("rules", MOST_RULES, _rule),
    )


def _rule(part: JsonObject) -> Rule:
    source = part.text("source", ADDRESS_LETTERS)
    if source and not source.startswith(("https://", "http://")):
        raise part.wrong("source")
    return Rule(
        words=_words(part, "words", NOTE_LETTERS),
        verdict=part.choice("verdict", VERDICT_NAMES),
        limit=part.text("limit", SHORT_NAMES),
        source=source,
        checked_on=part.text("checked_on", SHORT_NAMES),
    )


def _words(part: JsonObject, key: str, longest: int) -> Text:
    return Text(**{code: part.text(key + language.suffix, longest) for code, language in LANGUAGES.items()})


def _step(part: JsonObject) -> CaseStep:
    return CaseStep(
        listing=part.text("listing", NAME_LETTERS, LISTING_ID),
        state=part.choice("state", STEP_STATES),
        next_on=part.maybe_day("next_on"),
        renew_on=part.maybe_day("renew_on"),
        reason=part.text("reason", REASON_LETTERS),
        events=part.many("events", MOST_EVENTS, lambda row: Event(row.choice("what", EVENTS), row.day("on"))),
    )
