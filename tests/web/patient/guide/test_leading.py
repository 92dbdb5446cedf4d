from __future__ import annotations

import pytest
from flask import Flask

from finder.core.guide import GUIDE_PAGES as KNOWN
from finder.core.listing import Kind
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.guide.topic_leads import EXPLAINERS, PAGE_LEADS
from tests.languages import PREFIXES
from tests.web.conftest import Page
from tests.web.people import answers


def main_links(page: Page) -> list[str]:
    return [link.get("href", "") for link in page.one("main").iter("a")]


def test_every_page_that_a_topic_may_name_has_an_address_and_every_kind_a_topic(shared_app: Flask) -> None:
    assert set(PAGE_LEADS) == set(KNOWN)
    assert set(EXPLAINERS) == set(Kind)
    with shared_app.app_context():
        topics = {topic.id for topic in current_snapshot().facts.guide.topics}
    assert set(EXPLAINERS.values()) <= topics


def test_every_topic_leads_on_to_pages_that_open(shared_app: Flask, guide_pages: dict[str, Page]) -> None:
    client = shared_app.test_client()
    seen: set[str] = set()
    for path, page in guide_pages.items():
        for row in page.all("nav"):
            if row.get("aria-labelledby") == "next":
                found = [link.get("href", "") for link in row.iter("a")]
                assert found, path
                assert all(link.startswith("/es/") == path.startswith("/es/") for link in found), path
                seen |= set(found)
    assert len(seen) > 40
    assert [path for path in seen if client.get(path).status_code != 200] == []


@pytest.mark.parametrize(
    ("path", "topics"),
    [
        ("/prices", ("how-prices-work", "cards-copay-and-funds", "safe-online-pharmacies")),
        ("/insurance", ("insurance-explained",)),
        ("/listings", ("cards-copay-and-funds", "insurance-explained", "safe-online-pharmacies")),
        ("/listings/medicaid", ("insurance-explained", "who-pays-whom", "how-to-read-our-answers")),
        ("/listings/cost-plus-drugs", ("safe-online-pharmacies", "who-pays-whom")),
        ("/guide/how-we-rank", ("how-to-read-our-answers", "who-pays-whom")),
    ],
)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_explainers_are_linked_where_they_matter(get_page, prefix: str, path: str, topics: tuple[str, ...]) -> None:
    assert {f"{prefix}/guide/{name}" for name in topics} <= set(main_links(get_page(prefix + path)))


def test_the_answer_leads_to_the_explainers_and_every_footer_to_three_of_them(get_page) -> None:
    page = get_page("/results", answers())
    names = ("how-to-read-our-answers", "how-we-rank", "who-pays-whom", "how-prices-work", "insurance-explained")
    assert {f"/guide/{name}" for name in names} <= set(main_links(page))
    for name in ("how-to-read-our-answers", "how-prices-work", "safe-online-pharmacies", "people"):
        assert f"/guide/{name}" in get_page("/privacy").links
