"""``screen`` as a worker runs it: a CSV in, a CSV out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

DAY = "2026-11-24"


@dataclass(frozen=True)
class Screened:
    """What a run gave."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows written to standard output, by column."""
        return list(csv.DictReader(io.StringIO(self.out)))


Screen = Callable[..., Screened]


@pytest.fixture
def screen(shared_app: Flask, tmp_path: Path) -> Screen:
    """Screen a text: ``screen("case,state\\nA,OH\\n", "--best", "3")``; None runs the options alone."""

    def run(content: str | bytes | None, *options: str, on: str | None = DAY, stdin: bool = False) -> Screened:
        data = content.encode() if isinstance(content, str) else content
        path = tmp_path / "cases.csv"
        if data is not None and not stdin:
            path.write_bytes(data)
        arguments = ["screen", "-" if stdin else str(path), *options, *(["--on", on] if on else [])]
        result = shared_app.test_cli_runner().invoke(args=arguments, input=data if stdin else None)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Screened(result.exit_code, result.stdout, result.stderr)

    return run
