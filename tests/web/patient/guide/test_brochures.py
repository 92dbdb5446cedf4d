from __future__ import annotations

import dataclasses
import re

import pytest
from flask import Flask

from finder.core.text import Text
from finder.papers.pdf import NoPdf
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.guide import brochure as module
from finder.web.patient.guide.brochure import SHEET, TooLongError, faces, sheet
from finder.web.patient.guide.page import page as new_page
from finder.web.patient.guide.page import sources_of
from tests.languages import PREFIXES
from tests.web.conftest import Page
from tests.web.pdfs import letters, letters_of, opened, pages

BROCHURES = ("managing-treatment", "medicine-and-immune-system", "tips-that-work")


def made(app: Flask, path: str) -> bytes:
    response = app.test_client().get(path)
    assert response.status_code == 200
    assert response.content_type == "application/pdf"
    return response.data


def test_there_are_the_three_brochures(shared_app: Flask) -> None:
    with shared_app.app_context():
        assert tuple(row.id for row in current_snapshot().facts.guide.brochures) == BROCHURES


@pytest.mark.parametrize("name", BROCHURES)
@pytest.mark.parametrize(("prefix", "lang"), [("", "en"), ("/es", "es")])
def test_the_sheet_is_tagged_letter_paper_across_two_sides_in_our_font(
    shared_app: Flask, name: str, prefix: str, lang: str
) -> None:
    data = made(shared_app, f"{prefix}/guide/brochures/{name}.pdf")
    text = opened(data)
    assert pages(data) == 2
    assert "/MediaBox [0 0 792 612]" in text
    assert f"/Lang ({lang})" in text
    assert "/Marked true" in text
    assert "/StructTreeRoot" in text
    assert "pdfuaid" in text
    assert re.search(r"/Title [(<]", text)
    assert "Public" in text
    assert "/URI" not in text


@pytest.mark.parametrize("name", BROCHURES)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_sheet_names_its_sources_and_the_day_they_were_checked(shared_app: Flask, name: str, prefix: str) -> None:
    with shared_app.test_request_context(f"{prefix}/"):
        shown = new_page()
        brochure = shown.guide.brochure(name)
        texts = (text for panel in brochure.panels for text in (panel.heading, *panel.body))
        facts = shown.guide.sources(texts, (fact for panel in brochure.panels for fact in panel.facts))
        sources = [source.on_paper for source in sources_of(facts)]
        checked = shown.words.day(min(fact.checked_on for fact in facts))
    said = letters_of(made(shared_app, f"{prefix}/guide/brochures/{name}.pdf"))
    assert sources
    assert [source for source in sources if letters(source) not in said] == []
    assert letters(checked) in said


@pytest.mark.parametrize("name", BROCHURES)
def test_the_page_says_all_panels_and_leads_to_the_sheet(
    guide_pages: dict[str, Page], shared_app: Flask, name: str
) -> None:
    with shared_app.app_context():
        found = current_snapshot().facts.guide.brochure(name)
    for prefix, language in (("", "en"), ("/es", "es")):
        page = guide_pages[f"{prefix}/guide/brochures/{name}"]
        assert f"{prefix}/guide/brochures/{name}.pdf" in page.links
        for panel in found.panels:
            assert panel.heading.in_language(language) in page.main


def test_six_panels_fill_the_six_faces_and_the_first_is_in_front(shared_app: Flask) -> None:
    with shared_app.app_context():
        found = current_snapshot().facts.guide.brochure(BROCHURES[0])
    placed = dict(faces(found))
    assert placed["front"] == found.panels[0]
    assert placed["back"] == found.panels[5]
    assert {name for side in SHEET for name in side} == set(placed)


def test_few_panels_leave_the_front_for_the_title(shared_app: Flask) -> None:
    with shared_app.app_context():
        found = current_snapshot().facts.guide.brochure(BROCHURES[0])
    placed = dict(faces(dataclasses.replace(found, panels=found.panels[:2])))
    assert placed["front"] is None
    assert (placed["flap"], placed["left"], placed["back"]) == (*found.panels[:2], None)


def test_a_text_that_does_not_fit_is_refused_and_not_cut(shared_app: Flask) -> None:
    with shared_app.test_request_context("/guide"):
        shown = new_page()
        found = shown.guide.brochure(BROCHURES[0])
        long = dataclasses.replace(found.panels[3], body=(Text(en="Too much to say. " * 300),))
        with pytest.raises(TooLongError):
            sheet(shown, dataclasses.replace(found, panels=(*found.panels[:3], long, *found.panels[4:])))


def test_a_longer_text_makes_smaller_type(shared_app: Flask) -> None:
    with shared_app.test_request_context("/guide"):
        shown = new_page()
        found = shown.guide.brochure(BROCHURES[0])
        longer = dataclasses.replace(found.panels[3], body=(Text(en="Something more to say. " * 45),))
        data = sheet(shown, dataclasses.replace(found, panels=(*found.panels[:3], longer, *found.panels[4:])))
    assert pages(data) == 2


def test_a_sheet_is_laid_out_once(make_app, database, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(database)
    once = made(app, f"/guide/brochures/{BROCHURES[0]}.pdf")
    monkeypatch.setattr(module, "sheet", None)
    assert made(app, f"/guide/brochures/{BROCHURES[0]}.pdf") == once


def test_where_no_pdf_can_be_made_the_page_says_so(make_app, database, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> bytes:
        raise NoPdf

    monkeypatch.setattr(module, "sheet", none)
    response = make_app(database).test_client().get(f"/guide/brochures/{BROCHURES[0]}.pdf")
    assert response.status_code == 503
    assert "cannot make PDF files" in response.text
    assert response.headers["Cache-Control"] == "no-store"
