"""Our own tables as CSV that people made: columns by name, and nothing in them that cannot be."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from finder.feeds.import_report import FeedError
from tests.feeds.reading import SAMPLES, TODAY, column, read_bytes, remarked, said

PRICE = b"kind,seller,product,quantity,price,area,observed_on,source\n"
PLACE = b"source_id,name,kind,state,latitude,longitude,source,checked_on\n"


def priced(cells: str) -> list[tuple[int, str]]:
    return said(read_bytes("prices-csv", PRICE + cells.encode() + b"\n")[1])


def placed(latitude: str, longitude: str) -> list[tuple[int, str]]:
    cells = f"a,A,free_clinic,OH,{latitude},{longitude},https://example.org/,2026-11-01\n"
    return said(read_bytes("places-csv", PLACE + cells.encode())[1])


def test_columns_stand_in_any_order_and_those_that_may_be_empty_can_be_left_out() -> None:
    text = b"Price,Product,Kind,Seller,Quantity,Area,Observed On,Source,,\n24.50,azathioprine,seen,a,90,OH,2026-11-01,https://example.org/,,\n,,,,,,,,,\n"
    rows, told = read_bytes("prices-csv", text)
    assert (told.mistakes, told.remarks) == ([], [])
    assert column(rows, "price", "observed_on", "ndc", "days_supply", "confidence", "note") == [
        (Decimal("24.50"), date(2026, 11, 1), "", None, "medium", "")
    ]


@pytest.mark.parametrize(
    ("feed", "head", "cells"),
    [
        ("prices-csv", PRICE, "seen,a,azathioprine,90,24.50,OH,{},https://example.org/"),
        ("places-csv", PLACE, "a,A,free_clinic,OH,,,https://example.org/,{}"),
    ],
)
def test_a_day_to_come_is_remarked_and_today_is_not(feed: str, head: bytes, cells: str) -> None:
    rows, told = read_bytes(feed, head + cells.format(TODAY).encode())
    assert (len(rows), told.mistakes, told.remarks) == (1, [], [])
    rows, told = read_bytes(feed, head + cells.format(TODAY + timedelta(days=1)).encode())
    [(line, message)] = remarked(told)
    assert (len(rows), told.mistakes, line) == (1, [], 2)
    assert message.endswith("is 2026-11-24, a day to come. Is the year right?")


def test_what_the_command_lists_can_be_taken_in(runner: FlaskCliRunner) -> None:
    listed = runner.invoke(args=["prices", "list", "--all"]).stdout
    taken = runner.invoke(args=["prices", "import", "prices-csv", "-"], input=listed.encode())
    assert (taken.exit_code, taken.stdout) == (0, "")
    assert "All are on file already. Nothing was changed." in taken.stderr


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        (b"kind,seller,product,quantity,price_usd,area,observed_on,source\n", "it has no column price"),
        (PRICE.replace(b"source", b"source,coupon"), "we know no column coupon"),
        (b"name,kind\n", "it has no column seller, product, price, area, observed_on, source"),
    ],
)
def test_a_file_with_other_columns_is_refused_with_their_names(header: bytes, sentence: str) -> None:
    with pytest.raises(FeedError) as caught:
        read_bytes("prices-csv", header)
    assert sentence in str(caught.value)
    assert "The columns are: kind,seller,product,ndc," in str(caught.value)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            "seen,a,mercaptopurine,90,24.50,OH,2026-11-01,https://example.org/",
            "'product' cannot be \"mercaptopurine\".",
        ),
        ("seen,a,azathioprine,90,2450000,OH,2026-11-01,https://example.org/", "$2,450,000 is too much to be a price."),
        ("seen,a,azathioprine,90,1e2,OH,2026-11-01,https://example.org/", "'price' must be a number."),
        ("seen,a,azathioprine,90,NaN,OH,2026-11-01,https://example.org/", "'price' must be a number."),
        ("seen,a,azathioprine,90,-5,OH,2026-11-01,https://example.org/", "'price' must not be less than zero."),
        ("seen,a,azathioprine,90", "This row has 4 cells. It must have 8."),
    ],
)
def test_a_price_that_cannot_be_is_a_mistake(cells: str, sentence: str) -> None:
    ((line, message),) = priced(cells)
    assert line == 2
    assert sentence in message


def test_a_position_outside_the_country_is_a_mistake() -> None:
    for latitude, longitude in (("-82.9988", "39.9612"), ("39.9612", "82.9988"), ("0", "0")):
        ((line, message),) = placed(latitude, longitude)
        assert (line, message.partition(". ")[0]) == (2, "This position is not in the United States")


def test_positions_of_every_territory_are_taken() -> None:
    for latitude, longitude in (("-14.28", "-170.70"), ("13.47", "144.75"), ("18.34", "-64.93"), ("7.34", "134.48")):
        assert placed(latitude, longitude) == []


def test_an_ndc_that_a_spreadsheet_changed_is_a_mistake(tmp_path: Path) -> None:
    text = (
        (SAMPLES / "prices.csv")
        .read_text(encoding="utf-8")
        .replace("azathioprine,,50,90", "azathioprine,6.8382E+10,50,90")
    )
    ((line, message),) = said(read_bytes("prices-csv", text.encode())[1])
    assert (line, message.split(",")[0]) == (2, "'ndc' must be eleven digits")
