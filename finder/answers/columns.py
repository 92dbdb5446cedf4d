"""A person's answers, from text to core values: one table of columns for the form, ``screen`` and the API.

A blank is "not told". How forgiving the columns are is in ``forgiving``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from finder.answers.readers import (
    DAYS,
    DOLLARS,
    PEOPLE,
    YEARS,
    AnswerError,
    choice,
    day,
    number,
    read_dollars,
    read_dose,
    state,
    strength,
    yes_no,
    zip_code,
)
from finder.answers.states import PLACES, ZIP_PLACES
from finder.core.dose import STRENGTHS_MG
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

SEPARATOR = ";"
# No answer is longer. Patterns never see more of a text, so that no caller can make reading slow.
LONGEST_ANSWER = 200
# Not columns of `screen`: they change words on the page, never an answer.
PAGE_ONLY = ("who_for", "confirm_dose", "shared_computer")
# A price that the person was told: this and the id of the listing.
QUOTE_PREFIX = "quote_"
YES_OR_NO = ("yes", "no")
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


def _bounded(read: Callable[[str], object]) -> Callable[[str], object]:
    """The same reader on at most ``LONGEST_ANSWER`` characters."""
    return lambda text: read(text[:LONGEST_ANSWER])


COLUMNS = {
    column.name: column._replace(read=_bounded(column.read))
    for column in (
        Column("zip", zip_code),
        Column("state", state, tuple(PLACES)),
        Column("household_size", number(1, 20, unit=PEOPLE)),
        Column("married", yes_no, YES_OR_NO),
        Column("income", read_dollars),
        Column("income_period", choice(tuple(PERIODS_PER_YEAR)), tuple(PERIODS_PER_YEAR)),
        Column("income_steady", yes_no, YES_OR_NO),
        Column("age", number(0, 120, unit=YEARS)),
        Column("insurance", choice(INSURANCE), INSURANCE, several=True),
        Column("pregnant", yes_no, YES_OR_NO),
        Column("postpartum", yes_no, YES_OR_NO),
        Column("children_at_home", yes_no, YES_OR_NO),
        Column("youngest_child_age", number(0, 18, unit=YEARS)),
        Column("disabled", yes_no, YES_OR_NO),
        Column("citizenship", choice(CITIZENSHIP), CITIZENSHIP),
        Column("veteran", yes_no, YES_OR_NO),
        Column("tribal_member", yes_no, YES_OR_NO),
        Column("resources", number(0, 100_000_000, whole=False, unit=DOLLARS)),
        Column("job_offer", yes_no, YES_OR_NO),
        Column("work_hours", number(0, 744, whole=False)),
        Column("transplant", choice(TRANSPLANT), TRANSPLANT),
        Column("medicare_at_transplant", yes_no, YES_OR_NO),
        Column("condition", choice(CONDITIONS, SAME_CONDITION), CONDITIONS, several=True),
        Column("starting", yes_no, YES_OR_NO),
        Column("lost_coverage_on", day),
        Column("daily_dose_mg", read_dose),
        Column("written_strength_mg", strength, tuple(map(str, sorted(STRENGTHS_MG)))),
        Column("days_supply", number(1, 365, unit=DAYS)),
        Column("days_left", number(0, 3650, unit=DAYS)),
        Column("blood_tests_first_year", number(0, 365)),
    )
}
YES_NO_COLUMNS = tuple(column.name for column in COLUMNS.values() if column.choices == YES_OR_NO)


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
        Situation(**{name: values.get(name) for name in SITUATION_FIELDS}),  # type: ignore[arg-type]  # read by its column
        Prescription(**{name: values.get(name) for name in PRESCRIPTION_FIELDS}),  # type: ignore[arg-type]  # read by its column
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
    values["daily_dose_mg"], tablet = dose
    if tablet is None or "written_strength_mg" in errors:
        return
    if values.get("written_strength_mg") not in (None, tablet):
        errors["written_strength_mg"] = AnswerError("strengths_differ", dose_strength=tablet)
    elif tablet not in STRENGTHS_MG:
        errors["daily_dose_mg"] = AnswerError("not_a_strength")
    else:
        values["written_strength_mg"] = tablet


def _check_together(values: dict[str, object], errors: dict[str, AnswerError], zips: Mapping[str, ZipArea]) -> None:
    """Answers that must fit each other; the ZIP code also tells the state."""
    insurance = values.get("insurance")
    if isinstance(insurance, frozenset) and "none" in insurance and len(insurance) > 1:
        errors["insurance"] = AnswerError("none_and_others")
    code, told = values.get("zip"), values.get("state")
    if code is None:
        return
    area = zips.get(str(code))
    if area is None or area.state not in ZIP_PLACES:
        errors["zip"] = AnswerError("zip_not_known", zip=code)
    elif told is not None and told != area.state:
        errors["zip"] = AnswerError("zip_in_other_state", zip=code, place=area.state, told=told)
    else:
        values["state"] = area.state
