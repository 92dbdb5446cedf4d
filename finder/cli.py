"""The commands of ``flask --app wsgi``. Data alone goes to stdout, everything else to stderr."""

from __future__ import annotations

from click import Command
from flask import Flask

from finder.caseload.screen_command import screen_command
from finder.feeds.feed_commands import places_group, prices_group
from finder.feeds.freshness_command import freshness_command
from finder.feeds.listing_commands import listings_group
from finder.store.review_commands import translations_command
from finder.store.seed_commands import check_data_command, seed_command
from finder.store.upkeep_commands import backup_command, forget_command, restore_command
from finder.web.team.accounts.user_commands import users_group

# Each subject brings its own command or group; they are listed here in the order of the help page.
COMMANDS: tuple[Command, ...] = (
    seed_command,
    check_data_command,
    translations_command,
    listings_group,
    prices_group,
    places_group,
    freshness_command,
    screen_command,
    users_group,
    backup_command,
    restore_command,
    forget_command,
)


def register(app: Flask) -> None:
    """Attach every command to the app."""
    for command in COMMANDS:
        app.cli.add_command(command)
