"""Mail to members: short, in plain text, in both languages."""

from __future__ import annotations

from flask import Flask, current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_mailman import EmailMessage

from finder.store.accounts import Member
from finder.web import logs
from finder.web.accounts.links import INVITATION, RESET, link
from finder.web.language import LANGUAGES, LOCALES


def is_set_up() -> bool:
    """Whether mail can leave at all."""
    return bool(current_app.config["MAIL_BACKEND"] != "dummy")


def invitation(member: Member) -> EmailMessage:
    """ "Join the team"; nobody knows yet which language the person reads, so both."""
    return _both(INVITATION, member)


def reset(member: Member) -> EmailMessage:
    """ "Choose a new password"."""
    return _both(RESET, member)


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


def _both(purpose: str, member: Member) -> EmailMessage:
    parts, subjects = [], []
    for language in LANGUAGES:
        address = link(purpose, member, language)
        with force_locale(LOCALES[language]):
            subject, text = _invitation_words(address) if purpose == INVITATION else _reset_words(address)
        subjects.append(subject)
        parts.append(text)
    return EmailMessage(" / ".join(subjects), "\n\n-- \n\n".join(parts), to=[member.email])


def _invitation_words(address: str) -> tuple[str, str]:
    return _("Join the team of the Azathioprine Cost Finder"), "\n\n".join(
        (
            _("You are invited to help keep the Azathioprine Cost Finder right and up to date."),
            _("Open this link within 7 days and choose a password:"),
            address,
            _("If you did not expect this, do nothing. No account is made."),
        )
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
