"""A listing as data: the days on which a price of it holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from finder.core.listing import Basis
from tests.factories import TODAY, pricing

BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("starts", "ends", "in_force"),
    [
        (None, None, True),
        (TODAY, None, True),
        (AFTER, None, False),
        (None, AFTER, True),
        (None, TODAY, False),
        (BEFORE, AFTER, True),
    ],
)
def test_a_price_holds_from_its_first_day_until_the_day_before_its_end(
    starts: date | None, ends: date | None, in_force: bool
) -> None:
    assert pricing(Basis.COPAY, starts=starts, ends=ends).in_force(TODAY) is in_force
