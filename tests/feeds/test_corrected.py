"""A survey of a newer week that says otherwise of the same package and day, in a file of its own."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from flask import Flask

from finder.catalog.tables import PRICES
from finder.db import db
from finder.store.records import rows_of_file
from tests.feeds.test_proposing import open_ones, take
from tests.store.proposing import approved, history

HEADER = "NDC Description,NDC,NADAC Per Unit,Effective Date,Pricing Unit,As of Date\n"
WEEKS = {"03/25/2026": "0.13037", "04/01/2026": "0.14", "04/08/2026": "0.139"}
OTHER = "AZATHIOPRINE 50 MG TABLET,68382000301,0.13037,03/18/2026,EA,03/25/2026\n"


def file(folder: Path, *weeks: str) -> Path:
    path = folder / f"{'-'.join(weeks).replace('/', '')}.csv"
    rows = (f"AZATHIOPRINE 50 MG TABLET,60219107601,{WEEKS[week]},03/18/2026,EA,{week}\n" for week in weeks)
    path.write_text(HEADER + "".join(rows) + OTHER, encoding="utf-8")
    return path


def on_file() -> list[tuple[str, Decimal]]:
    with db.engine.connect() as connection:
        return [(row["ndc"], row["price"]) for row in rows_of_file(connection, PRICES) if row["ndc"] > "6"]


@pytest.mark.parametrize("order", list(permutations(WEEKS)), ids=lambda order: " ".join(order))
def test_the_newest_week_is_right_in_whatever_order_the_weeks_come(
    seeded: Flask, tmp_path: Path, order: tuple[str, ...]
) -> None:
    with seeded.app_context():
        for week in order:
            take(seeded, "nadac", file(tmp_path, week))
        assert on_file() == [("60219107601", Decimal("0.139")), ("68382000301", Decimal("0.13037"))]
        # As one file has it too.
        assert "Nothing was changed." in take(seeded, "nadac", file(tmp_path, *WEEKS))


def test_a_newer_week_with_an_earlier_day_takes_the_later_price_back(seeded: Flask, tmp_path: Path) -> None:
    later, newest = tmp_path / "later.csv", tmp_path / "newest.csv"
    row = "AZATHIOPRINE 50 MG TABLET,68382000301,{},EA,{}\n"
    later.write_text(HEADER + row.format("0.40,11/18/2026", "11/18/2026"), encoding="utf-8")
    newest.write_text(HEADER + row.format("0.14,10/21/2026", "11/25/2026"), encoding="utf-8")
    with seeded.app_context():
        for order in ((later, newest), (newest, later)):
            for path in order:
                take(seeded, "nadac", path)
            assert on_file() == [("68382000301", Decimal("0.14"))]


def test_the_history_says_what_was_corrected(seeded: Flask, tmp_path: Path) -> None:
    with seeded.app_context():
        take(seeded, "nadac", file(tmp_path, "03/25/2026"))
        assert "0 added, 1 changed, 0 retired." in take(seeded, "nadac", file(tmp_path, "04/01/2026"))
        newest = [row for row in history("table:prices") if row.version == 3]
        assert {(row.old or {}).get("price", "") for row in newest} == {"", "0.13037"}
        assert {(row.new or {}).get("price", "") for row in newest} == {"", "0.14"}


def test_a_correction_can_be_proposed(seeded: Flask, tmp_path: Path) -> None:
    with seeded.app_context():
        take(seeded, "nadac", file(tmp_path, "03/25/2026"))
        take(seeded, "nadac", file(tmp_path, "04/08/2026"), "--propose")
        assert on_file()[0][1] == Decimal("0.13037")
        approved(*open_ones())
        assert on_file()[0][1] == Decimal("0.139")
