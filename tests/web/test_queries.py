"""How much a page asks the database: the catalogue is in memory, and no page asks once for each of its rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from tests.web.people import DAY, answers
from tests.web.queries import asked

# In tests each request looks for a newer catalogue by itself; a page may ask for what people wrote about its listing.
LOOKS, PUBLIC = 1, 2
_PAGES = """
/ /dose /listings /listings/rx-outreach /listings/rx-outreach/changes /prices /places /insurance /insurance/OH /about
/privacy /freshness /board /report /guide /guide/running-out /guide/faq /caseload /cases /handout /team/log-in
"""
PAGES = _PAGES.split()
POSTED = ("/results", "/dose", "/places", "/packet", "/packet/print", "/guide/questions", "/api/v1/screen")


@pytest.fixture(autouse=True)
def on_a_day() -> Iterator[None]:
    with time_machine.travel(f"{DAY} 17:00Z", tick=False):
        yield


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_asks_little(shared_app: Flask, path: str) -> None:
    client = shared_app.test_client()
    client.get(path)
    with asked(shared_app) as found:
        assert client.get(path).status_code == 200
    assert len(found) <= PUBLIC, found


@pytest.mark.parametrize("path", POSTED)
def test_an_answer_is_worked_out_without_the_database(shared_app: Flask, path: str) -> None:
    client = shared_app.test_client()
    client.get("/")
    told = answers(zip="43215", option="rx-outreach")
    with asked(shared_app) as found:
        answer = client.post(path, **({"json": answers()} if path.startswith("/api") else {"data": told}))
    assert answer.status_code == 200
    assert len(found) <= LOOKS, found
