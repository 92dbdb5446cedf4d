"""The dose for one day, as labels and people write it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from finder.answers.errors import AnswerError
from finder.answers.numbers import SPELLED_NUMBERS
from finder.answers.plain_text import plain
from finder.answers.typed_words import pattern_of
from finder.core.dose import DoseError, check_dose

# A number below this is no dose in milligrams that anybody sells: it may count tablets, and the strength is asked.
LEAST_MG = 25
MOST_TABLETS_AT_A_TIME = 15


def _words(key: str) -> str:
    return pattern_of("dose", key)


TAKE = re.compile(rf"^{_words('take')}\s")
PER = rf"(?:\b{_words('per')}\s|/\s?)"
DAY_WORD = rf"{_words('day')}$"
# What says how often, at the end; the number is how many times a day.
TIMES_A_DAY = (
    (re.compile(rf"[\s,]*\b{_words('three_times')}\s?{PER}?{DAY_WORD}"), 3),
    (re.compile(rf"[\s,]*\b{_words('three_times_a_day')}$"), 3),
    (re.compile(rf"[\s,]*\b{_words('twice')}\s?{PER}?{DAY_WORD}"), 2),
    (re.compile(rf"[\s,]*\b{_words('twice_a_day')}$"), 2),
    (re.compile(rf"[\s,]*\b{_words('once_a_day')}$"), 1),
    (re.compile(rf"[\s,]*(?:\b{_words('once')}\s?)?{PER}?\b{DAY_WORD}"), 1),
)
BY_MOUTH = re.compile(rf"\s{_words('by_mouth')}\b")
SPELLED_COUNT = re.compile(rf"^(?:{'|'.join(map(re.escape, SPELLED_NUMBERS))})(?=\s)")
# As labels write a half: "1 1/2", "1½", "1 and a half", "una y media".
HALF_TABLETS = re.compile(rf"(?P<whole>\d{{1,2}})\s?(?:{_words('and_a_half')}|1/2)|^(?:1/2|{_words('half')})(?=\s)")
HALF_AFTER = re.compile(rf"^(?P<whole>\d{{1,2}}) (?P<tablet>\w+) {_words('and_a_half')}(?=\s)")
TABLET_COUNT = r"(?P<count>\d{1,2}(?:\.5|\.0)?|\.5)"
TABLET_WORD = pattern_of("units", "tablets")
OF = rf"(?:{_words('of')}|x)"
MILLIGRAM = pattern_of("units", "milligrams")
TABLETS_OF = (
    re.compile(rf"{TABLET_COUNT}\s?{TABLET_WORD}\s?(?:{OF}|,)?\s?(?P<mg>\d{{1,4}})\s?{MILLIGRAM}?"),
    re.compile(rf"{TABLET_COUNT}\s?{OF}\s?(?P<mg>\d{{1,4}})\s?{MILLIGRAM}?(?:\s?{TABLET_WORD})?"),
    re.compile(rf"{TABLET_COUNT}\s(?P<mg>\d{{1,4}})\s?{MILLIGRAM}\s?{TABLET_WORD}"),
)
TABLETS_ALONE = re.compile(rf"{TABLET_COUNT}\s?{TABLET_WORD}")
MILLIGRAMS = re.compile(rf"(?P<mg>\d{{1,7}}(?:\.\d{{1,4}})?)\s?(?P<unit>{MILLIGRAM})?")


class Dose(NamedTuple):
    """Milligrams a day, with the strength of one tablet where the words say it; or tablets of a strength not said."""

    daily_dose_mg: Decimal | None
    strength_mg: int | None = None
    tablets: Decimal | None = None


def read_dose(text: str) -> Dose:
    """The dose for one day. Raises AnswerError when it cannot be read or cannot be priced."""
    words, times = _times_a_day(BY_MOUTH.sub("", TAKE.sub("", _numerals(plain(text.replace("½", " 1/2"))))))
    words = _numerals(words.strip())
    for pattern in TABLETS_OF:
        if found := pattern.fullmatch(words):
            strength_mg = int(found["mg"])
            return Dose(_possible_dose(Decimal(found["count"]) * strength_mg * times), strength_mg)
    if found := TABLETS_ALONE.fullmatch(words):
        return _tablets(Decimal(found["count"]) * times)
    found = MILLIGRAMS.fullmatch(words)
    if not found:
        raise AnswerError("not_a_dose")
    if "." in found["mg"] and len(found["mg"].partition(".")[2]) == 3:
        raise AnswerError("not_a_number")
    milligrams = Decimal(found["mg"]) * times
    if not found["unit"] and 0 < milligrams < LEAST_MG:
        return _tablets(milligrams)
    return Dose(_possible_dose(milligrams))


def dose_of_tablets(tablets: Decimal, strength_mg: int) -> Decimal:
    """The dose that so many tablets of a strength make. Raises AnswerError when it cannot be priced."""
    return _possible_dose(tablets * strength_mg)


def _tablets(number: Decimal) -> Dose:
    if number > MOST_TABLETS_AT_A_TIME or number * 2 != (number * 2).to_integral_value():
        raise AnswerError("dose_strength_not_told")
    return Dose(None, None, number)


def _possible_dose(milligrams: Decimal) -> Decimal:
    try:
        return Decimal(check_dose(milligrams))
    except DoseError as error:
        raise AnswerError(f"dose_{error.key}") from None


def _times_a_day(words: str) -> tuple[str, int]:
    for pattern, times in TIMES_A_DAY:
        if found := pattern.search(words):
            return words[: found.start()], times
    return words, 1


def _numerals(words: str) -> str:
    """Numbers in words as digits, and halves as ".5"."""
    words = SPELLED_COUNT.sub(lambda found: str(SPELLED_NUMBERS[found[0]]), words)
    words = HALF_AFTER.sub(r"\g<whole>.5 \g<tablet>", words)
    return HALF_TABLETS.sub(lambda found: f"{found['whole'] or ''}.5", words)
