"""What an admin did, in words: on the page of acts and in the letter to all admins."""

from __future__ import annotations

from flask_babel import gettext as _

from finder.store.admin_acts import NamedAct
from finder.store.models import AdminActKind
from finder.web.team.accounts.forms import ROLE_NAMES
from finder.wording.words import N_

ACT_WORDS = {
    AdminActKind.INVITED: N_("Invited %(whom)s. Role: %(role)s"),
    AdminActKind.ROLE: N_("Changed the role of %(whom)s. New role: %(role)s"),
    AdminActKind.CLOSED: N_("Closed the account of %(whom)s"),
    AdminActKind.OPENED: N_("Opened the account of %(whom)s again"),
    AdminActKind.ERASED: N_("Deleted the address of %(whom)s"),
    AdminActKind.NO_SECOND_FACTOR: N_("Took away the second factor of %(whom)s"),
    AdminActKind.PASSWORD_LINK: N_("Made a link to a new password for %(whom)s"),
}


def act_sentence(act: NamedAct) -> str:
    """What was done, and to whom."""
    role = str(ROLE_NAMES[act.role]) if act.role else ""
    return str(_(ACT_WORDS[act.kind], whom=_address(act.member_address, act.member), role=role))


def acting(act: NamedAct) -> str:
    """Who did it."""
    return str(_("A command on the server")) if act.actor is None else _address(act.actor_address, act.actor)


def moment(act: NamedAct) -> str:
    """When, the same everywhere: admins may live in several time zones."""
    return f"{act.at:%Y-%m-%d %H:%M} UTC"


def _address(address: str | None, number: int) -> str:
    return address or str(_("member %(number)s, who is gone", number=number))
