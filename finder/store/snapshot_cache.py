"""The snapshot that searches read: built in one transaction, swapped in whole, kept when the database fails."""

from __future__ import annotations

import gc
import logging
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import Event, Lock, Thread

from flask import Flask, current_app, g, has_request_context
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from finder.core.prices import PriceBook
from finder.core.snapshot import Snapshot
from finder.db import db, quick_connection
from finder.store.records import catalog_in, version_in
from finder.store.reports import reported_prices
from finder.wording.problems import problem_line

log = logging.getLogger(__name__)

SNAPSHOT_EXTENSION = "snapshot_keeper"
# After a failure the old snapshot serves this long before the database is asked again.
PAUSE_SECONDS = 5.0
Version = tuple[int, datetime] | None


def build_snapshot(engine: Engine) -> tuple[Version, Snapshot]:
    """Read the whole catalogue as of one moment, with the version it belongs to."""
    # SQLite's transactions see one moment as they are; PostgreSQL has to be asked.
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**options) as connection:
        version = version_in(connection)
        catalog = catalog_in(connection)
        reported = reported_prices(connection)
    for problem in catalog.problems:
        log.error("left out of the catalogue: %s", problem_line(problem))
    # Told by people and not in our files: they stand beside the catalogue, never in an export.
    prices = PriceBook.of((*catalog.facts.prices.rows, *reported)) if reported else catalog.facts.prices
    facts = replace(catalog.facts, prices=prices)
    snapshot = Snapshot.of(str(version[0]) if version else "0", catalog.listings, facts)
    # The catalogue lives as long as the worker: the collector need not walk it again at every search.
    gc.collect()
    gc.freeze()
    return version, snapshot


class SnapshotKeeper:
    """Holds one worker's snapshot. The first is built when asked for; later ones beside the requests.

    ``look_seconds`` says how often a thread of the worker's own looks for a newer one, so that no request waits for
    the database; with 0 each request looks for itself, as tests do.
    """

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic, look_seconds: float = 0) -> None:
        self._engine = engine
        self._clock = clock
        self._look_seconds = look_seconds
        self._watcher: Thread | None = None
        self._watches_in = 0
        self._stopped = Event()
        self._lock = Lock()
        self._version: Version = None
        self._snapshot: Snapshot | None = None
        self._builder: Thread | None = None
        self._pause_until = 0.0

    def current(self) -> Snapshot:
        """The snapshot to answer from. Raises SQLAlchemyError only when there has never been one."""
        # Taken before the look: this request answers from what is held, however fast a new one is built.
        snapshot = self._current_or_first()
        if self._look_seconds:
            self._watch()
        elif self._clock() >= self._pause_until:
            self._look()
        return snapshot

    def newest(self) -> Snapshot:
        """What is published at this moment, for those who may be kept waiting. Raises as ``current`` does."""
        while True:
            snapshot = self._current_or_first()
            if self._clock() >= self._pause_until:
                self._look()
            self.wait()
            if self._snapshot is snapshot:
                return snapshot

    def _current_or_first(self) -> Snapshot:
        if self._snapshot is None:
            with self._lock:
                if self._snapshot is None:
                    self._version, self._snapshot = build_snapshot(self._engine)
        return self._snapshot

    def ready(self) -> bool:
        """Whether a published catalogue is in memory, or can be brought there now."""
        try:
            self._current_or_first()
        except SQLAlchemyError:
            log.exception("the catalogue cannot be read")
            return False
        return self._version is not None

    def wait(self) -> None:
        """Until a snapshot that is being built is in place."""
        builder = self._builder
        if builder is not None:
            builder.join()

    def stop(self) -> None:
        """End the thread that looks."""
        self._stopped.set()
        if self._watcher is not None:
            self._watcher.join()

    def _watch(self) -> None:
        """Start the thread that looks, once in each process: threads do not come along into a fork."""
        if self._watches_in == os.getpid():
            return
        with self._lock:
            if self._watches_in != os.getpid():
                self._watches_in = os.getpid()
                self._watcher = Thread(target=self._keep_looking, name="catalogue", daemon=True)
                self._watcher.start()

    def _keep_looking(self) -> None:
        while not self._stopped.wait(self._look_seconds):
            try:
                self._look()
            except Exception:  # whatever it is, the next look may find what was published
                log.exception("looking for a newer catalogue failed")

    def _look(self) -> None:
        """Read the version row; start to build when it is another one."""
        try:
            with quick_connection(self._engine) as connection:
                version = version_in(connection)
        except SQLAlchemyError:
            self._note_failure("the version of the catalogue cannot be read")
            return
        if version != self._version:
            self._start()

    def _start(self) -> None:
        with self._lock:
            if self._builder is None or not self._builder.is_alive():
                self._builder = Thread(target=self._build, name="snapshot", daemon=True)
                self._builder.start()

    def _build(self) -> None:
        try:
            version, snapshot = build_snapshot(self._engine)
        except Exception:  # whatever it is, the old snapshot goes on serving
            self._note_failure("the catalogue cannot be built")
            return
        self._version, self._snapshot = version, snapshot

    def _note_failure(self, what: str) -> None:
        log.exception("%s; the old one goes on serving", what)
        self._pause_until = self._clock() + PAUSE_SECONDS


def init_app(app: Flask) -> None:
    """Give the app its keeper; nothing is read yet."""
    with app.app_context():
        keeper = SnapshotKeeper(db.engine, look_seconds=app.config["CATALOGUE_LOOK_SECONDS"])
    app.extensions[SNAPSHOT_EXTENSION] = keeper
    app.extensions["snapshot_ready"] = keeper.ready


def current_snapshot() -> Snapshot:
    """The snapshot of the app at hand: looked for once in a request, which answers from that one to its end.

    Outside of a request, as in a command, it is the newest: what was taken in a moment ago is there.
    """
    keeper: SnapshotKeeper = current_app.extensions[SNAPSHOT_EXTENSION]
    if not has_request_context():
        return keeper.newest()
    if "snapshot" not in g:
        g.snapshot = keeper.current()
    found: Snapshot = g.snapshot
    return found
