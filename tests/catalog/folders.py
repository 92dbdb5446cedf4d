"""A small folder of right files, and copies of it with something changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from finder.catalog import Problem
from finder.wording.problems import in_files
from tests.sample_seed import SEED as SEED
from tests.sample_seed import SHIPPED as SHIPPED

GOOD = Path(__file__).parent / "good"
BAD = Path(__file__).parent.parent / "bad"
# One stored household, for the good folder.
HOUSEHOLDS = """about = "One person"
[[households]]
id = "ohio-one"
story = "One person without insurance."
on = 2026-11-23
answers = { state = "OH", household_size = "1", income = "1,500", income_period = "month", insurance = "none" }
expect = { good = "yes" }
"""


def copy_of_good(folder: Path) -> Path:
    """The good folder, copied so that a test may change it."""
    return Path(shutil.copytree(GOOD, folder / "files"))


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    """Replace text in one file of a folder."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def said(problems: Iterable[Problem]) -> list[tuple[str, int, str]]:
    """File, line and sentence of each problem, as ``check-data`` says them."""
    return [(problem.file, problem.line, in_files(problem.message)) for problem in problems]
