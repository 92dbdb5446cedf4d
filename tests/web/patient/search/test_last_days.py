from __future__ import annotations

import time_machine

from tests.web.conftest import read
from tests.web.people import OHIO

MEDICARE = OHIO | {"insurance": ["medicare", "medicare_drug"], "age": "70"}


def lead(shared_app, on: str, told: dict[str, object], path: str = "/results") -> str:
    with time_machine.travel(f"{on} 17:00Z", tick=False):
        return read(shared_app.test_client().post(path, data=told)).main.split(" Compare ")[0]


def test_the_last_day_stands_near_the_top_with_its_source_and_goes_when_it_is_past(shared_app) -> None:
    said = "Medicare drug plan: join or change by December 7, 2026. Then it starts on January 1, 2027. insurance.wa.gov"
    assert said in lead(shared_app, "2026-12-07", MEDICARE)
    assert "join or change by" not in lead(shared_app, "2026-12-08", MEDICARE)


def test_who_may_get_help_with_a_marketplace_plan_reads_by_when_to_choose(shared_app) -> None:
    texas = OHIO | {"state": "TX", "income": "2,600", "age": "40", "citizenship": "citizen"}
    said = "Marketplace plan: choose by December 15, 2026. Then it starts on January 1, 2027."
    assert said in lead(shared_app, "2026-11-30", texas)
    assert "choose by" not in lead(shared_app, "2026-12-16", texas)


def test_the_last_day_is_said_in_spanish(shared_app) -> None:
    assert "7 de diciembre de 2026" in lead(shared_app, "2026-11-30", MEDICARE, "/es/results")
