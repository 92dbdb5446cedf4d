"""The commands of ``flask --app wsgi``. Data alone goes to stdout, everything else to stderr."""

from __future__ import annotations

from click import Command
from flask import Flask

# Each subject brings its own command or group; they are listed here in the order of the help page.
COMMANDS: tuple[Command, ...] = ()


def register(app: Flask) -> None:
    """Attach every command to the app."""
    for command in COMMANDS:
        app.cli.add_command(command)
