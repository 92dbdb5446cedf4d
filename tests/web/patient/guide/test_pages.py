from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from finder.core.guide import SectionKind, Urgency
from finder.store.snapshot_cache import current_snapshot
from tests.catalog.folders import changed, copy_of_good
from tests.conftest import close
from tests.web.conftest import Page, read
from tests.web.people import said, section
from tests.web.reading import sentences, too_hard


def test_every_page_of_the_guide_opens_in_both_languages(guide_pages: dict[str, Page]) -> None:
    assert len(guide_pages) >= 60
    assert all(len(page.main) > 150 for page in guide_pages.values())


def test_every_page_reads_easily_in_its_language(guide_pages: dict[str, Page]) -> None:
    assert [path for path, page in guide_pages.items() if too_hard(sentences(page.one("main")), path)] == []


def test_every_topic_ends_with_its_sources_and_the_day_they_were_checked(
    shared_app: Flask, guide_pages: dict[str, Page]
) -> None:
    with shared_app.app_context():
        guide = current_snapshot().facts.guide
    for topic in guide.topics:
        used = guide.sources(topic.texts, topic.named)
        shown = section(guide_pages[f"/guide/{topic.id}"], "sources")
        assert bool(shown) == bool(used or topic.own_since), topic.id
        assert not used or "Checked" in shown
        links = guide_pages[f"/guide/{topic.id}"].links
        assert {fact.source for fact in used} <= set(links), topic.id
        assert ("Secondary source." in shown) == any(fact.confidence == "medium" for fact in used), topic.id


def test_no_bracket_of_a_quoted_fact_is_left(guide_pages: dict[str, Page]) -> None:
    assert [path for path, page in guide_pages.items() if "{fact" in page.text] == []


def test_side_effects_begin_with_the_three_urgent_lists(shared_app: Flask, guide_pages: dict[str, Page]) -> None:
    with shared_app.app_context():
        topic = current_snapshot().facts.guide.topic("side-effects")
    assert [row.urgency for row in topic.sections[:3]] == [Urgency.EMERGENCY, Urgency.NOW, Urgency.VISIT]
    for path in ("/guide/side-effects", "/es/guide/side-effects"):
        shown = [row.get("aria-labelledby") for row in guide_pages[path].all("section")]
        assert shown[:3] == [row.id for row in topic.sections[:3]]
    text = guide_pages["/guide/side-effects"].main
    assert "Call 911" in text[:300]
    assert "100.4 F (38 C)" in text
    assert "It must check and stabilize you even if you cannot pay; it may bill you" in text


def test_the_sheet_for_running_out_has_a_half_for_each_and_space_for_the_days(guide_pages: dict[str, Page]) -> None:
    page = guide_pages["/guide/running-out/half-sheets"]
    halves = [said(row) for row in page.all("div") if row.get("class") == "half"]
    assert len(halves) == 2
    assert "transplant team now" in halves[1]
    assert "transplant team now" not in halves[0]
    for half in halves:
        assert "I have" in half
        assert "Missed more than one dose? Call before you start again." in half
        assert "What is your cash price for 90 generic 50 mg tablets?" in half


@pytest.mark.parametrize("path", ["/guide/nothing", "/guide/brochures/nothing", "/guide/brochures/nothing.pdf"])
def test_a_page_that_is_not_there_says_so(get_page, path: str) -> None:
    get_page(path, status=404)


def test_people_say_who_pays_for_them_and_when_we_checked(shared_app: Flask, guide_pages: dict[str, Page]) -> None:
    with shared_app.app_context():
        people = current_snapshot().facts.guide.people
    page = guide_pages["/guide/people"]
    shown = page.all("article")
    assert {row.get("id") for row in shown} == {row.id for row in people}
    for card in shown:
        assert "Who pays for it" in said(card)
        assert "Source:" in said(card)
    for row in people:
        assert row.phone in page.main


def test_the_guide_is_linked_from_every_page_and_from_the_results(get_page) -> None:
    assert "/guide" in get_page("/about").links
    assert "/es/guide" in get_page("/es/about").links
    page = get_page("/results", {"state": "OH"})
    assert "/guide" in [link.get("href") for link in page.one("main").iter("a")]
    assert "/guide/questions" in [form.get("action") for form in page.all("form")]


@pytest.fixture
def small(make_app: Callable[..., Flask], tmp_path: Path):
    """An app on the small good folder: change files, seed, ask."""
    folder = copy_of_good(tmp_path)
    app = make_app(tmp_path / "small.sqlite", {"SEED_DATA": str(folder)})
    yield app, folder
    close(app)


def test_a_corrected_fact_changes_on_every_page_that_draws_on_it(small) -> None:
    app, folder = small
    runner = app.test_cli_runner()
    assert runner.invoke(args=["seed"]).exit_code == 0
    client = app.test_client()
    paths = ("/guide/tests", "/guide/faq", "/guide/faq/print", "/guide/brochures/start")
    for path in paths:
        assert "are weekly." in read(client.get(path)).main, path
    changed(folder, "guide/facts.toml", "are weekly.", "are every week.")
    assert runner.invoke(args=["listings", "import", str(folder)]).exit_code == 0
    with app.app_context():
        current_snapshot()
        app.extensions["snapshot_keeper"].wait()
    for path in paths:
        text = read(client.get(path)).main
        assert "are every week." in text, path
        assert "are weekly" not in text, path


def test_a_topic_that_has_no_file_in_what_is_taken_in_stays(small) -> None:
    app, folder = small
    more = folder / "guide/topics/more.toml"
    more.write_text((folder / "guide/topics/tests.toml").read_text(encoding="utf-8"), encoding="utf-8")
    changed(folder, "guide/topics/more.toml", 'id = "tests"', 'id = "more"')
    runner = app.test_cli_runner()
    assert runner.invoke(args=["seed"]).exit_code == 0
    more.unlink()
    assert runner.invoke(args=["listings", "import", str(folder)]).exit_code == 0
    assert app.test_client().get("/guide/more").status_code == 200


def test_sections_are_shown_as_what_they_are(shared_app: Flask, guide_pages: dict[str, Page]) -> None:
    with shared_app.app_context():
        guide = current_snapshot().facts.guide
    tags = {SectionKind.STEPS: "ol", SectionKind.LIST: "ul", SectionKind.TEXT: "p"}
    seen = set()
    for topic in guide.topics:
        for row in topic.sections:
            page = guide_pages[f"/guide/{topic.id}"]
            shown = [e for e in page.all("section") if e.get("aria-labelledby") == row.id]
            shown += [e for e in page.all("details") if e.get("id") == row.id]
            assert len(shown) == 1, (topic.id, row.id)
            if row.kind in tags:
                seen.add(row.kind)
                assert next(shown[0].iter(tags[row.kind]), None) is not None, (topic.id, row.id)
    assert seen == set(tags)
