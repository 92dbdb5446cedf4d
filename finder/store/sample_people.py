"""The people on whom changes are tried: the stored households, and a fixed grid of others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product

from finder.catalog.households import Household
from finder.core.situation import Prescription, Situation
from finder.core.snapshot import Snapshot

SAMPLE_STATES = ("AK", "CA", "FL", "GA", "NY", "OH", "TX", "WI")
INCOMES = (500, 1500, 2200, 3500, 6000)
AGES = (10, 35, 68)
SAMPLE_INSURANCE = ("none", "employer", "medicaid", "medicare_drug")
DOSE = Prescription(daily_dose_mg=Decimal(100), written_strength_mg=50, days_supply=30, days_left=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody the catalogue answers: a stored household, or one of the grid. ``story`` is empty for the grid."""

    id: str
    story: str
    situation: Situation
    prescription: Prescription
    on: date


def people_stored(households: Iterable[Household], snapshot: Snapshot) -> list[Person]:
    """The stored households, each on the day its answers were written for."""
    found = []
    for household in households:
        answers = household.read(snapshot.facts.zips)
        found.append(
            Person(
                id=household.id,
                story=household.story,
                situation=answers.situation,
                prescription=answers.prescription,
                on=household.on,
            )
        )
    return found


def grid(on: date) -> list[Person]:
    """The same 480 single adults and children every time: states x incomes x ages x insurance."""
    return [
        Person(
            id=f"{state}-{income}-{age}-{insurance}",
            story="",
            situation=Situation(
                state=state,
                household_size=1,
                income=Decimal(income),
                income_period="month",
                age=age,
                insurance=frozenset({insurance}),
                citizenship="citizen",
            ),
            prescription=DOSE,
            on=on,
        )
        for state, income, age, insurance in product(SAMPLE_STATES, INCOMES, AGES, SAMPLE_INSURANCE)
    ]
