"""The check of a text for the board, at its field."""

from __future__ import annotations

from flask_babel import gettext
from wtforms import Form, TextAreaField, ValidationError

from finder.web.shared.board.refusals import REFUSAL_SENTENCES, refusal_of
from finder.web.shared.public_forms import plain


def nothing_refused(_form: Form, field: TextAreaField) -> None:
    """Check that there is no reason to refuse a text; else say which, and the words that gave rise to it."""
    found = refusal_of(plain(field.data))
    if found is not None:
        why = gettext(REFUSAL_SENTENCES[found.reason])
        raise ValidationError(gettext("%(why)s We stopped at these words: “%(words)s”.", why=why, words=found.words))
