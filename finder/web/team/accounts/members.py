"""For admins: who is in the team, who may come in, and what each may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from finder.db import db, write
from finder.store.accounts import (
    AccountError,
    admin_addresses,
    all_members,
    forget_member,
    invite,
    set_active,
    set_role,
    set_second_factor,
)
from finder.store.admin_acts import MOST_ACTS_SHOWN, newest_acts, note_act
from finder.store.models import AdminActKind, Member, MemberRole
from finder.web.shared.language import current_language
from finder.web.shared.statuses import CONFLICT, PageResponse
from finder.web.team.accounts import mail
from finder.web.team.accounts.access import member_now, member_or_403, requires
from finder.web.team.accounts.act_words import act_sentence, acting, moment
from finder.web.team.accounts.blueprint import pages, show
from finder.web.team.accounts.forms import ROLE_DESCRIPTIONS, ROLE_NAMES, InviteForm, RoleForm, form_of_request
from finder.web.team.accounts.fresh_password import admin_act
from finder.web.team.accounts.password_links import INVITATION, link
from finder.wording.words import N_

MEMBER_REFUSALS = {
    "last_admin": N_("This is the last admin. Make someone else an admin first."),
    "still_open": N_("Close this account first."),
    "forgotten": N_("Nothing is left of this account but a number. Invite the person anew."),
    "gone": N_("This person was just taken off the list."),
}


@pages.route("/team/members", methods=["GET", "POST"])
@admin_act
def members() -> PageResponse:
    """Everybody, and the form to invite someone."""
    form = form_of_request(InviteForm)
    if request.method == "POST" and form.validate():
        try:
            return _send_invitation(form.email.data, MemberRole(form.role.data))
        except AccountError:
            form.email.errors = [_("This person is in the list already. Open their page to change something.")]
    return show("members.html", form, members=all_members(db.session), names=ROLE_NAMES)


def _send_invitation(email: str, role: MemberRole) -> PageResponse:
    """Send the invitation; where no mail can leave, show the link to be passed on by hand. Raises AccountError."""
    admins = admin_addresses(db.session)
    with write() as session:
        number = invite(session, email, role)
        act = note_act(session, AdminActKind.INVITED, member_or_403().id, number, role)
    member = _member(number)
    mail.tell_admins(act, admins)
    if mail.send(mail.invitation(member)):
        flash(_("The invitation is on its way. It works for 7 days."))
        return redirect(url_for("accounts.members"), 303)
    return show("invited.html", member=member, link=link(INVITATION, member, current_language()))


@pages.get("/team/admin-acts")
@requires(MemberRole.ADMIN)
def admin_acts() -> PageResponse:
    """What admins did, the newest first; ``before``: older than this one."""
    before = request.args.get("before", "")
    acts = newest_acts(
        db.session, int(before) if before.isascii() and before.isdecimal() and len(before) < 10 else None
    )
    return show("admin_acts.html", acts=acts, say=act_sentence, when=moment, who=acting, most=MOST_ACTS_SHOWN)


@pages.get("/team/members/<int:number>")
@requires(MemberRole.ADMIN)
def member(number: int) -> PageResponse:
    """One member, and what can be changed about them."""
    return _member_page(number)


@pages.post("/team/members/<int:number>/role")
@admin_act
def change_role(number: int) -> PageResponse:
    """Give another role; the member's sessions end."""
    form = form_of_request(RoleForm)
    if not form.validate():
        return _member_page(number, form.role.errors[0])
    role = MemberRole(form.role.data)
    act = Act(AdminActKind.ROLE, lambda session: set_role(session, number, role), "role", role)
    return _change_member(number, act, _("The role is changed."))


@pages.post("/team/members/<int:number>/deactivate")
@admin_act
def deactivate(number: int) -> PageResponse:
    """Let someone go: they cannot log in, and what they did stays in the history."""
    act = Act(AdminActKind.CLOSED, lambda session: set_active(session, number, False))
    return _change_member(number, act, _("This account is closed."))


@pages.post("/team/members/<int:number>/activate")
@admin_act
def activate(number: int) -> PageResponse:
    """Let them back in."""
    act = Act(AdminActKind.OPENED, lambda session: set_active(session, number, True))
    return _change_member(number, act, _("This account is open again."))


@pages.post("/team/members/<int:number>/forget")
@admin_act
def forget(number: int) -> PageResponse:
    """Delete the address of someone who is gone, and all that let them in."""
    act = Act(AdminActKind.ERASED, lambda session: forget_member(session, number))
    return _change_member(number, act, _("The address is deleted."))


@pages.post("/team/members/<int:number>/new-second-factor")
@admin_act
def drop_second_factor(number: int) -> PageResponse:
    """For someone who lost the phone and the codes: they set up a new one after their password."""
    act = Act(
        AdminActKind.NO_SECOND_FACTOR,
        lambda session: set_second_factor(session, number, None, None, []),
        "no_second_factor",
    )
    return _change_member(
        number, act, _("The second factor is taken away. They set up a new one when they next log in.")
    )


@pages.post("/team/members/<int:number>/invitation")
@admin_act
def invite_again(number: int) -> PageResponse:
    """Send the invitation once more; the earlier link stops working."""
    waiting = _member(number)
    try:
        return _send_invitation(waiting.email, waiting.role)
    except AccountError:
        return _member_page(number, _("This person has joined already."))


def _member(number: int) -> Member:
    found = member_now(number)
    if found is None:
        raise NotFound
    return found


def _member_page(number: int, problem: str = "") -> PageResponse:
    found = _member(number)
    text, _status = show(
        "member.html", RoleForm(role=found.role.value), one=found, problem=problem, role=ROLE_DESCRIPTIONS[found.role]
    )
    return text, CONFLICT if problem else 200


class Act(NamedTuple):
    """Something an admin does to a member; ``notice``: what the member hears of it by mail, too."""

    kind: AdminActKind
    change: Callable[[Session], None]
    notice: str = ""
    role: MemberRole | None = None


def _change_member(number: int, act: Act, said: str) -> PageResponse:
    """Do it, write down who did it, say so, and tell the admins: also one who is none any more from now on."""
    found = _member(number)
    joined, admins = found.active and found.password is not None, admin_addresses(db.session)
    try:
        with write() as session:
            act.change(session)
            done = note_act(session, act.kind, member_or_403().id, number, act.role)
    except AccountError as error:
        return _member_page(number, _(MEMBER_REFUSALS[error.key]))
    if act.notice and joined:
        mail.tell_of_change(_member(number), act.notice)
    mail.tell_admins(done, admins)
    flash(said)
    return redirect(url_for("accounts.member", number=number), 303)
