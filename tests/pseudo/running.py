"""Processes of our own in which the site has the pseudo-language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from finder.config import ROOT


def fill(translations: Path, seed: Path, database: Path) -> None:
    """Fill a database with the catalogue in the pseudo-language."""
    _run(translations, "flask", "--app", "wsgi", "seed", str(seed), DATABASE_URL=f"sqlite:///{database}")


def read_pages(translations: Path, seed: Path, database: Path) -> dict[str, Any]:
    """Fill a database and read the pages of the site; gives what ``tests.pseudo.pages`` found."""
    found: dict[str, Any] = json.loads(_run(translations, "tests.pseudo.pages", str(seed), str(database)))
    return found


def _run(translations: Path, *module: str, **more: str) -> str:
    env = {**os.environ, "TRANSLATIONS": str(translations), "PYTHONPATH": str(ROOT), **more}
    command = [sys.executable, "-m", *module]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
