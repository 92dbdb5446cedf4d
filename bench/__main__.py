"""``python -m bench [--json] [--quick]``: measure everything and print it."""

from __future__ import annotations

import argparse
import logging
import os
import platform
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from bench import figures as shown
from bench.figures import Figure
from bench.run import FULL, QUICK_SIZES, run


def machine() -> str:
    """The machine in a line, without its name."""
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, {python}"


def with_progress(found: Iterator[Figure]) -> Iterator[Figure]:
    """The figures, each named on standard error when it is there."""
    for figure in found:
        click.echo(f"{figure.name.strip()}: {shown.number(figure.value)} {figure.unit}", err=True)
        yield figure


def main() -> None:
    """Print the table or, with ``--json``, JSON on standard output."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure speed and sizes.")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--quick", action="store_true", help="small sizes: to see that it runs, not to compare")
    options = parser.parse_args()
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        found = list(with_progress(run(Path(folder), QUICK_SIZES if options.quick else FULL)))
    click.echo(shown.as_json(machine(), found) if options.json else f"{machine()}\n\n{shown.table(found)}")


main()
