"""A member's own account: password, second factor, recovery codes."""

from __future__ import annotations

from flask import flash, redirect, request, session, url_for
from flask_babel import gettext as _

from finder.db import write
from finder.store.accounts import set_password, set_recovery_codes, set_second_factor
from finder.store.models import Member, MemberRole
from finder.web.shared.security import limit_requests
from finder.web.shared.statuses import PageResponse
from finder.web.team.accounts import mail
from finder.web.team.accounts.access import member_now, member_or_403, requires
from finder.web.team.accounts.blueprint import NEW_FACTOR, enter, pages, show
from finder.web.team.accounts.forms import (
    ROLE_DESCRIPTIONS,
    ChangePasswordForm,
    ConfirmForm,
    SetUpForm,
    form_of_request,
)
from finder.web.team.accounts.fresh_password import has_right_password, is_fresh, note_confirmed, own_guesses
from finder.web.team.accounts.log_in import PER_ACCOUNT, PER_CALLER
from finder.web.team.accounts.passwords import password_hash
from finder.web.team.accounts.second_factor import (
    counter_of,
    new_recovery_codes,
    new_secret,
    secret_as_picture,
    secret_as_text,
)


@pages.get("/team/account")
@requires(MemberRole.VOLUNTEER)
def my_account() -> PageResponse:
    """What the account is, and what can be changed."""
    member = member_or_403()
    return show("account.html", member=member, role=ROLE_DESCRIPTIONS[member.role])


@pages.route("/team/password", methods=["GET", "POST"])
@limit_requests(PER_CALLER, methods=["POST"])
@limit_requests(PER_ACCOUNT, by=own_guesses, methods=["POST"])
@requires(MemberRole.VOLUNTEER, before_second_factor=True)
def password() -> PageResponse:
    """Choose another password; every session ends, this one too."""
    member = member_or_403()
    form = form_of_request(ChangePasswordForm)
    if request.method == "POST" and has_right_password(form, member) and form.fits(member.email):
        hashed = password_hash(form.password.data)
        with write() as changes:
            is_set = set_password(changes, member.id, hashed, member.fs_uniquifier)
        if is_set:
            mail.tell_of_change(member, "password")
            session.clear()
            flash(_("Your password is changed. Log in with the new one."))
        return redirect(url_for("accounts.log_in"), 303)
    return show("password.html", form, member=member)


@pages.route("/team/second-factor/set-up", methods=["GET", "POST"])
@limit_requests(PER_CALLER, methods=["POST"])
@limit_requests(PER_ACCOUNT, by=own_guesses, methods=["POST"])
@requires(MemberRole.VOLUNTEER, before_second_factor=True)
def set_up() -> PageResponse:
    """Connect an authenticator app. Whoever has one already, or came a while ago, first gives the password again."""
    member = member_or_403()
    if not is_fresh(since_log_in=not member.totp_secret):
        return _confirm_first(member)
    secret = session.setdefault(NEW_FACTOR, new_secret())
    form = form_of_request(SetUpForm)
    if request.method == "POST" and form.validate():
        counter = counter_of(form.code.data, secret)
        if counter is not None:
            return _connect_device(member, secret, counter)
        form.code.errors = [_("This code is not right. Wait for the next one and try again.")]
    picture, text = secret_as_picture(secret, member.email), secret_as_text(secret)
    return show("set_up.html", form, member=member, picture=picture, secret=text)


def _confirm_first(member: Member) -> PageResponse:
    form = form_of_request(ConfirmForm)
    if request.method == "POST" and has_right_password(form, member):
        note_confirmed()
        session[NEW_FACTOR] = new_secret()
        return redirect(url_for("accounts.set_up"), 303)
    return show("confirm.html", form, member=member, purpose="second_factor")


def _connect_device(member: Member, secret: str, counter: int) -> PageResponse:
    codes, digests = new_recovery_codes()
    with write() as changes:
        set_second_factor(changes, member.id, secret, counter, digests)
    fresh = member_now(member.id)
    if fresh is not None:
        mail.tell_of_change(fresh, "second_factor")
        enter(fresh)
    return show("codes.html", codes=codes, member=fresh)


@pages.route("/team/recovery-codes", methods=["GET", "POST"])
@limit_requests(PER_CALLER, methods=["POST"])
@limit_requests(PER_ACCOUNT, by=own_guesses, methods=["POST"])
@requires(MemberRole.VOLUNTEER)
def recovery_codes() -> PageResponse:
    """New codes in place of the old ones."""
    member = member_or_403()
    if not member.totp_secret:
        return redirect(url_for("accounts.set_up"), 303)
    form = form_of_request(ConfirmForm)
    if request.method == "POST" and has_right_password(form, member):
        codes, digests = new_recovery_codes()
        with write() as changes:
            set_recovery_codes(changes, member.id, digests)
        return show("codes.html", codes=codes, member=member)
    return show("confirm.html", form, member=member, purpose="codes")
