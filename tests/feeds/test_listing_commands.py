"""``listings export``, ``listings import``, ``seed FOLDER``: the same bytes, whatever volunteers and feeds put in."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import close
from tests.feeds.reading import SAMPLES
from tests.store.proposing import approved, edited, record

# Everything that text files, spreadsheets and databases may bend.
ODD = ['Tab\there "quoted" \\ back', "line one\nline two", " spaced ", "\U0001f48a \u2028 \u00a0", "'", "1e5"]


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def run(app: Flask, *args: object) -> str:
    result = app.test_cli_runner().invoke(args=[str(arg) for arg in args])
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    return result.stderr


def worked_on(app: Flask) -> None:
    """Edits by volunteers, prices and places by feeds."""
    with app.app_context():
        pricing = [{**record()["pricing"][0], "pharmacy_fee": Decimal("5.10")}]
        approved(edited(notes=ODD, notes_es=ODD, pricing=pricing, name="Good — Farmacia «Ñandú»"))
    run(app, "prices", "import", "nadac", SAMPLES / "nadac_yearly.csv")
    run(app, "prices", "import", "prices-csv", SAMPLES / "prices.csv")
    run(app, "places", "import", "places-csv", SAMPLES / "places.csv")
    run(app, "places", "import", "hrsa", SAMPLES / "hrsa_sites.csv")


def test_an_export_fills_an_empty_database_and_comes_back_byte_for_byte(
    seeded: Flask, make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    worked_on(seeded)
    run(seeded, "listings", "export", tmp_path / "one")
    other = make_app(tmp_path / "other.sqlite")
    assert "Filled the database with 1 listings" in run(other, "seed", tmp_path / "one")
    run(other, "listings", "export", tmp_path / "two")
    assert files_in(tmp_path / "two") == files_in(tmp_path / "one")
    assert "0 listings and tables changed" in run(seeded, "listings", "import", tmp_path / "two")
    assert "Nothing was changed." in run(other, "seed", tmp_path / "one")
    close(other)


@pytest.mark.parametrize(
    "args",
    [
        ("import", "seed_data"),
        ("export", "out"),
        ("export", "out", "--format", "hsds"),
        ("import", "seed_data", "--format", "hsds", "--as", "ana@team.example"),
    ],
)
def test_a_database_that_is_not_set_up_is_said_in_a_sentence(
    empty: Flask, tmp_path: Path, args: tuple[str, ...]
) -> None:
    given = [str(tmp_path / "out") if arg == "out" else arg for arg in args]
    result = empty.test_cli_runner().invoke(args=["listings", *given])
    assert result.exit_code == 2
    assert "Has it been set up with the seed command? Nothing was written." in result.stderr
