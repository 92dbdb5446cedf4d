"""A phone as the source of a price: what is one, and the one form in which files hold it."""

from __future__ import annotations

from pathlib import Path

import pytest

from finder.catalog import read_catalog
from finder.catalog.export import exported_files
from finder.catalog.phones import phone_of, phone_source
from finder.catalog.tables import TABLES
from tests.catalog.folders import changed, copy_of_good

CALLED = "tel:+1-888-555-0100"


@pytest.mark.parametrize(
    "typed",
    ["1-888-555-0100", "888-555-0100", "(888) 555-0100", "+1 888 555 0100", "8885550100", " 888.555.0100 ", CALLED],
)
def test_a_number_typed_in_any_usual_way_has_one_form(typed: str) -> None:
    assert phone_source(typed) == CALLED


def test_a_number_of_a_territory_counts_as_one_of_the_country() -> None:
    assert phone_source("787-555-0100") == "tel:+1-787-555-0100"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "tel:",
        "888-555-010",
        "112-555-0100",
        "416-967-1111",
        "+44 20 7946 0018",
        "1-800-FLOWERS",
        "888-555-0100 ext. 3",
        "Mrs. Jones, 888-555-0100",
        "https://example.org/888-555-0100",
        "٨٨٨-٥٥٥-٠١٠٠",
        "2026-11-23",
    ],
)
def test_what_cannot_be_called_as_it_stands_is_no_phone(typed: str) -> None:
    assert phone_source(typed) == ""


def test_an_address_names_no_phone_and_a_phone_is_read_as_people_write_it() -> None:
    assert (phone_of(CALLED), phone_of("https://example.org/"), phone_of("reports")) == ("1-888-555-0100", "", "")


def test_a_price_from_a_phone_is_read_and_written_byte_for_byte(tmp_path: Path) -> None:
    folder = changed(copy_of_good(tmp_path), "prices.csv", "https://example.org/rules", CALLED)
    catalog = read_catalog(folder)
    assert catalog.problems == ()
    assert [row["source"] for row in catalog.rows["prices"]] == [CALLED]
    assert dict(exported_files(catalog))["prices.csv"] == (folder / "prices.csv").read_text(encoding="utf-8")


def test_no_other_table_takes_a_phone_for_a_source() -> None:
    takes = {table.name for table in TABLES for column in table.columns if column.name == "source" and reads(column)}
    assert takes == {"prices"}


def reads(column) -> bool:
    try:
        return column.cell.read(CALLED) == CALLED
    except ValueError:
        return False
