"""The whole directory of places, as shipped: how near care is for ZIP codes all over the country."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from finder.core.places import PLACE_KINDS
from finder.core.snapshot import Snapshot
from finder.store.snapshot_cache import current_snapshot
from tests.sample_seed import SHIPPED

SEED_OF_CHANCE, ASKED, NEAR_MILES = 15, 60, 25
WITH_CARE_NEAR = 50
SEEDING_AT_MOST_S = 10
# The page has hundreds of words for more than this.
MOST_WORDS = 36
FIRST_ROW = re.compile(r'<p class="near">(.*?)</p>', re.DOTALL)
OTHERS = re.compile(r'<ul class="plain near">(.*?)</ul>', re.DOTALL)
ROW = re.compile(r"<li>(.*?)</li>", re.DOTALL)
MILES = re.compile(r"<small>([\d.]+) miles</small>")
# No abbreviation of a list is so long.
SHOUTED = re.compile(r"\b[A-Z]{6,}\b")
HRSA = "findahealthcenter.hrsa.gov"


@pytest.fixture(scope="module")
def whole(make_app: Callable[..., Flask], tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An app seeded with every place."""
    app = make_app(tmp_path_factory.mktemp("whole") / "finder.sqlite", {"SEED_DATA": str(SHIPPED)})
    start = time.process_time()
    result = app.test_cli_runner().invoke(args=["seed"])
    assert result.exit_code == 0, result.output
    assert time.process_time() - start < SEEDING_AT_MOST_S
    return app


@pytest.fixture(scope="module")
def snapshot(whole: Flask) -> Snapshot:
    with whole.app_context():
        return current_snapshot()


@pytest.fixture(scope="module")
def client(whole: Flask) -> FlaskClient:
    return whole.test_client()


def visible_words(page: str) -> int:
    """How long the block of places is before anything is opened."""
    block = page[page.index('<h3 id="near">') :]
    return len(re.sub(r"<[^>]*>", " ", block[: block.index("</summary>")]).split())


def some_zips(snapshot: Snapshot) -> list[str]:
    """ZIP codes with a position, drawn by chance, the same in every run."""
    known = sorted(code for code, area in snapshot.facts.zips.items() if area.latitude is not None)
    return random.Random(SEED_OF_CHANCE).sample(known, ASKED)


def test_of_sixty_zip_codes_fifty_see_care_with_a_phone_within_25_miles(
    client: FlaskClient, snapshot: Snapshot
) -> None:
    near = 0
    for code in some_zips(snapshot):
        told = client.post("/results", data={"zip": code}).text
        rows = [*FIRST_ROW.findall(told), *ROW.findall("".join(OTHERS.findall(told)))]
        assert rows, code
        assert visible_words(told) <= MOST_WORDS, code
        assert all(re.search(r"\b(listed|checked) \w+ 20\d\d", row) for row in rows), code
        assert HRSA in told
        assert "tel:1-877-464-4772" in told
        miles = [float(MILES.search(row)[1]) for row in rows if "tel:" in row and MILES.search(row)]  # type: ignore[index]  # asked just before
        near += bool(miles and min(miles) <= NEAR_MILES)
    assert near >= WITH_CARE_NEAR


def test_every_place_of_a_list_says_what_it_rests_on(snapshot: Snapshot) -> None:
    listed = [place for place in snapshot.facts.places.places if place.still_there]
    assert len(listed) > 15_000
    assert {place.source for place in listed} <= set(snapshot.facts.phrases.source_names)
    assert not [place.source_id for place in listed if place.as_of == "undated"]
    assert not [place.source_id for place in listed if SHOUTED.search(place.name)]


def test_what_is_written_about_places_is_there_in_spanish(snapshot: Snapshot) -> None:
    notes = {part for place in snapshot.facts.places.places for part in re.split(r"(?<=[.!?])\s+", place.notes) if part}
    assert notes <= set(snapshot.facts.phrases.place_notes)


def test_no_state_is_without_a_place_of_care(snapshot: Snapshot) -> None:
    care = [place for place in snapshot.facts.places.places if PLACE_KINDS[place.kind].gives_care]
    assert len({place.state for place in care}) == len(list(Path(SHIPPED, "places").glob("*.csv")))
    for state in ("OH", "PR", "GU", "AS", "VI", "MP", "DC", "WY"):
        assert state in {place.state for place in care}
