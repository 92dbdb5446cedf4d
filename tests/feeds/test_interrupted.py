"""Kill -9 in the middle of an import: the database is as before or as after, never between.

Four times in the suite; ``KILLS=200`` runs it for as long as it takes (``make soak``).
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from finder import create_app
from tests.feeds.reading import SAMPLES
from tests.killing import start

KILLS = int(os.environ.get("KILLS", "4"))
SITES = 4000
# Seconds an import takes on a quiet machine.
LONGEST_RUN = 1.5


def many_sites(path: Path) -> Path:
    """A list of very many sites, so that writing it takes a while."""
    head, *rows = (SAMPLES / "hrsa_sites.csv").read_bytes().split(b"\r\n")
    copies = [rows[0].replace(b"BPS-H80-000001", b"BPS-H80-%06d" % (1000 + number)) for number in range(SITES)]
    path.write_bytes(b"\r\n".join([head, *copies, b""]))
    return path


def import_sites(database: Path, sites: Path) -> None:
    """What the killed process does. Raises SystemExit when the import does not end well."""
    runner = create_app({"DATABASE_URL": f"sqlite:///{database}"}).test_cli_runner()
    result = runner.invoke(args=["places", "import", "hrsa", str(sites)])
    if result.exit_code:
        raise SystemExit(result.output)


OF_THE_LIST = "SELECT count(*) FROM places WHERE source_id LIKE 'BPS-%' AND still_there IS NULL"


def state(database: Path) -> tuple[int, int]:
    """How many of the list's sites the database holds, and which version it publishes; it must be sound."""
    connection = sqlite3.connect(database)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (sites,) = connection.execute(OF_THE_LIST).fetchone()
        (version,) = connection.execute("SELECT version FROM snapshot_version").fetchone()
        return sites, version
    finally:
        connection.close()


def writing_starts(process: BaseProcess, database: Path) -> None:
    """Until the import has begun to write, which shows in the journal; or has ended."""
    journal = database.with_name(f"{database.name}-wal")
    while process.is_alive() and not (journal.exists() and journal.stat().st_size):
        time.sleep(0.001)


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_import_leaves_the_database_as_before_or_as_after(
    seed: int, seeded_database: Path, tmp_path: Path
) -> None:
    database = Path(shutil.copyfile(seeded_database, tmp_path / "finder.sqlite"))
    before = state(database)
    sites = many_sites(tmp_path / "sites.csv")
    chance = random.Random(seed)
    process = start(import_sites, database, sites)
    # Half of them somewhere in the whole run, half of them from the moment at which writing starts.
    if seed % 2:
        writing_starts(process, database)
        time.sleep(chance.uniform(0, 0.1))
    else:
        time.sleep(chance.uniform(0, LONGEST_RUN))
    process.kill()
    process.join()
    after = (SITES, before[1] + 1)
    assert state(database) in (before, after)
    # And the next import finishes the work.
    again = start(import_sites, database, sites)
    again.join()
    assert again.exitcode == 0
    assert state(database) == after
