"""The questions as fields of a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from finder.answers.columns import COLUMNS
from finder.core.questions import AnswerType, Days, Number
from finder.core.situation import QUESTIONS as SPECS
from finder.wording import Words
from finder.wording.questions import CHOICES, QUESTION_WORDS, choices
from finder.wording.states import state_names
from finder.wording.words import N_

NOT_SURE = N_("Not sure")
# Chosen from a list that opens; other choices stand side by side.
IN_A_LIST = ("state", "written_strength_mg", "income_period")
# A phone's pad of digits has no letters and no slash.
WITH_SIGNS = (AnswerType.DOSE, AnswerType.DAY)


def _field(name: str) -> Field:
    column = COLUMNS.get(name)
    if name in IN_A_LIST:
        return SelectField(validate_choice=False)
    if column and column.several:
        return SelectMultipleField(
            widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False
        )
    if column is None or column.choices:
        return RadioField(validate_choice=False)
    answer = SPECS[name].format
    short = {"class": "short"} if isinstance(answer, Number | Days) or answer is AnswerType.ZIP_CODE else {}
    mode = {} if answer in WITH_SIGNS else {"inputmode": "decimal"}
    return StringField(render_kw={"autocomplete": "off", "maxlength": "60", **short, **mode})


def form_for(names: Iterable[str], words: Words, told: MultiDict[str, str], errors: Mapping[str, str]) -> Form:
    """A form of the named questions in one language, filled with what was told, errors at their fields."""
    kind = type("Questions", (Form,), {name: _field(name) for name in names})
    form: Form = kind(told)
    for field in form:
        field.label.text = words._(QUESTION_WORDS[field.name].label)
        if isinstance(field, (SelectField, SelectMultipleField)):
            field.choices = _choices(field, words)
            field.process(told)
        if field.name in errors:
            field.errors = [errors[field.name]]
    return form


def _choices(field: Field, words: Words) -> list[tuple[str, str]]:
    name = field.name
    if name == "state":
        return [("", words._("Choose a state")), *state_names(words).items()]
    named = list(choices(words, name).items())
    if isinstance(field, SelectMultipleField) or name == "who_for" or "" in CHOICES.get(name, ()):
        return named
    if name == "income_period":
        return [("", words._("Choose one")), *named]
    blank = ("", words._(NOT_SURE))
    return [*named, blank] if isinstance(field, RadioField) else [blank, *named]
