"""What forms of the public share: texts without hidden signs, a trap for machines, and how often one may send."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Form, StringField, TextAreaField, ValidationError
from wtforms.validators import StopValidation

from finder.web.shared.security import limit_requests

# What looks at a field once it was sent; raises ValidationError.
Check = Callable[[Any, Any], None]

# People behind one address share it: a clinic may send several a day, a flood is stopped.
posting_limit = limit_requests("10 per hour; 30 per day", scope="reports", methods=["POST"])


def plain(text: str | None) -> str:
    """What was typed, without signs that cannot be seen: they hide words, or turn them round. Lines stay lines."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in lines if sign == "\n" or unicodedata.category(sign)[0] != "C").strip()


def at_most(longest: int) -> Check:
    """Check that a text has no more characters than this; one that has is not looked at any further."""

    def check(_form: Form, field: StringField) -> None:
        if len(plain(field.data)) > longest:
            count = len(field.data or "")
            raise StopValidation(
                gettext("Write at most %(most)s characters. You wrote %(count)s.", most=longest, count=count)
            )

    return check


def some_words(_form: Form, field: StringField) -> None:
    """Check that something was written."""
    if not plain(field.data):
        raise ValidationError(gettext("Fill this in."))


def text_line(label: str, *checks: Check, **more: str) -> StringField:
    """A line to type in, which browsers do not fill in by themselves."""
    return StringField(label, [*checks], render_kw={"required": False, "autocomplete": "off", **more})


def long_text(label: str, longest: int, *checks: Check, needed: bool = True) -> TextAreaField:
    """Several lines to type in."""
    every = [*([some_words] if needed else []), at_most(longest), *checks]
    return TextAreaField(label, every, render_kw={"rows": 6 if needed else 4, "maxlength": longest, "required": False})


class PublicForm(Form):
    """A form that anybody may send. ``website`` is a trap: people do not see it, machines fill it in."""

    website = text_line(_("Leave this empty"), tabindex="-1")

    @property
    def is_trapped(self) -> bool:
        """Whether a machine filled it in."""
        return bool(self.website.data)
