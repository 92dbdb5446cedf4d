"""Mail to members: short, in plain text, in each language."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, after_this_request, current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_mailman import EmailMessage

from finder.languages import OFFERED_LANGUAGES
from finder.store.models import Member
from finder.web.shared import logs
from finder.web.team.accounts.password_links import INVITATION, RESET, link
from finder.wording.words import N_

ACCOUNT_CHANGES = {
    "password": N_("Your password was changed."),
    "second_factor": N_("An authenticator app was connected to your account."),
    "no_second_factor": N_("The second factor of your account was taken away."),
    "role": N_("Your role in the team was changed."),
}


def is_set_up() -> bool:
    """Whether mail can leave at all."""
    return bool(current_app.config["MAIL_BACKEND"] != "dummy")


def invitation(member: Member) -> EmailMessage:
    """ "Join the team"; nobody knows yet which language the person reads, so all."""
    return _in_each(member.email, lambda language: _invitation_words(link(INVITATION, member, language)))


def reset(member: Member) -> EmailMessage:
    """ "Choose a new password"."""
    return _in_each(member.email, lambda language: _reset_words(link(RESET, member, language)))


def tell_of_change(member: Member, what: str) -> None:
    """Let somebody know, after this answer, that their account was changed, in case it was not them: see CHANGES."""
    if not is_set_up():
        return
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the app itself, for another thread
    message = _in_each(member.email, lambda _language: _change_words(what))

    @after_this_request
    def then(response: Response) -> Response:
        response.call_on_close(lambda: send_later(app, message))
        return response


def send(message: EmailMessage) -> bool:
    """Send it now. False when it did not leave; the log then says why, without an address."""
    if not is_set_up():
        return False
    try:
        message.send()
    except Exception as error:
        logs.failure(current_app, (type(error), error, error.__traceback__))
        return False
    return True


def send_later(app: Flask, message: EmailMessage) -> None:
    """For after the answer has gone out: how long it took must not tell whether an account exists."""
    with app.app_context():
        send(message)


def _in_each(email: str, worded: Callable[[str], tuple[str, str]]) -> EmailMessage:
    parts, subjects = [], []
    for language in OFFERED_LANGUAGES:
        with force_locale(language.locale):
            subject, text = worded(language.code)
        subjects.append(subject)
        parts.append(text)
    return EmailMessage(" / ".join(subjects), "\n\n-- \n\n".join(parts), to=[email])


def _invitation_words(address: str) -> tuple[str, str]:
    return _("Join the team of the Azathioprine Cost Finder"), "\n\n".join(
        (
            _("You are invited to help keep the Azathioprine Cost Finder right and up to date."),
            _("Open this link within 7 days and choose a password:"),
            address,
            _("If you did not expect this, do nothing. No account is made."),
        )
    )


def _change_words(what: str) -> tuple[str, str]:
    return _("Your account at the Azathioprine Cost Finder was changed"), "\n\n".join(
        (_(ACCOUNT_CHANGES[what]), _("If you did not expect this, tell an admin of the team today."))
    )


def _reset_words(address: str) -> tuple[str, str]:
    return _("A new password for the Azathioprine Cost Finder"), "\n\n".join(
        (
            _("Someone, we think you, asked for a new password."),
            _("Open this link within one hour and choose it:"),
            address,
            _("If it was not you, do nothing. Your password stays as it is."),
        )
    )
