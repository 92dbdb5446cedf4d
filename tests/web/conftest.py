"""``get_page``: fetch a page, and check on the way what must hold on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask
from sqlalchemy import Connection, create_engine
from werkzeug.test import TestResponse

from finder.catalog.catalog import Catalog
from finder.store import records, snapshot_cache
from finder.store.records import version_in
from tests.languages import language_of

LOADS = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "link": "href",
    "use": "href",
    "form": "action",
}
NEEDS_LABEL = ("input", "select", "textarea")
LABELS_ITSELF = ("hidden", "submit", "button")


@dataclass
class Page:
    """A fetched page, read as a browser reads it."""

    response: TestResponse
    tree: Element

    def all(self, tag: str) -> list[Element]:
        """Every element of this kind, in order."""
        return list(self.tree.iter(tag))

    def one(self, tag: str) -> Element:
        """The only element of this kind."""
        found = self.all(tag)
        assert len(found) == 1, f"{len(found)} <{tag}>"
        return found[0]

    @property
    def text(self) -> str:
        """All words of the page, one blank between them."""
        return words(self.one("body"))

    @property
    def main(self) -> str:
        """The words of the main part."""
        return words(self.one("main"))

    @property
    def links(self) -> list[str]:
        """Where the links lead."""
        return [link.get("href", "") for link in self.all("a")]


def words(element: Element) -> str:
    """The text inside an element, one blank between words."""
    return " ".join("".join(element.itertext()).split())


def read(response: TestResponse) -> Page:
    """Read a page strictly and check what must hold on every page."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = Page(response, parser.parse(response.text))
    assert response.content_type == "text/html; charset=utf-8"
    assert page.one("html").get("lang") == language_of(response.request.path).html_lang
    assert words(page.one("h1")), "no heading"
    assert words(page.one("h1")) in words(page.one("title")), "the title does not match the heading"
    ids = Counter(element.get("id") for element in page.tree.iter() if element.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert list(_unlabelled(page)) == []
    assert list(_from_elsewhere(page)) == []
    assert list(_broken_references(page, set(ids))) == []
    assert [element.tag for element in page.tree.iter() if element.get("style")] == [], (
        "the policy forbids inline styles"
    )
    assert "Set-Cookie" not in response.headers
    return page


def _unlabelled(page: Page) -> Iterator[str]:
    labelled = {label.get("for") for label in page.all("label")}
    wrapped = {id(inner) for label in page.all("label") for inner in label.iter()}
    for tag in NEEDS_LABEL:
        for element in page.all(tag):
            own = element.get("type") in LABELS_ITSELF or element.get("aria-label") or element.get("aria-labelledby")
            if not (own or element.get("id") in labelled or id(element) in wrapped):
                yield f"{tag} {element.get('name')}"


def _from_elsewhere(page: Page) -> Iterator[str]:
    """Whatever a browser would fetch or send to by itself must be ours."""
    for tag, attribute in LOADS.items():
        for element in page.all(tag):
            value = element.get(attribute, "")
            if "//" in value or value.startswith("data:text"):
                yield f"{tag} {value}"


def _broken_references(page: Page, ids: set[str | None]) -> Iterator[str]:
    for element in page.tree.iter():
        for attribute in ("aria-describedby", "aria-labelledby", "for"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute}={name}"
        link = element.get("href", "") if element.tag == "a" else ""
        if link.startswith("#") and link[1:] not in ids:
            yield link


GetPage = Callable[..., Page]


@pytest.fixture(autouse=True, scope="session")
def shipped_catalogue_read_once(seeded_database: Path) -> Iterator[None]:
    """Most apps of these tests serve a copy of one seeded database: its catalogue is read from the first of them."""
    engine = create_engine(f"sqlite:///{seeded_database}")
    with engine.connect() as connection:
        shipped = version_in(connection)
    engine.dispose()
    read_once: list[Catalog] = []

    def catalog_in(connection: Connection) -> Catalog:
        # What a test publishes on top, or seeds by itself, is read as ever.
        if version_in(connection) != shipped:
            return records.catalog_in(connection)
        if not read_once:
            read_once.append(records.catalog_in(connection))
        return read_once[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshot_cache, "catalog_in", catalog_in)
        yield


@pytest.fixture
def get_page(shared_app: Flask) -> GetPage:
    """Fetch a page that only looks: ``get_page("/about")``, ``get_page("/results", data={...}, status=422)``."""

    def get(path: str, data: object = None, status: int = 200) -> Page:
        client = shared_app.test_client()
        response = client.get(path) if data is None else client.post(path, data=data)
        assert response.status_code == status, response.status
        if data is not None or status >= 400:
            # Back returns to a person's own answers; nothing else made from a form is kept (docs/privacy.md).
            assert response.headers["Cache-Control"] in ("no-store", "private, no-cache, max-age=0")
        return read(response)

    return get
