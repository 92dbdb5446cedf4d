from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from finder.answers.states import STATES_AND_TERRITORIES
from finder.core.situation import Situation
from finder.core.snapshot import ZipArea
from finder.core.time_zones import EVERYWHERE, ZONES, possible_zones


def test_every_state_and_territory_has_zones_that_exist() -> None:
    assert set(ZONES) == set(STATES_AND_TERRITORIES)
    for zone in EVERYWHERE:
        ZoneInfo(zone)


@pytest.mark.parametrize(
    ("told", "area", "zones"),
    [
        (Situation(state="HI"), None, ("Pacific/Honolulu",)),
        (Situation(state="TN"), None, ("America/Chicago", "America/New_York")),
        (Situation(state="TN", zip="37201"), ZipArea(state="TN", latitude=None, longitude=None), ("America/Chicago",)),
        (
            Situation(state="TN", zip="37901"),
            ZipArea(state="TN", latitude=None, longitude=None, other_states=None, time_zone="America/New_York"),
            ("America/New_York",),
        ),
        (Situation(), None, EVERYWHERE),
        (Situation(state="AE"), ZipArea(state="AE", latitude=None, longitude=None), EVERYWHERE),
    ],
)
def test_a_zip_code_tells_one_zone_a_state_its_own_and_nothing_all(
    told: Situation, area: ZipArea | None, zones: tuple[str, ...]
) -> None:
    assert possible_zones(told, area) == zones
