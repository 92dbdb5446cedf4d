from __future__ import annotations

import pytest
from flask import Flask

from tests.web.pdfs import colours, opened, pages, smallest_type_pt
from tests.web.reading import grade


def test_the_hand_out_says_what_to_do_and_nothing_about_anybody(get_page) -> None:
    page = get_page("/handout")
    assert "What is your cash price for generic azathioprine?" in page.main
    assert "Never stop or skip azathioprine to save money." in page.main
    assert "Use your card first." in page.main
    assert page.all("form") == []


def test_the_spanish_hand_out_keeps_the_english_sentence_for_the_counter(get_page) -> None:
    page = get_page("/es/handout")
    assert "What is your cash price for generic azathioprine?" in page.main


def test_the_hand_out_is_easy_to_read(get_page) -> None:
    assert grade(get_page("/handout").main) <= 7


@pytest.mark.parametrize(("path", "lang"), [("/handout.pdf", "en"), ("/es/handout.pdf", "es")])
def test_the_hand_out_is_one_grey_tagged_page(shared_app: Flask, path: str, lang: str) -> None:
    response = shared_app.test_client().get(path)
    assert response.headers["Content-Type"] == "application/pdf"
    assert pages(response.data) == 1
    assert smallest_type_pt(response.data) == 12
    assert f"/Lang ({lang})" in opened(response.data)
    assert all(len(set(colour)) == 1 for colour in colours(response.data))
