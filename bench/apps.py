"""What gunicorn serves while we measure: the finder, or an app that does nothing, both with the same meter."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from finder import create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

METER = "/bench/meter"
MB = 1_000_000


def resident_mb() -> float:
    """The memory this process holds now; 0 where the system does not say."""
    pages = Path("/proc/self/statm")
    return int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MB if pages.exists() else 0


class MeteredApp:
    """Answers METER with the processor seconds and the memory in MB of this worker, and passes on everything else."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """One request."""
        if environ["PATH_INFO"] != METER:
            return self.app(environ, start_response)
        body = f"{time.process_time()} {resident_mb()}".encode()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]


def finder(database: str) -> MeteredApp:
    """The finder as it is served, on a database file; only the limit of requests a minute is lifted."""
    return MeteredApp(create_app(settings(Path(database))))


def bare(size: int) -> MeteredApp:
    """A Flask app that answers with a string of ``size`` characters, and does nothing else."""
    app = Flask("bare")
    body = "x" * size
    app.add_url_rule("/results", "results", lambda: body, methods=["POST"])
    return MeteredApp(app)


def settings(database: Path) -> dict[str, object]:
    """Settings for a finder on a database file."""
    return {
        "DATABASE_URL": f"sqlite:///{database}",
        "STATIC_BUILD": str(database.parent / "static"),
        "RATELIMIT_ENABLED": False,
    }
