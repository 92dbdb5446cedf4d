"""``users``: the way in for the first admin, and for anybody where there is no mail or no other admin."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from finder.db import db, write
from finder.store.accounts import AccountError, admin_addresses, invite, member_by_email, set_second_factor
from finder.store.admin_acts import NamedAct, note_act
from finder.store.exits import NOT_SET_UP, stop
from finder.store.models import AdminActKind, Member, MemberRole
from finder.web.team.accounts import mail
from finder.web.team.accounts.password_links import INVITATION, RESET, link


@click.group("users")
def users_group() -> None:
    """The people of the team."""


@users_group.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in MemberRole]), required=True)
@with_appcontext
def add_command(email: str, role: str) -> None:
    """Invite EMAIL. The link goes out by mail where there is a mail server, and to stdout where there is none.

    Exit 2: nothing was done.
    """
    try:
        validate_email(email, check_deliverability=False)
        with _database():
            with write() as session:
                number = invite(session, email, MemberRole(role))
                act = note_act(session, AdminActKind.INVITED, None, number, MemberRole(role))
            member = db.session.get(Member, number)
            _tell_admins(act)
    except EmailNotValidError:
        stop(f"This is not an e-mail address: {email}")
    except AccountError:
        stop("This person is in the team already, or was let go. An admin can change that on the page of members.")
    if member is None:
        stop("The invitation was taken back at this moment.")
    server, sent = current_app.config["MAIL_SERVER"], mail.send(mail.invitation(member))
    if server and sent:
        click.echo("The invitation is sent. It works for 7 days.", err=True)
        return
    if server:
        click.echo(f"The mail could not be sent through {server}. Check MAIL_SERVER and what goes with it.", err=True)
    _pass_on(link(INVITATION, member), "7 days")


@users_group.command("new-password")
@click.argument("email")
@with_appcontext
def new_password_command(email: str) -> None:
    """Print a link with which EMAIL can choose a new password, where no mail can bring one."""
    member = _member_of(email)
    with _database():
        with write() as session:
            act = note_act(session, AdminActKind.PASSWORD_LINK, None, member.id)
        _tell_admins(act)
    _pass_on(link(RESET, member), "one hour")


@users_group.command("new-second-factor")
@click.argument("email")
@with_appcontext
def new_second_factor_command(email: str) -> None:
    """Take the second factor of EMAIL away: they set up a new one at the next log-in.

    For an admin who lost the phone and the recovery codes, and after SECRET_KEY was changed.
    """
    number = _member_of(email).id
    with _database():
        with write() as session:
            set_second_factor(session, number, None, None, [])
            act = note_act(session, AdminActKind.NO_SECOND_FACTOR, None, number)
        _tell_admins(act)
    click.echo("The second factor is taken away, and all sessions are ended.", err=True)


def _tell_admins(act: NamedAct) -> None:
    for letter in mail.act_letters(act, admin_addresses(db.session)):
        mail.send(letter)


def _member_of(email: str) -> Member:
    with _database():
        member = member_by_email(db.session, email)
    if member is None or not member.active or not member.password:
        stop("There is no open account with this address.")
    return member


def _pass_on(address: str, time: str) -> None:
    if not current_app.config["SITE_URL"]:
        click.echo("SITE_URL is not set: put your site's address in place of the one below.", err=True)
    click.echo(f"Pass this link on. It works once, for {time}.", err=True)
    click.echo(address)


@contextmanager
def _database() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError:
        stop(NOT_SET_UP)
