"""What a person typed, to a value. Forgiving outside, exact inside: "$1,500", "1500.00" and "1,500" are one number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from finder.answers.states import PLACE_OF_NAME, PLACES
from finder.core.dose import STRENGTHS_MG, DoseError, check_dose

YES_NO = {
    **dict.fromkeys(("yes", "y", "true", "1", "si", "sí"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}
NOT_TOLD = frozenset({"", "none_of_these"})


class AnswerError(ValueError):
    """One answer that cannot be used; ``key`` and ``values`` name the sentence to show."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


# Commas only between thousands, and never just three decimals: "12,5" and "1.500" could mean two things.
# What a spreadsheet works out, like 1666.666667, has one meaning.
NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(?:\d{0,2}|\d{4,20}))?|-?\.\d{1,2}")


# The question's own unit may stand after the number; another one ("2 weeks") is asked about again.
DAYS, YEARS = r"days?|d[ií]as?", r"years?(?: old)?|años?"
PEOPLE, DOLLARS = r"people|persons?|personas?", r"dollars?|d[oó]lares"


def number(lowest: int, highest: int, *, whole: bool = True, unit: str = "mg") -> Callable[[str], object]:
    """A reader of numbers between two, with or without dollar and thousands signs, and the question's unit after it."""
    own_unit = re.compile(rf"(?<=\d)\s*(?:{unit})$", re.IGNORECASE)

    def read(text: str) -> object:
        cleaned = re.sub(r"[\s$]", "", own_unit.sub("", text.strip()))
        if not NUMBER.fullmatch(cleaned):
            raise AnswerError("not_a_number")
        value = Decimal(cleaned.replace(",", ""))
        if whole and value != value.to_integral_value():
            raise AnswerError("not_a_whole_number")
        if not lowest <= value <= highest:
            raise AnswerError("out_of_range", lowest=lowest, highest=highest)
        # "-0" is nothing, not less than nothing.
        return int(value) if whole else value or Decimal(0)

    return read


def choice(choices: Sequence[str], same: Mapping[str, str] | None = None) -> Callable[[str], object]:
    """A reader of one of some words; ``same`` has other words for them."""

    def read(text: str) -> object:
        token = re.sub(r"[\s-]+", "_", text.strip().casefold().replace("’", "'"))
        token = (same or {}).get(token, token)
        if token in NOT_TOLD and token not in choices:
            return None
        if token not in choices:
            raise AnswerError("not_a_choice", choices=", ".join(choices))
        return token

    return read


def yes_no(text: str) -> object:
    """Yes or no, in either language."""
    try:
        return YES_NO[text.strip().casefold()]
    except KeyError:
        raise AnswerError("not_yes_or_no") from None


def zip_code(text: str) -> object:
    """Five digits; the four after them are let go."""
    found = re.fullmatch(r"\s*(\d{5})(?:-?\d{4})?\s*", text, re.ASCII)
    if not found:
        raise AnswerError("not_a_zip")
    return found[1]


def state(text: str) -> object:
    """A state's or territory's code, from that or from its name."""
    word = text.strip()
    code = word.upper() if word.upper() in PLACES else PLACE_OF_NAME.get(word.casefold())
    if code is None:
        raise AnswerError("not_a_state")
    return code


def day(text: str) -> object:
    """A day as 2026-11-23 or 11/23/2026."""
    found = re.fullmatch(r"\s*(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))\s*", text)
    if not found:
        raise AnswerError("not_a_day")
    year, month, day_of_month = (found[1], found[2], found[3]) if found[1] else (found[6], found[4], found[5])
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        raise AnswerError("not_a_day") from None


def strength(text: str) -> object:
    """A strength in which tablets are sold."""
    value = number(1, 1000)(text)
    if value not in STRENGTHS_MG:
        raise AnswerError("not_a_strength")
    return value


TABLETS_OF = re.compile(
    r"(?P<count>\d+(?:\.5)?|\.5)\s*(?:tablets?|tabletas?|pills?|x|×)?\s*(?:of|de|x|×)\s*(?P<mg>\d+)\s*(?:mg)?",
    re.IGNORECASE,
)
PLAIN_DOSE = re.compile(r"(?P<mg>[\d.,]+)\s*(?:mg|milligrams?|miligramos?)?", re.IGNORECASE)
# As labels write them: "Take two tablets of 50 mg by mouth once daily". "Twice" and "every other" are not read.
TAKE = re.compile(r"^\s*(?:take|tome)\s+", re.IGNORECASE)
A_DAY = re.compile(
    r"(?:\s*(?:by mouth|por la boca))?(?:\s*(?:once|una vez))?"
    r"\s*(?:a|per|each|al|por|/|every)?\s*(?:day|daily|d[ií]a|diario)s?\s*$",
    re.IGNORECASE,
)
SPELLED = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "un": "1",
    "una": "1",
    "dos": "2",
    "tres": "3",
    "cuatro": "4",
}
SPELLED_COUNT = re.compile(
    rf"^(?:{'|'.join(SPELLED)})(?=\s+(?:tablets?|tabletas?|pills?)\s+(?:of|de)\b)", re.IGNORECASE
)
# As labels write a half: "1 1/2" and "1½" are 1.5.
HALF = re.compile(r"(?:(\d+)\s*)?(?:½|(?<=\s)1/2|^1/2)")


def read_dose(text: str) -> tuple[Decimal, int | None]:
    """Milligrams a day, and the tablet's strength where the words say it ("2 tablets of 50 mg a day").

    Raises AnswerError when it cannot be read or cannot be priced.
    """
    words = TAKE.sub("", A_DAY.sub("", text.strip()))
    words = SPELLED_COUNT.sub(lambda found: SPELLED[found[0].casefold()], words)
    words = HALF.sub(r"\g<1>.5", words)
    tablets = TABLETS_OF.fullmatch(words)
    plain = PLAIN_DOSE.fullmatch(words)
    if tablets:
        milligrams, tablet = Decimal(tablets["count"]) * int(tablets["mg"]), int(tablets["mg"])
    elif plain:
        milligrams, tablet = Decimal(str(number(0, 10**6, whole=False)(plain["mg"]))), None
    else:
        raise AnswerError("not_a_dose")
    try:
        return Decimal(check_dose(milligrams)), tablet
    except DoseError as error:
        raise AnswerError(f"dose_{error.key}") from None


MOST_DOLLARS = 10_000_000


def read_dollars(text: str) -> Decimal:
    """An amount of dollars. Raises AnswerError when it cannot be read."""
    return Decimal(str(number(0, MOST_DOLLARS, whole=False, unit=DOLLARS)(text)))
