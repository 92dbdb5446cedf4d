"""A person's answers, from text to core values: one table of columns for the form, ``screen`` and the API.

A blank is "not told". What a person may write is in ``numbers``, ``dose`` and ``readers``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from finder.answers.dose import Dose, dose_of_tablets, read_dose
from finder.answers.errors import AnswerError
from finder.answers.numbers import Income, count, days, read_dollars, read_income
from finder.answers.readers import ZipCode, choice, read_day, state, strength, token_of, yes_no, zip_code
from finder.answers.states import STATES_AND_TERRITORIES, ZIP_PLACES
from finder.answers.typed_words import meanings_of
from finder.core.contradictions import Remark, contradictions
from finder.core.dose import STRENGTHS_MG
from finder.core.kinds import complete
from finder.core.questions import AnswerFormat, AnswerType, Days, Number, Options
from finder.core.situation import (
    FREELY_ASSOCIATED,
    MILITARY_MAIL,
    PRESCRIPTION_FIELDS,
    QUESTIONS,
    SITUATION_FIELDS,
    Prescription,
    Situation,
)
from finder.core.snapshot import ZipArea

SEPARATOR = ";"
# No answer is longer. Patterns never see more of a text, so that no caller can make reading slow.
LONGEST_ANSWER = 200
# Not columns of `screen`: they change words on the page, never an answer.
PAGE_ONLY = ("who_for", "confirm_dose", "confirm_answers", "shared_computer")
# A price that the person was told: this and the id of the listing.
QUOTE_PREFIX = "quote_"
# Other words for the choices of a question, by their table of typed words.
SYNONYMS = {
    name: {token_of(word): key for word, key in meanings_of(table).items()}
    for name, table in {"condition": "conditions", "income_period": "periods"}.items()
}


class AnswerColumn(NamedTuple):
    """One column: its name, how its text is read, its choices where it has them."""

    name: str
    read: Callable[[str], object]
    choices: tuple[str, ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """What could be read, and what could not: errors by column.

    ``remarks`` say what was read otherwise than it was written, what is still to be asked, and which answers cannot
    both be true.
    """

    situation: Situation
    prescription: Prescription
    errors: Mapping[str, AnswerError]
    remarks: tuple[Remark, ...] = ()


def _column(name: str, answer: AnswerFormat) -> AnswerColumn:
    if isinstance(answer, Options):
        read = choice(answer.words, SYNONYMS.get(name))
        return AnswerColumn(name, _with_length_limit(read), answer.words, answer.several)
    return AnswerColumn(name, _with_length_limit(_reader(answer)), BUILT_IN_CHOICES.get(answer, ()))


def _reader(answer: AnswerType | Number | Days) -> Callable[[str], object]:
    if isinstance(answer, Number):
        return count(answer.lowest, answer.highest, unit=answer.unit, whole=answer.whole)
    if isinstance(answer, Days):
        return days(answer.lowest, answer.highest)
    return READERS[answer]


def _with_length_limit(read: Callable[[str], object]) -> Callable[[str], object]:
    """The same reader on at most ``LONGEST_ANSWER`` characters."""
    return lambda text: read(text[:LONGEST_ANSWER])


READERS: Mapping[AnswerType, Callable[[str], object]] = complete(
    AnswerType,
    {
        AnswerType.YES_NO: yes_no,
        AnswerType.STATE: state,
        AnswerType.ZIP_CODE: zip_code,
        AnswerType.DOLLARS: read_dollars,
        AnswerType.INCOME: read_income,
        AnswerType.DAY: read_day,
        AnswerType.DOSE: read_dose,
        AnswerType.STRENGTH: strength,
    },
)
# What can be chosen where the question itself lists no words.
BUILT_IN_CHOICES: dict[object, tuple[str, ...]] = {
    AnswerType.YES_NO: ("yes", "no"),
    AnswerType.STATE: tuple(STATES_AND_TERRITORIES),
    AnswerType.STRENGTH: tuple(map(str, sorted(STRENGTHS_MG))),
}
COLUMNS = {name: _column(name, spec.format) for name, spec in QUESTIONS.items()}
YES_NO_COLUMNS = tuple(name for name, spec in QUESTIONS.items() if spec.format is AnswerType.YES_NO)


def read_answers(
    texts_by_column: Mapping[str, Sequence[str]], zips: Mapping[str, ZipArea], *, from_table: bool = False
) -> Answers:
    """Read every answer. ``told`` holds one text a column, or several for a several-choice column.

    ``from_table`` says that a spreadsheet may have dropped the first zeros of a ZIP code. Columns not named in
    ``COLUMNS`` are not looked at: refusing them is the caller's business.
    """
    values: dict[str, object] = {}
    errors: dict[str, AnswerError] = {}
    remarks: list[Remark] = []
    for column in COLUMNS.values():
        try:
            values[column.name] = _read(column, texts_by_column.get(column.name, ()))
        except AnswerError as error:
            errors[column.name] = error
    _settle_income(values, errors)
    _settle_dose(values, errors)
    _settle_insurance(values, errors)
    _settle_place(values, errors, remarks, zips, from_table=from_table)
    situation = Situation(**{name: values.get(name) for name in SITUATION_FIELDS})  # type: ignore[arg-type]  # by column
    prescription = Prescription(**{name: values.get(name) for name in PRESCRIPTION_FIELDS})  # type: ignore[arg-type]  # by column
    remarks += contradictions(situation)
    return Answers(situation, prescription, errors, tuple(remarks))


def _read(column: AnswerColumn, texts: Sequence[str]) -> object:
    filled = [text for text in texts if text.strip()]
    if not filled:
        return None
    if column.several:
        read = (column.read(part) for text in filled for part in text.split(SEPARATOR) if part.strip())
        return frozenset(value for value in read if value is not None) or None
    if len(filled) > 1:
        raise AnswerError("one_answer_only")
    return column.read(filled[0])


def _settle_income(values: dict[str, object], errors: dict[str, AnswerError]) -> None:
    """An income needs its period, which its own words may name; a part cannot be more than the whole."""
    income, period = values.get("income"), values.get("income_period")
    if not isinstance(income, Income):
        return
    values["income"] = income.amount
    if income.period is not None and "income_period" not in errors:
        if period not in (None, income.period):
            errors["income_period"] = AnswerError("periods_differ", income_period=income.period)
        values["income_period"] = income.period
    if not income.amount and values.get("income_period") is None and "income_period" not in errors:
        # Nothing is nothing in any period.
        values["income_period"] = "month"
    if values.get("income_period") is None:
        errors.setdefault("income_period", AnswerError("period_needed", amount=income.amount))
    if "income_period" in errors:
        # Without a period an amount says nothing: the income counts as not told.
        values["income"] = None
    part = values.get("income_not_counted")
    if isinstance(part, Decimal) and part > income.amount:
        errors["income_not_counted"] = AnswerError("more_than_income", amount=income.amount)
        values["income_not_counted"] = None


def _settle_dose(values: dict[str, object], errors: dict[str, AnswerError]) -> None:
    """The dose may name the strength, and tablets whose strength is told apart make a dose."""
    dose = values.get("daily_dose_mg")
    if not isinstance(dose, Dose):
        return
    values["daily_dose_mg"], tablet = dose.daily_dose_mg, dose.strength_mg
    strength = values.get("written_strength_mg")
    if dose.tablets is not None:
        try:
            if not isinstance(strength, int):
                raise AnswerError("dose_strength_not_told")
            values["daily_dose_mg"] = dose_of_tablets(dose.tablets, strength)
        except AnswerError as error:
            errors["daily_dose_mg"] = error
    elif tablet is None or "written_strength_mg" in errors:
        return
    elif strength not in (None, tablet):
        errors["written_strength_mg"] = AnswerError("strengths_differ", dose_strength=tablet)
    elif tablet not in STRENGTHS_MG:
        errors["daily_dose_mg"] = AnswerError("not_a_strength")
    else:
        values["written_strength_mg"] = tablet


def _settle_insurance(values: dict[str, object], errors: dict[str, AnswerError]) -> None:
    insurance = values.get("insurance")
    if isinstance(insurance, frozenset) and "none" in insurance and len(insurance) > 1:
        errors["insurance"] = AnswerError("none_and_others")


def _settle_place(
    values: dict[str, object],
    errors: dict[str, AnswerError],
    remarks: list[Remark],
    zips: Mapping[str, ZipArea],
    *,
    from_table: bool,
) -> None:
    """The ZIP code tells the state, unless it lies in several: then the state told decides, or is asked."""
    written, state_code = values.get("zip"), values.get("state")
    if not isinstance(written, ZipCode):
        return
    values["zip"] = code = written.code
    area = zips.get(code)
    military = area is not None and area.state in MILITARY_MAIL
    if written.padded and not (area and (state_code in area.states or (from_table and state_code is None))):
        errors["zip"] = AnswerError("not_a_zip")
    elif area is None or not set(area.states) <= ZIP_PLACES.keys():
        errors["zip"] = AnswerError("zip_not_known", zip=code)
    elif state_code is not None and state_code not in area.states and not military:
        errors["zip"] = AnswerError("zip_in_other_state", zip=code, place=area.states[0], told=state_code)
    else:
        remarks += _about_place(code, area, state_code)
        if state_code is None and not military and len(area.states) == 1:
            values["state"] = area.state
    if "zip" in errors:
        values["zip"] = None
    elif written.padded:
        remarks.append(Remark("zip_padded", ("zip",), {"zip": code}))


def _about_place(code: str, area: ZipArea, state_code: object) -> Iterator[Remark]:
    """What is to be asked or said about where a ZIP code lies."""
    if area.state in FREELY_ASSOCIATED:
        yield Remark("zip_freely_associated", ("zip",), {"places": area.states})
    elif state_code is None and area.state in MILITARY_MAIL:
        # The mail of somebody who serves goes there; programs go by the state of their home.
        yield Remark("zip_military", ("zip", "state"), {"zip": code})
    elif state_code is None and len(area.states) > 1:
        yield Remark("zip_in_several_states", ("zip", "state"), {"zip": code, "places": area.states})
