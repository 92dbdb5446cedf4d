from __future__ import annotations

import pytest

from finder.core.guide import Term
from finder.core.text import Text
from finder.web.patient.guide.hard_words import HardWords
from finder.wording import words_in
from tests.languages import PREFIXES
from tests.web.conftest import Page, words
from tests.web.people import answers, by_id

TERMS = (
    Term("copay", Text(en="copay", es="copago"), Text(en="What you pay.", es="Lo que usted paga.")),
    Term("ship", Text(en="SHIP", es="SHIP"), Text(en="Help with Medicare.", es="Ayuda con Medicare.")),
    Term(
        "count",
        Text(en="blood count (CBC)", es="hemograma"),
        Text(en='A "test".', es="Un análisis."),
        {"en": ("blood count", "CBC")},
    ),
)


def explained(html: str, language: str = "en") -> str:
    return str(HardWords(TERMS, words_in(language)).explain(html))


def test_a_word_is_explained_once_where_it_is_first_said_and_listed_at_the_end() -> None:
    said = explained("<p>The copay. Two copays.</p>")
    assert said.startswith('<p>The <a class="term" id="term-copay" href="#term-copay" aria-describedby="word-copay"')
    assert ">copay</a>. Two copays.</p>" in said
    assert said.endswith('<dt>copay</dt><dd id="word-copay">What you pay.</dd></dl></details></section>')


def test_the_sentence_stays_as_it_was_written() -> None:
    assert ">CBC</a> or blood count" in explained("<p>A CBC or blood count</p>")
    assert 'data-meaning="A &#34;test&#34;"' in explained("<p>CBC</p>")


@pytest.mark.parametrize("text", ["It ships from abroad.", "copayment", "Nothing hard &amp; nothing new."])
def test_other_words_are_left_alone(text: str) -> None:
    assert explained(f"<p>{text}</p>") == f"<p>{text}</p>"


@pytest.mark.parametrize("quoted", ["“Is the copay $4?”", "«¿Cuánto es el copay?»", "&#34;Is the copay $4?&#34;"])
def test_a_sentence_to_read_aloud_stays_whole(quoted: str) -> None:
    said = explained(f"<p>Say {quoted} A copay</p>")
    assert said.startswith(f'<p>Say {quoted} A <a class="term"')


def test_capitals_are_found_in_capitals() -> None:
    assert ">SHIP</a>" in explained("<p>Ask SHIP.</p>")


@pytest.mark.parametrize("tag", ["h2", "a", "button", "label", "summary", "th"])
def test_a_heading_link_or_label_is_left_alone_and_the_next_place_explains(tag: str) -> None:
    assert explained(f"<{tag}>Your copay</{tag}><p>A copay</p>").startswith(f"<{tag}>Your copay</{tag}><p>A <a ")


def test_a_word_first_said_in_a_folded_part_is_explained_in_the_open_too() -> None:
    said = explained("<details><p>copay, copay</p></details><p>copay</p><details><p>copay</p></details>")
    assert said.count('class="term"') == 2
    assert 'id="term-copay-again"' in said
    assert said.count("<dd ") == 1


def test_the_list_stands_before_the_sources_of_which_none_is_explained() -> None:
    said = explained('<p>SHIP</p><section class="sources"><p>copay</p></section>')
    assert said.endswith('</section><section class="sources"><p>copay</p></section>')
    assert 'id="word-copay"' not in said


def test_spanish_pages_explain_in_spanish() -> None:
    assert "Lo que usted paga." in explained("<p>El copago</p>", "es")
    assert explained("<p>copay</p>", "es") == "<p>copay</p>"


@pytest.mark.parametrize("name", ["доплата", "ąłćwód", "shkëmbim"])
def test_a_word_in_any_letters_is_explained(name: str) -> None:
    term = Term("copay", Text(en=name), Text(en="What you pay."))
    said = str(HardWords((term,), words_in("en")).explain(f"<p>{name}ш. A {name}, {name}.</p>"))
    assert said.startswith(f"<p>{name}ш. A <a ")
    assert f">{name}</a>, {name}.</p>" in said


def test_what_a_form_asks_is_left_alone() -> None:
    assert explained("<form><p>copay</p></form><p>A copay</p>").startswith("<form><p>copay</p></form><p>A <a ")


def test_every_page_of_the_guide_says_the_meaning_that_the_glossary_gives(guide_pages: dict[str, Page]) -> None:
    count = 0
    for path, page in guide_pages.items():
        glossary = guide_pages["/es/guide/glossary" if path.startswith("/es") else "/guide/glossary"]
        for term in (row for row in page.all("a") if row.get("class") == "term"):
            described = term.get("aria-describedby", "")
            meaning = by_id(glossary, described.removeprefix("word-") + "-meaning")
            assert words(by_id(page, described)) == words(meaning), (path, described)
            assert words(meaning).rstrip(".") == term.get("data-meaning")
            assert by_id(page, term.get("href", "")[1:]) is term
            assert term.get("title") is None
            count += 1
    assert count > 150


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize(
    ("path", "said", "least"),
    [
        ("/results", answers(), 3),
        ("/listings/medicaid", None, 3),
        ("/prices", None, 3),
        ("/insurance", None, 3),
        ("/insurance/OH", None, 2),
        ("/places", {"zip": "45202"}, 1),
    ],
)
def test_every_other_page_for_patients_explains_its_hard_words_too(
    get_page, prefix: str, path: str, said: dict[str, object] | None, least: int
) -> None:
    page = get_page(prefix + path, said)
    terms = [row for row in page.all("a") if row.get("class") == "term"]
    assert len(terms) >= least
    for row in terms:
        assert words(by_id(page, row.get("aria-describedby", ""))).rstrip(".") == row.get("data-meaning")
