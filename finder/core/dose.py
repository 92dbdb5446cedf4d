"""Every way to make a daily dose from marketed tablets.

We price the ways to make the prescribed dose; we never choose or change it. Half tablets are kept
apart and never suggested to save money (docs/safety.md S4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import ceil


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """What the program knows of tablets of one strength.

    ``can_be_halved``: they are sold scored, and their halves fit the 25 mg steps of the label.
    ``is_costly``: the same dose costs far less in other tablets.
    """

    can_be_halved: bool
    is_hard_to_find: bool
    is_costly: bool


# By milligrams, the largest first.
STRENGTHS = {
    100: Strength(can_be_halved=True, is_hard_to_find=False, is_costly=True),
    75: Strength(can_be_halved=False, is_hard_to_find=False, is_costly=True),
    50: Strength(can_be_halved=True, is_hard_to_find=False, is_costly=False),
    25: Strength(can_be_halved=False, is_hard_to_find=True, is_costly=False),
}
STRENGTHS_MG = tuple(STRENGTHS)
SMALLEST_FIRST_MG = tuple(sorted(STRENGTHS))
HALVED_MG = tuple(mg for mg, strength in STRENGTHS.items() if strength.can_be_halved)
STEP_MG = 25
LOWEST_MG = 25
CONFIRM_ABOVE_MG = 250
# 5 mg/kg a day at 150 kg: above this a typing mistake is likelier than a prescription.
HIGHEST_MG = 750


@dataclass(frozen=True, slots=True)
class DoseWay:
    """Tablets a day by strength, for example ``((50, 3),)``; ``half_mg`` names the strength of one half tablet more."""

    tablets: tuple[tuple[int, int], ...]
    half_mg: int | None = None

    @property
    def daily_dose_mg(self) -> int:
        """Milligrams a day."""
        return sum(mg * count for mg, count in self.tablets) + (self.half_mg or 0) // 2

    @property
    def tablets_per_day(self) -> Decimal:
        """Tablets a day, counting a half as 0.5."""
        return Decimal(sum(count for _, count in self.tablets)) + (Decimal("0.5") if self.half_mg else 0)

    @property
    def strengths_mg(self) -> tuple[int, ...]:
        """The strengths that have to be bought."""
        return tuple(mg for mg, _ in self.tablets_per_fill(1))

    def tablets_per_fill(self, days: int) -> tuple[tuple[int, int], ...]:
        """Whole tablets to buy by strength for ``days`` days."""
        counts = {mg: count * days for mg, count in self.tablets}
        if self.half_mg:
            counts[self.half_mg] = counts.get(self.half_mg, 0) + ceil(days / 2)
        return tuple(sorted(counts.items(), reverse=True))


class DoseError(ValueError):
    """A dose that cannot be priced; ``key`` names the sentence to show."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def check_dose(daily_dose_mg: Decimal) -> int:
    """The dose as whole milligrams.

    Raises DoseError: ``too_low``, ``too_high`` (above 750 mg) or ``not_in_steps`` (not a multiple of 25 mg).
    """
    if daily_dose_mg < LOWEST_MG:
        raise DoseError("too_low")
    if daily_dose_mg > HIGHEST_MG:
        raise DoseError("too_high")
    if daily_dose_mg % STEP_MG:
        raise DoseError("not_in_steps")
    return int(daily_dose_mg)


@lru_cache(maxsize=64)
def ways(daily_dose_mg: int) -> tuple[DoseWay, ...]:
    """Every way to make the dose from whole tablets, fewest strengths first, then fewest tablets."""
    found = (DoseWay(tablets) for tablets in _combinations(daily_dose_mg, STRENGTHS_MG))
    return tuple(sorted(found, key=_simplest_first))


@lru_cache(maxsize=64)
def ways_with_a_half(daily_dose_mg: int) -> tuple[DoseWay, ...]:
    """Every way that takes one half of a scored tablet a day."""
    found = (
        DoseWay(tablets, half_mg)
        for half_mg in HALVED_MG
        for tablets in _combinations(daily_dose_mg - half_mg // 2, STRENGTHS_MG)
    )
    return tuple(sorted(found, key=_simplest_first))


def _simplest_first(way: DoseWay) -> tuple[int, Decimal, tuple[int, ...]]:
    return len(way.strengths_mg), way.tablets_per_day, way.strengths_mg


def _combinations(dose_mg: int, strengths: tuple[int, ...]) -> Iterator[tuple[tuple[int, int], ...]]:
    if dose_mg == 0:
        yield ()
    if dose_mg <= 0 or not strengths:
        return
    largest, rest = strengths[0], strengths[1:]
    for count in range(dose_mg // largest, -1, -1):
        for others in _combinations(dose_mg - count * largest, rest):
            yield ((largest, count), *others) if count else others
