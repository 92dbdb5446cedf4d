"""The forms of reports. What a form does not name is not read, whatever else is sent along."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Form, SelectField, StringField, ValidationError

from finder.answers.columns import LONGEST_ANSWER
from finder.answers.errors import AnswerError
from finder.answers.numbers import count, read_dollars
from finder.answers.readers import read_day
from finder.clock import today
from finder.store.models import ReportKind
from finder.store.reports import LONGEST_CONTACT, LONGEST_WORDS, PaidPrice
from finder.web.shared.fields import IS_FILLED_IN, STRENGTH_CHOICES
from finder.web.shared.public_forms import PublicForm, at_most, long_text, text_line

MOST_TABLETS_PAID = 1000
READ_TABLETS = count(1, MOST_TABLETS_PAID, unit="tablets")
MOST_DOLLARS_PAID = Decimal(10_000)
OLDEST = timedelta(days=365)


def _amount(text: str | None) -> Decimal | None:
    """Dollars above zero and below what tablets can cost; ``None`` for anything else."""
    try:
        found = read_dollars((text or "")[:LONGEST_ANSWER])
    except AnswerError:
        return None
    return found if 0 < found <= MOST_DOLLARS_PAID else None


def _a_price(_form: Form, field: StringField) -> None:
    if _amount(field.data) is None:
        raise ValidationError(gettext("Write dollars and cents, for example 12.50."))


def _count(text: str | None) -> int | None:
    """How many tablets; ``None`` for what is no number of tablets."""
    try:
        return int(str(READ_TABLETS((text or "")[:LONGEST_ANSWER])))
    except AnswerError:
        return None


def _tablets(_form: Form, field: StringField) -> None:
    if _count(field.data) is None:
        raise ValidationError(gettext("Write how many tablets, for example 90."))


def _a_strength(_form: Form, field: SelectField) -> None:
    if field.data not in STRENGTH_CHOICES:
        raise ValidationError(gettext("Choose a strength from the list."))


def _day_of(text: str | None) -> date | None:
    """The day, today when none is told; ``None`` for one that cannot be."""
    if not (text or "").strip():
        return today()
    try:
        found = read_day((text or "")[:LONGEST_ANSWER])
    except AnswerError:
        return None
    return found if today() - OLDEST <= found <= today() else None


def _a_past_day(_form: Form, field: StringField) -> None:
    if _day_of(field.data) is None:
        raise ValidationError(gettext("Write a day of the last 12 months as month/day/year, for example 10/31/2026."))


class ReportForm(PublicForm):
    """What all reports ask."""

    words = long_text(_("What happened?"), LONGEST_WORDS)
    contact = text_line(_("E-mail or phone, only if we may ask you back"), at_most(LONGEST_CONTACT))

    def paid(self) -> PaidPrice | None:
        """The price that was paid; only one of the forms asks for it."""
        return None


class WrongForm(ReportForm):
    """Something is not as the page says."""

    words = long_text(_("What is wrong, and how do you know?"), LONGEST_WORDS)


class SuggestionForm(ReportForm):
    """A program or place that is not listed."""

    words = long_text(_("What is it called, where is it, and how does it help?"), LONGEST_WORDS)


class PaidForm(ReportForm):
    """A price somebody paid."""

    price = text_line(_("How many dollars did you pay for the tablets?"), IS_FILLED_IN, _a_price, inputmode="decimal")
    # None is chosen beforehand: a price of 75 mg tablets sent as one of 50 mg would mislead others.
    strength_mg = SelectField(_("Strength of one tablet"), [_a_strength], default="", validate_choice=False)
    quantity = text_line(_("How many tablets?"), IS_FILLED_IN, _tablets, inputmode="numeric")
    paid_on = text_line(_("On which day?"), _a_past_day)
    words = long_text(_("Anything else?"), LONGEST_WORDS, needed=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.strength_mg.choices = {"": gettext("Choose a strength"), **STRENGTH_CHOICES}

    def paid(self) -> PaidPrice | None:
        """The price, of a form without mistakes."""
        price, on = _amount(self.price.data), _day_of(self.paid_on.data)
        strength_mg, quantity = int(self.strength_mg.data), _count(self.quantity.data)
        return PaidPrice(price, strength_mg, quantity, on) if price and quantity and on else None


REPORT_FORMS: dict[ReportKind, type[ReportForm]] = {
    ReportKind.NOT_HONOURED: ReportForm,
    ReportKind.PAID: PaidForm,
    ReportKind.WRONG: WrongForm,
    ReportKind.SUGGESTION: SuggestionForm,
}
