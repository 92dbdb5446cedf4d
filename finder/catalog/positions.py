"""Where a place of this country can lie, to notice a position whose numbers were swapped or lost a sign."""

from __future__ import annotations

SOUTHERNMOST, NORTHERNMOST = -15.0, 72.0  # American Samoa and the north of Alaska
EASTERNMOST = -64.0  # the Virgin Islands
# West of the line where the days meet: Palau, Guam, the islands between them and the last ones of Alaska.
BEYOND_THE_LINE = 130.0


def is_in_country(latitude: float, longitude: float) -> bool:
    """Whether a state, a territory or a freely associated state may lie there."""
    return SOUTHERNMOST <= latitude <= NORTHERNMOST and (
        -180 <= longitude <= EASTERNMOST or BEYOND_THE_LINE <= longitude <= 180
    )
