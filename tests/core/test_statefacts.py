"""A statement about a state is about the days it is dated for, and no others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from finder.core.listing import Text
from finder.core.statefacts import Found, StateFact, Subject
from tests.factories import SOURCE, TODAY

BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("starts", "ends", "applies"),
    [
        (None, None, True),
        (TODAY, None, True),
        (AFTER, None, False),
        (None, AFTER, True),
        (None, TODAY, False),
        (BEFORE, AFTER, True),
        (BEFORE, TODAY, False),
    ],
)
def test_it_applies_from_its_first_day_until_the_day_before_its_end(
    starts: date | None, ends: date | None, applies: bool
) -> None:
    fact = StateFact(
        state="OH",
        subject=Subject.DRUG_PROGRAM,
        listing="",
        found=Found.NONE,
        says=Text(""),
        starts=starts,
        ends=ends,
        source=SOURCE,
        as_of="undated",
        checked_on=TODAY,
        confidence="high",
    )
    assert fact.applies(TODAY) is applies
