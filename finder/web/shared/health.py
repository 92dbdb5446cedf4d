"""For machines that watch the site: is it alive, and can it answer?"""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from finder.db import db, is_writable
from finder.web.shared.security import without_limit

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@without_limit
def alive() -> Response:
    """The process answers."""
    return _plain("ok", 200)


@blueprint.get("/readyz")
@without_limit
def ready() -> Response:
    """The database answers and can be written, and the catalogue is in memory; 503 names what is missing."""
    database = _database()
    checks = {"database": database, "writing": not database or is_writable(db.engine), "snapshot": _snapshot()}
    missing = [name for name, is_there in checks.items() if not is_there]
    return _plain("ok" if not missing else "not ready: " + ", ".join(missing), 503 if missing else 200)


def _plain(body: str, status: int) -> Response:
    return Response(
        body + "\n", status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


def _database() -> bool:
    if _file_is_gone():
        return False
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


def _file_is_gone() -> bool:
    """Whether SQLite's file was taken away: a connection that is open goes on answering from it."""
    path = db.engine.url.database or ""
    return db.engine.dialect.name == "sqlite" and path.startswith("/") and not Path(path).exists()


def _snapshot() -> bool:
    check = current_app.extensions.get("snapshot_ready")
    return bool(check and check())
