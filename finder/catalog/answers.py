"""A person's answers, from text to core values: one table of columns for the form, ``screen`` and the API.

Forgiving outside, exact inside: "$1,500", "1500.00" and "1,500" are one number. A blank is "not told".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import us

from finder.core.dose import DoseError, check_dose
from finder.core.situation import (
    CITIZENSHIP,
    CONDITIONS,
    INSURANCE,
    PERIODS_PER_YEAR,
    PRESCRIPTION_FIELDS,
    SITUATION_FIELDS,
    TRANSPLANT,
    Prescription,
    Situation,
)
from finder.core.snapshot import ZipArea

STATES = {state.abbr: state.name for state in us.states.STATES} | {"DC": "District of Columbia"}
PLACES = STATES | {
    "AS": "American Samoa",
    "GU": "Guam",
    "MP": "Northern Mariana Islands",
    "PR": "Puerto Rico",
    "VI": "U.S. Virgin Islands",
}
PLACE_OF_NAME = {name.casefold(): code for code, name in PLACES.items()}
# These have ZIP codes, but no state's programs apply there: they are told by ZIP code and never chosen.
ZIP_PLACES = PLACES | {
    "AA": "Armed Forces Americas",
    "AE": "Armed Forces Europe",
    "AP": "Armed Forces Pacific",
    "FM": "Micronesia",
    "MH": "Marshall Islands",
    "PW": "Palau",
}

YES_NO = {
    **dict.fromkeys(("yes", "y", "true", "1", "si", "sí"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}
NOT_TOLD = frozenset({"", "none_of_these"})
SEPARATOR = ";"


class AnswerError(ValueError):
    """One answer that cannot be used; ``key`` and ``values`` name the sentence to show."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Column(NamedTuple):
    """One column: its name, how its text is read, its choices where it has them."""

    name: str
    read: Callable[[str], object]
    choices: tuple[str, ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """What could be read, and what could not: errors by column."""

    situation: Situation
    prescription: Prescription
    errors: Mapping[str, AnswerError]


# Commas only between thousands, and never just three decimals: "12,5" and "1.500" could mean two things.
# What a spreadsheet works out, like 1666.666667, has one meaning.
NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(?:\d{0,2}|\d{4,20}))?|-?\.\d{1,2}")


# The question's own unit may stand after the number; another one ("2 weeks") is asked about again.
DAYS, YEARS = r"days?|d[ií]as?", r"years?(?: old)?|años?"
PEOPLE, DOLLARS = r"people|persons?|personas?", r"dollars?|d[oó]lares"


def _number(lowest: int, highest: int, *, whole: bool = True, unit: str = "mg") -> Callable[[str], object]:
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


SAME_CONDITION = {
    **dict.fromkeys(("ra", "rheumatoid"), "rheumatoid_arthritis"),
    **dict.fromkeys(("sle", "lupus_nephritis", "systemic_lupus_erythematosus"), "lupus"),
    **dict.fromkeys(("crohn", "crohn's", "crohns_disease", "crohn's_disease"), "crohns"),
    "uc": "ulcerative_colitis",
    "aih": "autoimmune_hepatitis",
    "mg": "myasthenia_gravis",
    **dict.fromkeys(("dermatomyositis", "polymyositis"), "myositis"),
    **dict.fromkeys(("kidney_transplant", "liver_transplant", "heart_transplant", "lung_transplant"), "transplant"),
}


def _choice(choices: Sequence[str], same: Mapping[str, str] | None = None) -> Callable[[str], object]:
    def read(text: str) -> object:
        token = re.sub(r"[\s-]+", "_", text.strip().casefold().replace("’", "'"))
        token = (same or {}).get(token, token)
        if token in NOT_TOLD and token not in choices:
            return None
        if token not in choices:
            raise AnswerError("not_a_choice", choices=", ".join(choices))
        return token

    return read


def _yes_no(text: str) -> object:
    try:
        return YES_NO[text.strip().casefold()]
    except KeyError:
        raise AnswerError("not_yes_or_no") from None


def _zip(text: str) -> object:
    found = re.fullmatch(r"\s*(\d{5})(?:-?\d{4})?\s*", text, re.ASCII)
    if not found:
        raise AnswerError("not_a_zip")
    return found[1]


def _state(text: str) -> object:
    word = text.strip()
    code = word.upper() if word.upper() in PLACES else PLACE_OF_NAME.get(word.casefold())
    if code is None:
        raise AnswerError("not_a_state")
    return code


def _day(text: str) -> object:
    found = re.fullmatch(r"\s*(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))\s*", text)
    if not found:
        raise AnswerError("not_a_day")
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[4], found[5])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise AnswerError("not_a_day") from None


def _strength(text: str) -> object:
    value = _number(1, 1000)(text)
    if value not in (25, 50, 75, 100):
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
        dose, strength = Decimal(tablets["count"]) * int(tablets["mg"]), int(tablets["mg"])
    elif plain:
        dose, strength = Decimal(str(_number(0, 10**6, whole=False)(plain["mg"]))), None
    else:
        raise AnswerError("not_a_dose")
    try:
        return Decimal(check_dose(dose)), strength
    except DoseError as error:
        raise AnswerError(f"dose_{error.key}") from None


MOST_DOLLARS = 10_000_000


def read_dollars(text: str) -> Decimal:
    """An amount of dollars. Raises AnswerError when it cannot be read."""
    return Decimal(str(_number(0, MOST_DOLLARS, whole=False, unit=DOLLARS)(text)))


COLUMNS = {
    column.name: column
    for column in (
        Column("zip", _zip),
        Column("state", _state, tuple(PLACES)),
        Column("household_size", _number(1, 20, unit=PEOPLE)),
        Column("married", _yes_no, ("yes", "no")),
        Column("income", read_dollars),
        Column("income_period", _choice(tuple(PERIODS_PER_YEAR)), tuple(PERIODS_PER_YEAR)),
        Column("income_steady", _yes_no, ("yes", "no")),
        Column("age", _number(0, 120, unit=YEARS)),
        Column("insurance", _choice(INSURANCE), INSURANCE, several=True),
        Column("pregnant", _yes_no, ("yes", "no")),
        Column("postpartum", _yes_no, ("yes", "no")),
        Column("children_at_home", _yes_no, ("yes", "no")),
        Column("youngest_child_age", _number(0, 18, unit=YEARS)),
        Column("disabled", _yes_no, ("yes", "no")),
        Column("citizenship", _choice(CITIZENSHIP), CITIZENSHIP),
        Column("veteran", _yes_no, ("yes", "no")),
        Column("tribal_member", _yes_no, ("yes", "no")),
        Column("resources", _number(0, 100_000_000, whole=False, unit=DOLLARS)),
        Column("job_offer", _yes_no, ("yes", "no")),
        Column("work_hours", _number(0, 744, whole=False)),
        Column("transplant", _choice(TRANSPLANT), TRANSPLANT),
        Column("medicare_at_transplant", _yes_no, ("yes", "no")),
        Column("condition", _choice(CONDITIONS, SAME_CONDITION), CONDITIONS, several=True),
        Column("starting", _yes_no, ("yes", "no")),
        Column("lost_coverage_on", _day),
        Column("daily_dose_mg", read_dose),
        Column("written_strength_mg", _strength, ("25", "50", "75", "100")),
        Column("days_supply", _number(1, 365, unit=DAYS)),
        Column("days_left", _number(0, 3650, unit=DAYS)),
        Column("blood_tests_first_year", _number(0, 365)),
    )
}


def read_answers(told: Mapping[str, Sequence[str]], zips: Mapping[str, ZipArea]) -> Answers:
    """Read every answer. ``told`` holds one text a column, or several for a several-choice column.

    Columns not named in ``COLUMNS`` are not looked at: refusing them is the caller's business.
    """
    values: dict[str, object] = {}
    errors: dict[str, AnswerError] = {}
    for column in COLUMNS.values():
        try:
            values[column.name] = _read(column, told.get(column.name, ()))
        except AnswerError as error:
            errors[column.name] = error
    _take_strength_from_dose(values, errors)
    _check_together(values, errors, zips)
    return Answers(
        Situation(**{name: values.get(name) for name in SITUATION_FIELDS}),  # type: ignore[arg-type]
        Prescription(**{name: values.get(name) for name in PRESCRIPTION_FIELDS}),  # type: ignore[arg-type]
        errors,
    )


def _read(column: Column, texts: Sequence[str]) -> object:
    told = [text for text in texts if text.strip()]
    if not told:
        return None
    if column.several:
        read = (column.read(part) for text in told for part in text.split(SEPARATOR) if part.strip())
        return frozenset(value for value in read if value is not None) or None
    if len(told) > 1:
        raise AnswerError("one_answer_only")
    return column.read(told[0])


def _take_strength_from_dose(values: dict[str, object], errors: dict[str, AnswerError]) -> None:
    dose = values.get("daily_dose_mg")
    if not isinstance(dose, tuple):
        return
    values["daily_dose_mg"], strength = dose
    if strength is None or "written_strength_mg" in errors:
        return
    if values.get("written_strength_mg") not in (None, strength):
        errors["written_strength_mg"] = AnswerError("strengths_differ", dose_strength=strength)
    elif strength not in (25, 50, 75, 100):
        errors["daily_dose_mg"] = AnswerError("not_a_strength")
    else:
        values["written_strength_mg"] = strength


def _check_together(values: dict[str, object], errors: dict[str, AnswerError], zips: Mapping[str, ZipArea]) -> None:
    """Answers that must fit each other; the ZIP code also tells the state."""
    insurance = values.get("insurance")
    if isinstance(insurance, frozenset) and "none" in insurance and len(insurance) > 1:
        errors["insurance"] = AnswerError("none_and_others")
    code, state = values.get("zip"), values.get("state")
    if code is None:
        return
    area = zips.get(str(code))
    if area is None or area.state not in ZIP_PLACES:
        errors["zip"] = AnswerError("zip_not_known", zip=code)
    elif state is not None and state != area.state:
        errors["zip"] = AnswerError("zip_in_other_state", zip=code, place=area.state, told=state)
    else:
        values["state"] = area.state
