"""A table in parts: a file for each value of a column, and what is wrong between two of them."""

from __future__ import annotations

from pathlib import Path

from finder.catalog import read_catalog, write_catalog
from tests.catalog.folders import copy_of_good, said


def test_a_row_in_two_files_or_in_the_wrong_one_is_a_mistake(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    ohio = (folder / "places" / "OH.csv").read_text(encoding="utf-8")
    (folder / "places" / "TX.csv").write_text(ohio, encoding="utf-8")
    assert said(read_catalog(folder).problems) == [
        ("places/TX.csv", 2, "This row belongs in places/OH.csv."),
        ("places/TX.csv", 2, "This row stands in places/OH.csv too: the same source_id. Keep one of them."),
    ]


def test_a_part_whose_rows_are_gone_is_removed(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    catalog = read_catalog(folder)
    (folder / "places" / "TX.csv").write_text("left over", encoding="utf-8")
    write_catalog(catalog, folder)
    assert [path.name for path in (folder / "places").iterdir()] == ["OH.csv"]
    assert read_catalog(folder) == catalog
