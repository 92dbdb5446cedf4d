"""``screen`` as a caseworker runs it: a file in, a file out."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.figures import Figure
from bench.people import Household, write_caseload
from finder.config import ROOT


def figures(database: Path, people: Sequence[Household], folder: Path) -> Iterator[Figure]:
    """Seconds from start to end of the command, with reading the catalogue. Raises CalledProcessError."""
    source, target = folder / "caseload.csv", folder / "screened.csv"
    write_caseload(people, source)
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "FINDER_ENV": "development"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "screen", str(source), "--output", str(target)]
    start = time.monotonic()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stderr=subprocess.DEVNULL)  # noqa: S603
    seconds = time.monotonic() - start
    with target.open("rb") as file:
        rows = sum(1 for _ in file) - 1
    yield Figure(f"screen, {len(people):,} households", seconds, "s")
    yield Figure("  rows written", rows, "rows")
    yield Figure("  households a second", len(people) / seconds, "a second")
