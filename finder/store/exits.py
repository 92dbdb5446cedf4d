"""How a command leaves without doing what it was asked: sentences on standard error, and exit 2."""

from __future__ import annotations

import sys
from typing import NoReturn

import click
from sqlalchemy.exc import SQLAlchemyError

EXIT_REFUSED = 2
NOT_SET_UP = "The database cannot be read, or is not set up yet. Run: flask --app wsgi seed"


def stop(*sentences: object) -> NoReturn:
    """Say why, and leave."""
    for sentence in sentences:
        click.echo(str(sentence), err=True)
    sys.exit(EXIT_REFUSED)


def refuse(sentence: object) -> NoReturn:
    """Say why nothing was written, and leave."""
    stop(f"Refused: {sentence} Nothing was written.")


def refuse_without_database(error: SQLAlchemyError) -> NoReturn:
    """Leave because the database took no part. Its own words may hold what was to be written, so they are not said."""
    refuse(f"The database did not take part ({type(error).__name__}). Has it been set up with the seed command?")
