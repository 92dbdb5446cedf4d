from __future__ import annotations

import re

import pytest
import time_machine

from finder.core.dose import ways, ways_with_a_half
from tests.web.conftest import words
from tests.web.people import by_id


def rows(table) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in table.iter("tr")][1:]


def ways_shown(page, caption: str) -> list[list[str]]:
    """The rows of all tables of whole tablets, or of those with a half: priced ones first."""
    return [row for table in page.all("table") if words(next(table.iter("caption"))) == caption for row in rows(table)]


def test_each_way_to_make_150_mg_has_its_price_for_30_and_90_days(get_page) -> None:
    told = dict(ways_shown(get_page("/dose", {"daily_dose_mg": "150"}), "Whole tablets"))
    assert "$15.28 for 30 days (90 tablets of 50 mg); $25.84 for 90 days (270 tablets of 50 mg)" in told["3 × 50 mg"]
    assert "$232.04 for 30 days (60 tablets of 75 mg)" in told["2 × 75 mg"]
    assert "No price on file. Call first. 180 tablets of 25 mg" in told["6 × 25 mg"]
    assert "25 mg tablets are hard to find." in told["6 × 25 mg"]


def test_ways_with_a_price_come_first_and_cheapest_first(get_page) -> None:
    told = ways_shown(get_page("/dose", {"daily_dose_mg": "200"}), "Whole tablets")
    priced = ["No price on file" not in cost for _, cost in told]
    assert priced == sorted(priced, reverse=True)
    assert any(priced)


@pytest.mark.parametrize("dose", [25, 50, 75, 100, 125, 225, 250])
def test_every_way_is_shown_whole_and_halves_apart(get_page, dose: int) -> None:
    page = get_page("/dose", {"daily_dose_mg": str(dose)})
    whole, halves = ways_shown(page, "Whole tablets"), ways_shown(page, "With half a tablet")
    assert len(whole) == len(ways(dose))
    assert len(halves) == len(ways_with_a_half(dose))
    assert "1/2" not in str(whole)


def test_ways_without_a_price_are_folded_and_the_cheapest_seller_of_a_way_stands_first(get_page) -> None:
    page = get_page("/dose", {"daily_dose_mg": "150"})
    folded = [words(row) for row in page.all("details") if "No price on file" in words(row)]
    assert len(folded) == 2
    assert all("$" not in told for told in folded)
    first = next(told for way, told in ways_shown(page, "Whole tablets") if way == "3 × 50 mg")
    assert first.startswith("Mark Cuban Cost Plus Drugs: $15.28")
    assert first.index("Other sellers: 1") < first.index("Rx Outreach")


def test_each_price_says_what_it_is_and_of_which_month(get_page) -> None:
    page = get_page("/dose", {"daily_dose_mg": "150"})
    notes = [words(small) for table in page.all("table") for small in table.iter("small") if "$" not in words(small)]
    priced = [note for note in notes if note.startswith("(")]
    assert len(priced) > 4
    assert [note for note in priced if not re.match(r"\((our estimate|posted price).* 20\d\d\)", note)] == []


def test_what_pharmacies_pay_is_dated_and_never_called_a_price_to_buy(get_page) -> None:
    told = get_page("/dose", {"daily_dose_mg": "150"}).main
    assert "You cannot buy at this price." in told
    assert re.search(r"50 mg: \$0\.132 [^$]+, July 15, 2026", told)
    assert "past its shelf life" not in told


def test_an_old_price_is_marked_here_too(get_page) -> None:
    with time_machine.travel("2027-06-01 17:00Z", tick=False):
        assert "Seen July 2026: call before you pay." in get_page("/dose", {"daily_dose_mg": "150"}).main


@pytest.mark.parametrize("dose", ["", " ", "abc", "0", "130", "800", "NaN"])
def test_a_dose_that_cannot_be_priced_gets_a_sentence(get_page, dose: str) -> None:
    page = get_page("/dose", {"daily_dose_mg": dose}, 422)
    assert by_id(page, "daily_dose_mg-error") is not None
    assert page.all("table") == []


def test_a_high_dose_is_confirmed_here_too(get_page) -> None:
    page = get_page("/dose", {"daily_dose_mg": "400"}, 422)
    assert by_id(page, "confirm_dose") is not None
    assert get_page("/dose", {"daily_dose_mg": "400", "confirm_dose": "yes"}).all("table")


def test_the_dose_is_in_no_title_for_titles_stay_in_the_history(get_page) -> None:
    title = words(get_page("/dose", {"daily_dose_mg": "150"}).one("title"))
    assert not re.search(r"\d", title)


@pytest.mark.parametrize("text", ["150", "150 mg", "150mg a day", "3 tablets of 50 mg", "3 x 50", "2 × 75 mg per day"])
def test_a_dose_is_read_in_many_ways(get_page, text: str) -> None:
    assert "Ways to make 150 mg a day" in get_page("/dose", {"daily_dose_mg": text}).main
