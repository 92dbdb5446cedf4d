"""The forms of the accounts. What a form does not name is not read, whatever else is sent along."""

from __future__ import annotations

from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import EmailField, Form, PasswordField, RadioField, StringField, ValidationError

from finder.store.models import MemberRole
from finder.web.shared.fields import IS_FILLED_IN
from finder.web.team.accounts.passwords import weakness

ROLE_DESCRIPTIONS = {
    MemberRole.VOLUNTEER: _("Volunteer: checks listings and proposes changes"),
    MemberRole.REVIEWER: _("Reviewer: also approves what others propose"),
    MemberRole.ADMIN: _("Admin: also invites people and gives roles"),
}
ROLE_NAMES = {MemberRole.VOLUNTEER: _("Volunteer"), MemberRole.REVIEWER: _("Reviewer"), MemberRole.ADMIN: _("Admin")}
LONGEST_FIELD = 300


def _not_too_long(_form: Form, field: StringField) -> None:
    if len(field.data or "") > LONGEST_FIELD:
        raise ValidationError(gettext("This is too long."))


def _an_address(_form: Form, field: StringField) -> None:
    try:
        validate_email(field.data or "", check_deliverability=False)
    except EmailNotValidError:
        raise ValidationError(gettext("Write an e-mail address, for example ana@example.org.")) from None


def _without_blanks(text: str | None) -> str | None:
    return text.strip() if text else text


def _email(autocomplete: str = "username") -> EmailField:
    return EmailField(
        _("E-mail"),
        [IS_FILLED_IN, _not_too_long, _an_address],
        filters=[_without_blanks],
        render_kw={"autocomplete": autocomplete, "required": False},
    )


def _password(label: Any, autocomplete: str) -> PasswordField:
    return PasswordField(
        label, [IS_FILLED_IN, _not_too_long], render_kw={"autocomplete": autocomplete, "required": False}
    )


def _code() -> StringField:
    return StringField(
        _("Code"),
        [IS_FILLED_IN, _not_too_long],
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none", "required": False},
    )


class LogInForm(Form):
    """Who, and the password."""

    email = _email()
    password = _password(_("Password"), "current-password")


class CodeForm(Form):
    """The second step."""

    code = _code()


class NewPasswordForm(Form):
    """A password chosen: shown twice would only be pasted twice, so it is asked once."""

    password = _password(_("New password"), "new-password")

    def fits(self, email: str) -> bool:
        """Whether it is filled in and strong enough; else the field says why not."""
        if not self.validate():
            return False
        why = weakness(self.password.data or "", email)
        if why:
            self.password.errors = [why]
        return why is None


class ChangePasswordForm(NewPasswordForm):
    """The old one as well: a computer left open is not enough."""

    current = _password(_("Your password now"), "current-password")


class ConfirmForm(Form):
    """The password again, before something that matters."""

    current = _password(_("Your password now"), "current-password")


class SetUpForm(Form):
    """The first code of a new app."""

    code = _code()


class AddressForm(Form):
    """Where to send a link."""

    email = _email()


class RoleForm(Form):
    """What someone may do."""

    role = RadioField(_("Role"), choices={}, coerce=str, default=MemberRole.VOLUNTEER.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = {role.value: str(text) for role, text in ROLE_DESCRIPTIONS.items()}
        self.role.validate_choice = False

    def validate_role(self, field: RadioField) -> None:
        """One of ours."""
        if field.data not in set(MemberRole):
            raise ValidationError(gettext("Choose one of the roles."))


class InviteForm(RoleForm):
    """Whom to ask in, as what."""

    email = _email("off")


def form_of_request(form: type[Form]) -> Any:
    """The form with what was posted; empty when the page is only opened."""
    return form(request.form if request.method == "POST" else None)
