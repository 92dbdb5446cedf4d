"""Made-up households, the same ones in every run."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from finder.answers.columns import COLUMNS, Answers, read_answers
from finder.answers.states import STATES
from finder.core.situation import CITIZENSHIP, CONDITIONS
from finder.core.snapshot import Snapshot

SEED = 20261123
DOSES = ("50", "75", "100", "125", "150", "200", "250", "2 x 50 mg", "3 tablets of 50 mg a day")
INSURANCE = ("none", "none", "employer", "marketplace", "medicaid", "medicare", "medicare;medicare_drug", "va", "other")
YES_NO = ("yes", "no")
LATE_ANSWERS = (
    "married",
    "pregnant",
    "children_at_home",
    "disabled",
    "veteran",
    "tribal_member",
    "job_offer",
    "income_steady",
)

Household = dict[str, str]


def households(count: int, snapshot: Snapshot, state: str | None = None, seed: int = SEED) -> list[Household]:
    """``count`` households as text answers, everywhere or in one state. No answer is wrong; many are not told."""
    chance = random.Random(seed)  # noqa: S311 - the same people every time is what we want
    # A ZIP in two states would have to be asked about, and an income needs its period.
    areas = snapshot.facts.zips.items()
    zips = sorted(code for code, area in areas if area.state in STATES and not area.other_states)
    if state is not None:
        zips = [code for code in zips if snapshot.facts.zips[code].state == state]
    drawn = iter(lambda: _household(chance, zips), None)
    # The form asks once more about answers that cannot both be true, which is not what is measured.
    return list(islice((row for row in drawn if not _read(row, snapshot).remarks), count))


def _read(row: Household, snapshot: Snapshot) -> Answers:
    return read_answers({name: (text,) for name, text in row.items()}, snapshot.facts.zips)


def _household(chance: random.Random, zips: Sequence[str]) -> Household:
    answers = {
        "zip": chance.choice(zips),
        "household_size": str(chance.choice((1, 1, 1, 2, 2, 3, 4, 5, 7))),
        "income": f"{chance.randrange(0, 8000, 10):,}",
        "income_period": "month",
        "age": str(chance.randint(3, 90)),
        "insurance": chance.choice(INSURANCE),
        "citizenship": chance.choice(CITIZENSHIP),
        "condition": chance.choice(CONDITIONS),
        "transplant": chance.choice(("none", "none", "none", "kidney", "other")),
        "resources": str(chance.randrange(0, 30_000, 100)),
        "daily_dose_mg": chance.choice(DOSES),
        "days_left": str(chance.randint(0, 60)),
        "days_supply": chance.choice(("30", "90")),
        **{name: chance.choice(YES_NO) for name in LATE_ANSWERS},
    }
    given_answers = {name: value for name, value in answers.items() if name == "zip" or chance.random() < 0.7}
    if "income" in given_answers:
        given_answers["income_period"] = answers["income_period"]
    return given_answers


def write_caseload(people: Iterable[Household], path: Path) -> None:
    """A file for ``screen``."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, ("case", *COLUMNS), restval="")
        rows.writeheader()
        rows.writerows({"case": f"household {at}", **row} for at, row in enumerate(people, start=1))
