from __future__ import annotations

import html5lib
import pytest

from finder.languages import OFFERED_LANGUAGES
from tests.web.reading import MEASURES, ease, grade, prose, sentences, spanish_syllables, too_hard


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("azatioprina", 5),
        ("día", 2),
        ("guía", 2),
        ("que", 1),
        ("guerra", 2),
        ("muy", 1),
        ("hay", 1),
        ("aéreo", 4),
        ("cuidado", 3),
    ],
)
def test_spanish_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


def test_long_words_and_sentences_are_harder_in_both_languages() -> None:
    assert grade("The cat sat. The dog ran.") < 3
    hard = (
        "Immunosuppressive medications necessitate comprehensive haematological surveillance throughout administration."
    )
    assert grade(hard) > 12
    difficult = (
        "Los medicamentos inmunosupresores requieren una vigilancia hematológica exhaustiva durante la administración."
    )
    assert ease("El gato come. El perro corre.") > 90
    assert ease(difficult) < 40


def test_names_of_drugs_and_programs_stand_outside() -> None:
    assert grade("Take Azathioprine now.") == grade("Take now.")


def test_headings_and_entries_are_sentences_of_their_own() -> None:
    page = html5lib.HTMLParser(namespaceHTMLElements=False).parse(
        "<main><h1>One</h1><ul><li>Two <b>three</b></li><li>Four.</li></ul><p class=small>Five</p></main>"
    )
    assert prose(next(page.iter("main")), frozenset({"small"})) == "One. Two three. Four."


def test_short_cells_do_not_make_a_page_look_easy() -> None:
    hard = "Immunosuppressive medications necessitate comprehensive haematological surveillance."
    page = html5lib.HTMLParser(namespaceHTMLElements=False).parse(f"<main><p>{hard}</p>{'<td>One</td>' * 50}</main>")
    assert sentences(page.find(".//main")) == hard
    assert too_hard(hard, "/prices")
    assert not too_hard("The cat sat on the mat.", "/prices")
    assert too_hard("La vigilancia hematológica exhaustiva requiere inmunosupresores determinados.", "/es/prices")


def test_every_language_of_the_site_has_a_measure() -> None:
    assert {language.code for language in OFFERED_LANGUAGES} <= set(MEASURES)
