"""The short forms of the workspace. What a form does not name is not read, whatever else is sent along."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from wtforms import BooleanField, Field, Form, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired

from finder.answers.columns import LONGEST_ANSWER
from finder.answers.errors import AnswerError
from finder.answers.readers import read_day
from finder.catalog.problems import MistakeError
from finder.catalog.values import url as web_address
from finder.clock import today
from finder.core.text import ORIGINAL, Text
from finder.languages import LANGUAGES
from finder.store.models import Method
from finder.store.proposals import Verification
from finder.web.shared.language import current_language
from finder.web.shared.public_forms import plain
from finder.wording import words_in
from finder.wording.proposal_words import METHODS

LONGEST_NOTE = 2000
NOT_BLANK = DataRequired(_("Fill this in."))


class DayField(StringField):
    """A day typed as 2026-11-23 or 11/23/2026."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; what cannot be read is an error, and stays to be mended."""
        self.day: date | None = None
        super().process_formdata(valuelist)
        if not (self.data or "").strip():
            return
        try:
            self.day = read_day((self.data or "")[:LONGEST_ANSWER])
        except AnswerError:
            raise ValidationError(gettext("Write a day, for example 11/23/2026.")) from None


def _not_too_long(_form: Form, field: Field) -> None:
    if len(field.data or "") > LONGEST_NOTE:
        raise ValidationError(gettext("This is too long."))


def _not_ahead(_form: Form, field: DayField) -> None:
    if field.day is not None and field.day > today():
        raise ValidationError(gettext("This day has not come yet."))


class CheckedForm(Form):
    """On what a proposal rests."""

    method = RadioField(_("How did you check it?"), [DataRequired(_("Pick one."))], choices=METHODS)
    source = StringField(_("Where did you read or hear it?"), [NOT_BLANK, _not_too_long])
    checked_on = DayField(_("On which day?"), [NOT_BLANK, _not_ahead])
    note = TextAreaField(_("Note for the second person (you may leave it empty)"), [_not_too_long])

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.method.choices = {key: gettext(label) for key, label in METHODS.items()}

    def checked(self, member: int) -> Verification:
        """What was said, once it is valid."""
        on = self.checked_on.day
        assert on is not None  # noqa: S101 - the field is needed
        return Verification(
            by=member,
            source=plain(self.source.data),
            method=Method(self.method.data),
            on=on,
            note=plain(self.note.data),
        )


class VerifyForm(CheckedForm):
    """Nothing changed."""

    rules = BooleanField(_("I checked its rules too"))
    prices = BooleanField(_("I checked its prices too"))


class NotReachedForm(Form):
    """Nobody answered."""

    again_on = DayField(_("Try again on"), [NOT_BLANK])
    words = StringField(_("What happened? (you may leave it empty)"), [_not_too_long])


class WordsForm(CheckedForm):
    """Words that people read, with a box for each language."""

    def words_boxes(self) -> list[Field]:
        """The boxes, in the order of the table of languages."""
        return [self[f"words_{code}"] for code in LANGUAGES]

    def words(self) -> Text:
        """What was typed, by language."""
        return Text(**{code: plain(box.data) for code, box in zip(LANGUAGES, self.words_boxes(), strict=True)})


def _box_label(code: str) -> str:
    words = words_in(current_language())
    if code == ORIGINAL:
        return words._("What people read: what each source says, and to ask")
    return words._("The same in %(language)s", language=words.language_name(code))


for _code in LANGUAGES:
    _box = TextAreaField(LazyString(partial(_box_label, _code)), [NOT_BLANK, _not_too_long])
    setattr(WordsForm, f"words_{_code}", _box)


class DifferForm(WordsForm):
    """A second source disagrees."""

    url = StringField(_("Address of the second source"), [NOT_BLANK, _not_too_long])
    dated = StringField(_("Date the second source shows"), [NOT_BLANK, _not_too_long])

    def validate_url(self, field: StringField) -> None:
        """It must be an address."""
        try:
            web_address(plain(field.data))
        except MistakeError:
            raise ValidationError(gettext("Write an address that starts with https://.")) from None

    def entry(self) -> dict[str, Any]:
        """The source as the record keeps it."""
        return {
            "url": plain(self.url.data),
            "dated": plain(self.dated.data),
            "confidence": "medium",
            "supports": "disagrees with another source",
        }


def empty(kind: type[Form], **start: str) -> Any:
    """A form to fill in; the day is today."""
    return kind(data={"checked_on": today().isoformat(), **start})


def form_of_request(kind: type[Form]) -> Any:
    """The form as it was sent."""
    return kind(request.form)
