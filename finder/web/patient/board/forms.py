"""The forms of the board. What a form does not name is not read, whatever else is sent along."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs

from finder.answers.states import STATES_AND_TERRITORIES
from finder.core.snapshot import Snapshot
from finder.store.models import PostKind
from finder.store.posts import LONGEST_POST
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.board.post_checks import nothing_refused
from finder.web.shared.board.posts import about_of, subjects
from finder.web.shared.public_forms import PublicForm, long_text
from finder.wording import Words
from finder.wording.states import state_names

FROM_THE_PUBLIC = {PostKind.QUESTION.value: _("A question"), PostKind.TIP.value: _("A tip")}


def _a_kind(_form: Form, field: RadioField) -> None:
    if field.data not in FROM_THE_PUBLIC:
        raise ValidationError(gettext("Choose one."))


def _a_subject(_form: Form, field: SelectField) -> None:
    if about_of(field.data, current_snapshot()) is None:
        raise ValidationError(gettext("Choose one from the list."))


def _a_state(_form: Form, field: SelectField) -> None:
    if field.data and field.data not in STATES_AND_TERRITORIES:
        raise ValidationError(gettext("Choose one from the list."))


class PostForm(PublicForm):
    """A question or tip of the public."""

    kind = RadioField(_("What do you write?"), [_a_kind], validate_choice=False)
    about = SelectField(_("What is it about?"), [_a_subject], validate_choice=False)
    state = SelectField(_("In which state was it?"), [_a_state], validate_choice=False)
    words = long_text(_("Your question or tip"), LONGEST_POST, nothing_refused)


def post_form(told: MultiDict[str, str], words: Words, snapshot: Snapshot) -> PostForm:
    """The form in one language, filled with what was told."""
    form = PostForm(told)
    topics, listings = subjects(words, snapshot)
    form.kind.choices = [SelectChoice(value, label) for value, label in FROM_THE_PUBLIC.items()]
    form.about.choices = [
        SelectChoice("", words._("Choose one")),
        *(SelectChoice(row.value, row.name, optgroup=words._("Topics of the guide")) for row in topics),
        *(SelectChoice(row.value, row.name, optgroup=words._("Listings")) for row in listings),
    ]
    form.state.choices = [
        SelectChoice("", words._("I would rather not say")),
        *(SelectChoice(code, name) for code, name in state_names(words).items()),
    ]
    return form
