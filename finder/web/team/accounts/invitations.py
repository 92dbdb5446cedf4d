"""Choosing a password: from an invitation, or because the old one is forgotten."""

from __future__ import annotations

from flask import flash, redirect, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from finder.db import db, write
from finder.store.accounts import member_by_email, set_password
from finder.store.models import Member
from finder.web.shared.security import limit_requests
from finder.web.shared.statuses import PageResponse
from finder.web.team.accounts import known_devices, mail
from finder.web.team.accounts.access import member_now, open_to_all
from finder.web.team.accounts.blueprint import enter, onward, pages, show
from finder.web.team.accounts.forms import AddressForm, NewPasswordForm, form_of_request
from finder.web.team.accounts.log_in import PER_CALLER
from finder.web.team.accounts.password_links import INVITATION, RESET, holder
from finder.web.team.accounts.passwords import password_hash

GONE_STATUS = 410
# A letter is written to somebody in any case, and thrown away when nobody is there.
MADE_UP = "nobody@example.org"


@pages.route("/team/invitation", methods=["GET", "POST"])
@limit_requests(PER_CALLER, methods=["POST"])
@open_to_all
def invitation() -> PageResponse:
    """Join: choose a password; whoever needs a second factor sets it up next."""
    return _choose(INVITATION)


@pages.route("/team/reset", methods=["GET", "POST"])
@limit_requests(PER_CALLER, methods=["POST"])
@open_to_all
def reset() -> PageResponse:
    """A new password from a link. It does not replace the second factor, so log-in follows."""
    return _choose(RESET)


def _choose(purpose: str) -> PageResponse:
    key = request.form.get("key", "") or request.args.get("key", "")
    member = holder(purpose, key)
    if member is None:
        return show("link_gone.html", purpose=purpose)[0], GONE_STATUS
    number, expected, email = member.id, member.fs_uniquifier, member.email
    form = form_of_request(NewPasswordForm)
    if request.method == "POST" and form.fits(email):
        hashed = password_hash(form.password.data)
        with write() as changes:
            is_set = set_password(changes, number, hashed, expected)
        if not is_set:
            return show("link_gone.html", purpose=purpose)[0], GONE_STATUS
        return _after_password(purpose, number)
    return show("choose_password.html", form, purpose=purpose, key=key, email=email)


def _after_password(purpose: str, number: int) -> Response:
    member = member_now(number)
    if purpose == INVITATION and member is not None:
        enter(member)
        return onward()
    session.clear()
    if member is not None:
        known_devices.remember(member)
        mail.tell_of_change(member, "password")
    flash(_("Your password is changed. Log in with the new one."))
    return redirect(url_for("accounts.log_in"), 303)


@pages.route("/team/forgot", methods=["GET", "POST"])
@limit_requests("5 per minute; 20 per hour", methods=["POST"])
# Nobody's mailbox is filled through us, from however many addresses.
@limit_requests("5 per hour", by=known_devices.tried_address, methods=["POST"])
@open_to_all
def forgot() -> PageResponse:
    """Ask for a link. The answer, and the work for it, is the same whether or not there is such an account."""
    form = form_of_request(AddressForm)
    if request.method != "POST" or not form.validate() or not mail.is_set_up():
        return show("forgot.html", form, mail=mail.is_set_up())
    flash(_("If there is an account with this address, a link is on its way. It works for one hour."))
    answer = redirect(url_for("accounts.log_in"), 303)
    found = member_by_email(db.session, form.email.data)
    goes_out = found is not None and found.active and found.password is not None
    message = mail.reset(found if found is not None and goes_out else Member(email=MADE_UP, fs_uniquifier=MADE_UP))
    mail.send_after(answer, message if goes_out else None)
    return answer
