"""NADAC: every trap of the weekly, yearly and JSON files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from finder.catalog.tables import PRICES
from finder.core.prices import PriceBook, PriceKind
from finder.feeds.import_report import FeedError
from tests.feeds.reading import SAMPLES, column, read_bytes, read_sample, remarked, said

HEADER = b"NDC Description,NDC,NADAC Per Unit,Effective Date,Pricing Unit,As of Date\n"
DECEMBER, JANUARY = date(2024, 12, 18), date(2025, 1, 22)


def book_of(*names: str) -> PriceBook:
    return PriceBook.of(PRICES.make(row) for name in names for row in read_sample("nadac", name)[0])


def test_a_yearly_file_gives_each_price_of_each_ndc_once() -> None:
    rows, told = read_sample("nadac", "nadac_yearly.csv")
    generic = [row for row in rows if (row["product"], row["strength_mg"]) == ("azathioprine", 50)]
    assert column(generic, "ndc", "observed_on") == [
        ("00378100501", DECEMBER),
        ("00378100501", JANUARY),
        ("68382000301", DECEMBER),
        ("68382000301", JANUARY),
    ]
    assert (told.mistakes, told.remarks) == ([], [])


def test_every_row_fits_the_table_of_prices() -> None:
    rows, _ = read_sample("nadac", "nadac_yearly.csv")
    for row in rows:
        assert list(row) == [field.name for field in PRICES.columns]
        assert PRICES.check(row) is None
        assert (row["kind"], row["seller"], row["quantity"]) == (PriceKind.BENCHMARK, "nadac", 1)


def test_zeros_lost_at_the_left_come_back() -> None:
    rows, _ = read_sample("nadac", "nadac_yearly.csv")
    assert "00378100501" in column(rows, "ndc")
    assert all(len(ndc) == 11 for ndc in column(rows, "ndc"))


def test_brands_are_products_of_their_own() -> None:
    rows, _ = read_sample("nadac", "nadac_yearly.csv")
    assert {row["product"] for row in rows if row["ndc"] == "54766059010"} == {"Imuran"}
    assert [row["strength_mg"] for row in rows if row["product"] == "Azasan"] == [75]


@pytest.mark.parametrize(
    ("on", "price"),
    [
        (date(2024, 12, 17), None),
        (date(2024, 12, 18), "8.48765"),
        (date(2025, 3, 18), "8.48765"),
        (date(2025, 3, 19), "8.46730"),
        (date(2025, 4, 3), "8.46730"),
        (date(2025, 4, 4), "8.89067"),
    ],
)
def test_imuran_has_the_latest_price_of_any_day(on: date, price: str | None) -> None:
    found = [row.price for row in book_of("nadac_yearly.csv").current(on, "nadac") if row.product == "Imuran"]
    assert found == ([Decimal(price)] if price else [])


@pytest.mark.parametrize(
    ("strength", "on", "price"),
    [
        (50, date(2025, 1, 21), "0.13884"),
        (50, date(2025, 1, 22), "0.13724"),
        (75, date(2025, 9, 17), "10.48052"),
        (75, date(2026, 3, 18), "8.77822"),
        (100, date(2026, 3, 18), "3.97709"),
        (25, date(2026, 11, 23), None),
    ],
)
def test_each_strength_has_its_own_latest_price_and_an_old_ndc_does_not_lead(
    strength: int, on: date, price: str | None
) -> None:
    found = book_of("nadac_yearly.csv").benchmark_per_tablet(strength, on)
    assert (found and found.price) == (Decimal(price) if price else None)


def test_a_weekly_file_with_the_other_heading_a_mark_and_iso_dates_is_read() -> None:
    rows, told = read_sample("nadac", "nadac_weekly.csv")
    assert (SAMPLES / "nadac_weekly.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert column(rows, "ndc", "price", "observed_on") == [("00378100501", Decimal("0.15922"), date(2025, 4, 23))]
    assert told.mistakes == []


def test_our_drug_in_other_forms_is_told_and_left_out() -> None:
    _, told = read_sample("nadac", "nadac_weekly.csv")
    assert [line for line, _ in remarked(told)] == [3, 4, 5]
    assert "priced by ML" in remarked(told)[0][1]


def test_rows_of_other_drugs_and_reserved_rows_are_passed_over_however_broken() -> None:
    text = (SAMPLES / "nadac_weekly.csv").read_text(encoding="utf-8-sig")
    assert "MERCAPTOPURINE 50 MG TABLET,not a number" in text
    assert "TBD DO NOT DELETE OR RELEASE" in text
    assert len(read_sample("nadac", "nadac_weekly.csv")[0]) == 1


def test_an_answer_of_the_data_store_is_read() -> None:
    rows, told = read_sample("nadac", "nadac_store.json")
    assert column(rows, "product", "ndc", "price", "observed_on") == [
        ("Imuran", "54766059010", Decimal("8.89067"), date(2025, 4, 4)),
        ("azathioprine", "68382000301", Decimal("0.13037"), date(2026, 3, 18)),
    ]
    assert told.mistakes == []


def test_a_bare_list_of_rows_is_read_too() -> None:
    text = b'[{"NDC_Description":"IMURAN 50 MG TABLET","ndc":"54766059010","nadac_per_unit":"8.5",'
    rows, _ = read_bytes("nadac", text + b'"effective_date":"2025-04-04","pricing_unit":"EA"}]')
    assert column(rows, "price") == [Decimal("8.5")]


def test_every_mistake_is_told_by_line() -> None:
    rows, told = read_sample("nadac", "nadac_mistakes.csv")
    assert rows == []
    assert said(told) == [
        (2, "'NADAC Per Unit' must be an amount of dollars like 12.50, not 'n/a'."),
        (3, "'NDC' must be eleven digits, not '6.8382E+10'. A spreadsheet may have changed it."),
        (4, "'Effective Date' names a day that does not exist: '13/45/2025'."),
        (5, "This row has 5 cells. It must have 6."),
        (6, "'NADAC Per Unit' must be more than zero. Leave the row out when there is no price."),
        (7, "$15,922 cannot be the price of 1 tablet."),
        (8, "'NDC' must be eleven digits, not '683820003010'."),
        (9, "'NADAC Per Unit' must be an amount of dollars like 12.50, not '0,15922'."),
    ]


def test_of_two_weeks_that_differ_about_one_day_the_newest_is_right_in_either_order() -> None:
    weeks = [
        b"IMURAN 50 MG TABLET,54766059010,8.00000,04/04/2025,EA,04/09/2025\n",
        b"IMURAN 50 MG TABLET,54766059010,8.89067,04/04/2025,EA,04/16/2025\n",
    ]
    for order in (weeks, weeks[::-1]):
        assert column(read_bytes("nadac", HEADER + b"".join(order))[0], "price") == [Decimal("8.89067")]


def test_two_prices_of_one_week_are_both_kept() -> None:
    rows, _ = read_bytes(
        "nadac",
        HEADER
        + b"IMURAN 50 MG TABLET,54766059010,8.1,04/04/2025,EA,04/09/2025\n"
        + b"IMURAN 50 MG TABLET,54766059010,8.2,04/04/2025,EA,04/09/2025\n",
    )
    assert column(rows, "price") == [Decimal("8.1"), Decimal("8.2")]


@pytest.mark.parametrize("name", ["NDC", "Effective Date", "Pricing Unit"])
def test_a_file_without_a_needed_column_is_refused_by_name(name: str) -> None:
    with pytest.raises(FeedError, match=f"it has no column for {name.lower()}"):
        read_bytes("nadac", HEADER.replace(b"," + name.encode() + b",", b",Other,"))


def test_json_without_results_is_refused() -> None:
    with pytest.raises(FeedError, match="no list of 'results'"):
        read_bytes("nadac", b'{"message": "try later"}')


@pytest.mark.parametrize(
    "last", [b"MERCAPTOPURINE 50 MG TABLET,0037", b"MERCAPTOPURINE 50 MG TABLET", b"IMURAN 50 MG TABLET,1\n"]
)
def test_a_file_that_was_cut_off_in_its_last_row_is_refused_whatever_the_drug(last: bytes) -> None:
    good = b"IMURAN 50 MG TABLET,54766059010,8.1,04/04/2025,EA,04/09/2025\n"
    with pytest.raises(FeedError, match="Line 3, the last one, stops short"):
        read_bytes("nadac", HEADER + good + last)
    assert len(read_bytes("nadac", HEADER + good + b"\n,,,,,\n")[0]) == 1


def test_a_newer_week_that_goes_back_to_an_earlier_day_withdraws_the_later_price() -> None:
    later = b"AZATHIOPRINE 50 MG TABLET,68382000301,0.40,11/18/2026,EA,11/18/2026\n"
    newest = b"AZATHIOPRINE 50 MG TABLET,68382000301,0.14,10/21/2026,EA,11/25/2026\n"
    for rows in (later + newest, newest + later):
        assert column(read_bytes("nadac", HEADER + rows)[0], "price") == [Decimal("0.14")]
    assert column(read_bytes("nadac", HEADER + later)[0], "price") == [Decimal("0.40")]


def test_a_price_that_begins_after_its_survey_is_remarked() -> None:
    _, told = read_bytes("nadac", HEADER + b"IMURAN 50 MG TABLET,54766059010,8.5,12/18/2030,EA,01/01/2025\n")
    assert remarked(told) == [(2, "The price holds from 2030-12-18, which is after the survey of 2025-01-01.")]


PART = b"""{"results": [{"ndc_description": "AZATHIOPRINE 50 MG TABLET", "ndc": "68382000301", "nadac_per_unit": "0.14",
"effective_date": "2026-10-21", "pricing_unit": "EA", "as_of_date": "2026-11-25"}], "count": %d}"""


def test_a_page_of_the_data_store_is_remarked_as_a_part() -> None:
    rows, told = read_bytes("nadac", PART % 312)
    assert len(rows) == 1
    assert remarked(told) == [(1, "This is a part of a list: 1 of 312 rows. Get the others too.")]
    assert remarked(read_bytes("nadac", PART % 1)[1]) == []
