"""``backup``, ``restore`` and ``forget``."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from finder.db import write
from finder.store.backup import BackupError, make_backup, restore_backup
from finder.store.exits import refuse
from finder.store.retention import forget


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup_command(file: Path) -> None:
    """Write the whole database to FILE as of one moment; the site may be in use meanwhile.

    FILE holds accounts, reports and posts too: keep it where only you can read it. Exit 0: done. 2: refused.
    """
    try:
        summary = make_backup(file)
    except BackupError as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{file} cannot be written: {error.strerror}.")
    except SQLAlchemyError as error:
        refuse(f"The database cannot be read ({type(error).__name__}).")
    click.echo(f"Wrote {summary.rows:,} rows of {summary.tables} tables to {file}.", err=True)


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@with_appcontext
def restore_command(file: Path) -> None:
    """Fill an empty database from FILE, which ``backup`` wrote: all of it, or nothing.

    Exit 0: done. 2: refused, nothing was written.
    """
    try:
        summary = restore_backup(file)
    except BackupError as error:
        refuse(str(error))
    except SQLAlchemyError as error:
        refuse(f"The database cannot be read ({type(error).__name__}).")
    click.echo(f"Restored {summary.rows:,} rows of {summary.tables} tables from {file}.", err=True)


@click.command("forget")
@with_appcontext
def forget_command() -> None:
    """Delete what is past its time: old reports and posts, and invitations that nobody took up. Run it every day.

    Exit 0: done. 2: the database cannot be written.
    """
    try:
        with write() as session:
            gone = forget(session)
    except SQLAlchemyError as error:
        refuse(f"The database cannot be written ({type(error).__name__}).")
    click.echo(
        f"Deleted {gone.closed_reports} closed reports, {gone.open_reports} that nobody closed in a year, "
        f"{gone.posts} posts of the board, and {gone.invitations} invitations.",
        err=True,
    )
