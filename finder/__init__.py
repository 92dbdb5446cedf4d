"""The Azathioprine Cost Finder. ``create_app`` puts the rooms together; importing this does nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build one app from the environment's settings, with ``config`` on top.

    Raises finder.config.SettingsError when a setting is missing or unusable.
    """
    # Imported here, so that using finder.core alone never loads a framework.
    from finder import cli, db, web
    from finder.config import ROOT, SettingsError, check, from_environment
    from finder.store import models, snapshot_cache  # noqa: F401 - the tables are part of the database

    app = web.Finder("finder", static_folder=None, template_folder=str(ROOT / "templates"))
    app.config.from_mapping(from_environment(Path(app.instance_path)))
    app.config.from_mapping(config or {})
    try:
        check(app.config)
        db.init_app(app)
        snapshot_cache.init_app(app)
        web.register(app)
    except OSError as error:
        raise SettingsError(f"{error.filename} cannot be used: {error.strerror}. See docs/deploying.md.") from error
    cli.register(app)
    return app
