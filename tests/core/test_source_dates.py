"""The day of which a source speaks, from the words in which it is on file."""

from __future__ import annotations

from datetime import date

import pytest

from finder.core.source_dates import UNDATED, first_day_of


@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        ("2026-03-18", date(2026, 3, 18)),
        ("2026-03", date(2026, 3, 1)),
        ("2026", date(2026, 1, 1)),
        ("circa 2021", date(2021, 1, 1)),
        ("2026-02-31", date(2026, 1, 1)),
        (UNDATED, None),
        ("old copy", None),
        ("", None),
    ],
)
def test_a_date_that_leaves_days_open_counts_from_the_first_of_them(as_of: str, day: date | None) -> None:
    assert first_day_of(as_of) == day
