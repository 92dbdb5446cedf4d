from __future__ import annotations

import pytest

from tests.languages import PREFIXES
from tests.web.reading import grade


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_handbook_is_public_in_both_languages_and_every_page_leads_to_it(get_page, prefix: str) -> None:
    page = get_page(f"{prefix}/handbook")
    assert len(page.main) > 2000
    assert f"{prefix}/handbook" in get_page(f"{prefix}/about").links
    assert f"{prefix}/report/suggestion" in page.links


def test_the_handbook_reads_at_seventh_grade_or_lower(get_page) -> None:
    assert grade(get_page("/handbook").main) <= 7


@pytest.mark.parametrize("part", ["phone", "source", "words", "two", "data"])
def test_the_handbook_has_every_part(get_page, part: str) -> None:
    assert f"#{part}" in get_page("/handbook").links


@pytest.mark.parametrize("days", ["180", "365", "60"])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_privacy_page_says_how_long_things_are_kept(get_page, prefix: str, days: str) -> None:
    assert f"{days} d" in get_page(f"{prefix}/privacy").main
