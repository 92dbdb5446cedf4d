"""The price page: every figure with its kind and day, and the same to the cent as `prices list`."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest


@pytest.mark.parametrize("path", ["/prices", "/es/prices"])
def test_it_is_a_sound_page(get_page, path: str) -> None:
    assert get_page(path).main


def test_a_strength_without_a_price_says_so(get_page) -> None:
    assert re.search(r"Tablets of 25 mg\s*no price on file\. Hard to find; call first\.", get_page("/prices").main)


def test_every_price_has_its_kind_its_month_and_its_source(get_page) -> None:
    told = get_page("/prices").main
    assert "30 × 50 mg, generic. Posted price, July 2026." in told
    benchmark = "Benchmark, not a price for people, July 2026."
    assert benchmark in told
    assert "call before you pay" not in told.split(benchmark)[1][:60]


def test_the_fair_price_can_be_added_up_again(get_page) -> None:
    assert "90 generic tablets of 50 mg" in get_page("/prices").main
    assert "$0.132 × 90 + $9.30 to $13.20 = $21.22 to $25.12" in get_page("/prices").main


@pytest.mark.parametrize(("path", "more"), [("/prices.csv", []), ("/prices-history.csv", ["--all"])])
def test_the_file_of_the_page_is_what_the_command_lists(client, runner, path: str, more: list[str]) -> None:
    file = client.get(path).text
    assert file == runner.invoke(args=["prices", "list", *more]).stdout
    assert len(file.splitlines()) > 10


def test_the_page_and_the_list_agree_to_the_cent(get_page, runner) -> None:
    told = get_page("/prices").main
    rows = csv.DictReader(StringIO(runner.invoke(args=["prices", "list", "--kind", "fixed"]).stdout))
    prices = [row["price"] for row in rows]
    assert len(prices) >= 5
    assert all(f"${price}" in told for price in prices)


def test_states_that_limit_ordering_your_own_test_are_named(get_page) -> None:
    told = get_page("/prices").main
    assert "New York: A prescriber's order is needed." in told
    assert "Rhode Island: Most online sellers do not serve this state." in told


def test_the_history_has_a_picture_and_the_same_as_a_table(get_page) -> None:
    page = get_page("/prices")
    assert page.response.text.count('<figure class="chart">') == 3
    assert "The same as a table: 50 mg" in page.main
    assert "August 18, 2021" in page.main
    assert "$0.305" in page.main
