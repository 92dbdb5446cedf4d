"""A year that rests on old laboratory prices says their month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from finder.core.matching import match
from finder.core.situation import Prescription, Situation
from finder.wording import money, words_in
from tests.core.shipped import SNAPSHOT

DOSE = Prescription(daily_dose_mg=Decimal(150), written_strength_mg=50, days_left=30)


@pytest.mark.parametrize(
    ("listing", "insurance", "on", "says"),
    [
        ("cost-plus-drugs", "none", date(2026, 11, 30), True),
        ("cost-plus-drugs", "employer", date(2026, 11, 30), True),
        # What Medicare and Medicaid pay for a test is no price of a laboratory.
        ("cost-plus-drugs", "medicare", date(2026, 11, 30), False),
        ("medicaid", "none", date(2026, 11, 30), False),
        # The prices were fresh.
        ("cost-plus-drugs", "none", date(2026, 8, 1), False),
    ],
)
def test_the_month_of_old_laboratory_prices_is_said(listing: str, insurance: str, on: date, says: bool) -> None:
    person = Situation(state="OH", insurance=frozenset({insurance}))
    plan = match(SNAPSHOT, person, DOSE, on)
    said = money.stale_tests(words_in("en"), plan, SNAPSHOT.by_id[listing])
    assert said.startswith(" (laboratory prices of ") is says
    if says:
        assert plan.blood_test is not None
        assert plan.blood_test.low < plan.blood_test.high
