"""The measures run, on tiny sizes. How fast anything is, is never asserted: that depends on the machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from bench import caseload, desk, figures, listings, matching, meanwhile, nearby, pages, people, serving
from bench.apps import MeteredApp
from bench.figures import Figure
from finder.catalog import Catalog, read_catalog
from finder.core.situation import Situation
from finder.core.snapshot import Snapshot
from tests.sample_seed import SEED

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_catalog(SEED)


@pytest.fixture(scope="module")
def snapshot(catalog: Catalog) -> Snapshot:
    return catalog.snapshot("1")


@pytest.fixture(scope="module")
def some(snapshot: Snapshot) -> list[people.Household]:
    return people.households(4, snapshot)


def test_the_same_households_come_in_every_run_and_differ_from_each_other(snapshot: Snapshot) -> None:
    first = people.households(30, snapshot)
    assert first == people.households(30, snapshot)
    assert len({tuple(sorted(row.items())) for row in first}) == 30


def test_made_up_households_have_no_mistake(snapshot: Snapshot) -> None:
    told = matching.read(people.households(300, snapshot), snapshot)
    assert not any(row.errors for row in told)


def test_households_of_one_state_live_there(snapshot: Snapshot) -> None:
    told = matching.read(people.households(20, snapshot, "OH"), snapshot)
    assert {row.situation.state for row in told} == {"OH"}


def test_made_up_listings_are_valid_and_only_as_many_as_asked_can_apply(catalog: Catalog) -> None:
    whole = listings.with_more(catalog, 400, "OH", 100)
    assert whole.problems == ()
    assert len(whole.listings) == 400
    assert len(list(whole.snapshot("1").that_can_apply(Situation(state="OH")))) == 100


def test_the_listings_that_can_apply_are_the_same_however_many_others_there_are(catalog: Catalog) -> None:
    small, large = (listings.with_more(catalog, total, "OH", 100).snapshot("1") for total in (200, 400))
    assert list(small.that_can_apply(Situation(state="OH"))) == list(large.that_can_apply(Situation(state="OH")))


def test_matching_is_measured(snapshot: Snapshot, catalog: Catalog, some: list[people.Household]) -> None:
    found = list(matching.figures(snapshot, [catalog.snapshot("fresh")], some, TODAY))
    assert [row.unit for row in found] == ["ms", "listings", "a second"]
    assert all(row.value > 0 for row in found)


def test_a_search_for_places_is_measured(snapshot: Snapshot) -> None:
    found = list(nearby.figures(snapshot, 50, 3, TODAY))
    assert [row.unit for row in found] == ["ms", "ms"]
    assert all(row.value > 0 for row in found)


def test_pages_are_weighed_as_they_are_sent(shared_app: Flask, some: list[people.Household]) -> None:
    client = shared_app.test_client()
    assert pages.first_load(client, "/", "gzip") > len(client.get("/", headers={"Accept-Encoding": "gzip"}).data)
    plain, small = (pages.results(client, some, "/results", encoding) for encoding in ("identity", "gzip"))
    assert all(less < more / 2 for less, more in zip(small, plain, strict=True))


def test_the_finder_and_the_bare_app_are_measured_under_gunicorn(database: Path, some: list[people.Household]) -> None:
    found = list(serving.figures(database, some, 4, 1000))
    assert len(found) == 7
    assert all(row.value > 0 for row in found)


def test_screen_is_measured_from_file_to_file(database: Path, some: list[people.Household], tmp_path: Path) -> None:
    seconds, rows, _speed = caseload.figures(database, some, tmp_path)
    assert seconds.value > 0
    lines = (tmp_path / "screened.csv").read_text(encoding="utf-8").splitlines()
    assert rows.value == len(lines) - 1 > len(some)


@pytest.fixture
def served_here(shared_app: Flask) -> Callable[[str], AbstractContextManager[int]]:
    """Serves the tests' own app, whichever is asked for."""

    @contextmanager
    def here(_factory: str) -> Iterator[int]:
        server = make_server("127.0.0.1", 0, MeteredApp(shared_app), threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()
        server.server_close()

    return here


def test_the_desk_is_measured_as_it_is_served(
    served_here: Callable[[str], AbstractContextManager[int]],
    some: list[people.Household],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(desk, "serve", served_here)
    found = list(desk.figures(tmp_path / "not-used", some[:2], some, tmp_path))
    assert [row.unit for row in found] == ["s", "s", "s", "s", "s", "MB", "s"]
    assert all(row.value > 0 for row in found if row.unit == "s")


def test_what_others_wait_for_beside_caseloads_is_measured(
    served_here: Callable[[str], AbstractContextManager[int]],
    some: list[people.Household],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(meanwhile, "serve", served_here)
    alone, beside = meanwhile.figures(tmp_path / "not-used", some, some, tmp_path)
    assert alone.value > 0
    assert beside.value > 0
    assert beside.most == 250


def test_five_in_a_hundred_wait_as_long_as_the_95th_percentile_or_longer() -> None:
    assert meanwhile.p95([float(at) for at in range(1, 101)]) == 96


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure("", 2, "ms", most=2), True),
        (Figure("", 2.1, "ms", most=2), False),
        (Figure("", 500, "a second", least=500), True),
        (Figure("", 499, "a second", least=500), False),
        (Figure("", 1, "rows"), None),
    ],
)
def test_a_target_is_met_at_its_limit_and_missed_past_it(figure: Figure, met: bool | None) -> None:
    assert figure.met is met


def test_figures_are_printed_for_people_and_for_programs() -> None:
    found = [
        Figure("one household", 1.234, "ms", most=2),
        Figure("screen", 41.5, "s"),
        Figure("rate", 9, "x", least=10),
    ]
    first, one, screen, rate = figures.table(found).splitlines()
    assert first.split() == ["figure", "value", "unit", "target", "met"]
    assert one.split() == ["one", "household", "1.23", "ms", "at", "most", "2", "yes"]
    assert screen.split() == ["screen", "41.5", "s"]
    assert rate.split()[-1] == "NO"
    assert [row["met"] for row in json.loads(figures.as_json("2 cores", found))["figures"]] == [True, None, False]
