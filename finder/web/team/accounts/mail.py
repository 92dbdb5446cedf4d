"""Mail to members: short, in plain text, in each language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flask import Flask, after_this_request, current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_mailman import EmailMessage
from werkzeug.wrappers import Response

from finder.languages import OFFERED_LANGUAGES
from finder.private_files import keep_private
from finder.store.admin_acts import NamedAct
from finder.store.models import Member
from finder.web.shared import logs
from finder.web.team.accounts.act_words import act_sentence, acting, moment
from finder.web.team.accounts.password_links import INVITATION, RESET, link
from finder.wording.words import N_

# Where an app keeps its thread for letters.
SENDER = "mail_sender"
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
    message = _in_each(member.email, lambda _language: _change_words(what))

    @after_this_request
    def then(response: Response) -> Response:
        send_after(response, message)
        return response


def tell_admins(act: NamedAct, admins: Iterable[str]) -> None:
    """Let all admins know, after this answer, what one of them did."""
    if not is_set_up():
        return
    messages = act_letters(act, admins)

    @after_this_request
    def then(response: Response) -> Response:
        for message in messages:
            send_after(response, message)
        return response


def act_letters(act: NamedAct, admins: Iterable[str]) -> list[EmailMessage]:
    """ "An admin changed an account", to each admin apart: no letter shows whom else it went to."""
    return [_in_each(address, lambda _language: _act_words(act)) for address in admins]


def send(message: EmailMessage) -> bool:
    """Send it now. False when it did not leave; the log then says why, without an address."""
    if not is_set_up():
        return False
    if current_app.config["MAIL_BACKEND"] == "file":
        _private_folder(Path(current_app.config["MAIL_FILE_PATH"]))
    try:
        message.send()
    except Exception as error:
        logs.failure(current_app, (type(error), error, error.__traceback__))
        return False
    return True


def send_after(response: Response, message: EmailMessage | None) -> None:
    """Send it once the answer has gone out, and beside what is asked next; ``None``: nothing, after the same steps.

    Neither this answer nor the next one on the same connection waits for the mail server: how long they take must not
    tell whether an account exists.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the app itself, for another thread

    def go() -> None:
        if message is not None:
            with app.app_context():
                send(message)

    response.call_on_close(lambda: _sender_of(app).submit(go))


def _private_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    keep_private(folder)


def _sender_of(app: Flask) -> ThreadPoolExecutor:
    """The thread that sends an app's letters, one after the other. A worker that ends sends first what waits."""
    thread: ThreadPoolExecutor = app.extensions.setdefault(SENDER, ThreadPoolExecutor(1, "mail"))
    return thread


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


def _act_words(act: NamedAct) -> tuple[str, str]:
    return _("An account of the team was changed at the Azathioprine Cost Finder"), "\n\n".join(
        (
            f"{moment(act)}. {acting(act)}: {act_sentence(act)}.",
            _("Every admin gets this. If it was not meant, close the account that did it, and tell the others today."),
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
