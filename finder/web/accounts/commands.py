"""``users add|new-password``: the way in for the first admin, and for anybody where there is no mail."""

from __future__ import annotations

import sys
from typing import NoReturn

import click
from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from finder.store.accounts import AccountError, MemberRole, invite, member_by_email, member_by_id
from finder.web.accounts import mail
from finder.web.accounts.links import INVITATION, RESET, link

REFUSED = 2


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
        member = member_by_id(invite(email, MemberRole(role)))
    except EmailNotValidError:
        _refuse(f"This is not an e-mail address: {email}")
    except AccountError:
        _refuse("This person is in the team already, or was let go. An admin can change that on the page of members.")
    except SQLAlchemyError:
        _refuse("The database cannot be read, or is not set up yet. Run: flask --app wsgi seed")
    if member is None:
        _refuse("The invitation was taken back at this moment.")
    if mail.send(mail.invitation(member)) and current_app.config["MAIL_SERVER"]:
        click.echo("The invitation is sent. It works for 7 days.", err=True)
        return
    click.echo("Pass this link on. It works once, for 7 days.", err=True)
    click.echo(link(INVITATION, member))


@users_group.command("new-password")
@click.argument("email")
@with_appcontext
def new_password_command(email: str) -> None:
    """Print a link with which EMAIL can choose a new password, where no mail can bring one."""
    member = member_by_email(email)
    if member is None or not member.active or not member.password:
        _refuse("There is no open account with this address.")
    click.echo("Pass this link on. It works once, for one hour.", err=True)
    click.echo(link(RESET, member))


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(REFUSED)
