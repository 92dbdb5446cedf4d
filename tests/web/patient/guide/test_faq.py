from __future__ import annotations

import pytest
from flask import Flask

from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.guide.faq_search import Index, find, fold, index_of, words_of
from tests.steps import steps
from tests.web.conftest import Page, read

FIRST = {
    "can I drink alcohol": "alcohol",
    "cuánto cuesta": "cost",
    "blod test how often": "blood-test-often",
    "humira or imuran": "humira-or-imuran",
    "cuanto cuesta": "cost",
    "puedo tomar alcol": "alcohol",
    "me salte una dosis": "missed-dose",
    "pregnent": "pregnant",
    "embarazada": "pregnant",
    "IS IT A PAINKILLER???": "painkiller",
    "running out of tablets": "running-out",
}


def found(page: Page) -> list[str | None]:
    return [row.get("id") for row in page.all("details") if row.get("class") == "fold ask"]


# Typed as people type: misspelt, without accents, as it sounds.
TYPED = {
    "tengo fiebre que ago": "fever",
    "que hago si tengo fievre": "fever",
    "ojos amarillos": "urgent-signs",
    "cant breathe": "urgent-signs",
    "tome demasiada": "overdose",
    "overdoze": "overdose",
    "se me acavan las pastillas": "running-out",
    "trasplante de rinon sin pastillas": "running-out",
    "kidney transplant ran out": "running-out",
    "me olvide una pastilla": "missed-dose",
    "se me olbido la pastilla": "missed-dose",
    "puedo dejar de tomarla": "stop",
    "puedo tomar cerveza": "alcohol",
    "cada cuanto analisis de sangre": "blood-test-often",
    "cada cuanto me ago analisis": "blood-test-often",
    "cheap blood test": "blood-test-cost",
    "prueba de sangre barata": "blood-test-cost",
    "estoy enbarazada": "pregnant",
    "breast feeding": "nursing",
    "bacuna": "vaccines",
    "can i get a flu shot": "vaccines",
    "side efects": "side-effects-common",
    "se me cae el pelo": "side-effects-common",
    "my hair is falling out": "side-effects-common",
    "alopurinol": "allopurinol",
    "umira": "humira-or-imuran",
    "what is azathioprin": "what-is-it",
    "que es la asatioprina": "what-is-it",
    "how long does it take to work": "how-long",
    "cuanto tarda en hacer efecto": "how-long",
    "Cuanto dura el tratamiento": "how-many-years",
    "no tengo seguro": "cannot-pay",
    "no tengo dinero para la medicina": "cannot-pay",
    "donde comprar sin reseta": "prescription-needed",
    "indocumentado": "immigration",
    "discout card": "goodrx",
    "medicair": "medicare",
    "does medicade cover it": "medicaid",
    "6mp": "mercaptopurine",
    "sirve para el dolor": "painkiller",
    "partir la pastilla": "split",
    "took two pills by mistake": "overdose",
    "tome dos pastillas por error": "overdose",
    "tome el doble": "overdose",
    "my kid ate my pills": "overdose",
    "mi hijo se trago una pastilla": "overdose",
    "me duele el pecho": "urgent-signs",
    "chest hurts": "urgent-signs",
    "my throat is closing": "urgent-signs",
    "nauseas todos los dias": "side-effects-common",
    "pharmacy closed no refills": "running-out",
    "farmasia cerrada": "running-out",
    "se me termino la medicina": "running-out",
    "i havent taken it for two weeks": "start-again",
    "se me olvido tomarla anoche": "missed-dose",
    "me quede sin trabajo y sin seguro": "cannot-pay",
    "im broke and need my meds": "cannot-pay",
    "help me pay for medicine": "cannot-pay",
    "how much is 50mg without insurance": "cost",
    "precio en la farmacia": "cost",
    "cuanto cuesta el examen de sangre": "blood-test-cost",
    "cheep labs": "blood-test-cost",
    "how many blood tests in first year": "blood-test-often",
    "can i skip my labs this month": "skip-blood-test",
    "what is tmpt": "gene-test",
    "what time should i take it": "with-food",
    "puedo tomarla de noche": "with-food",
    "aplastar la pastilla": "split",
    "driving": "drive-work",
    "puedo manejar": "drive-work",
    "tanning": "sun",
    "da cancer": "cancer-risk",
    "for my daughter": "child",
    "para mi hija": "child",
    "psoriasis": "crohns-lupus",
    "what is azathioprine used for": "uses",
    "es droga controlada": "addictive",
    "hospital bill": "hospital-bill",
    "medi-cal": "medicaid",
    "mi nieto tiene varicela": "shingles",
    "my husband takes it and we want a baby": "father",
    "echinacea tea": "herbs",
}


@pytest.mark.parametrize(("asked", "first"), TYPED.items())
def test_what_people_type_finds_its_answer(shared_app: Flask, asked: str, first: str) -> None:
    with shared_app.app_context():
        assert find(current_snapshot().facts.guide, asked)[0].id == first


@pytest.mark.parametrize("path", ["/guide/faq", "/es/guide/faq"])
@pytest.mark.parametrize(("asked", "first"), FIRST.items())
def test_the_right_answer_comes_first_from_either_language(
    shared_app: Flask, asked: str, first: str, path: str
) -> None:
    page = read(shared_app.test_client().post(path, data={"q": asked}))
    assert found(page)[0] == first
    assert next(field for field in page.all("input") if field.get("name") == "q").get("value") == asked


@pytest.mark.parametrize("asked", ["the of and", "de la que", "!?"])
def test_words_that_say_nothing_find_nothing_and_the_page_says_what_to_type(get_page, asked: str) -> None:
    page = get_page("/guide/faq", {"q": asked})
    assert found(page) == []
    assert "Type what your question is about." in page.main


@pytest.mark.parametrize("asked", ["xyzzy", "weather in Boston", "tattoo", "!?", "q" * 500])
def test_what_is_not_answered_is_said_to_be_so(get_page, asked: str) -> None:
    page = get_page("/guide/faq", {"q": asked})
    if asked != "!?":
        assert found(page) == []
        assert "We found no answer to this." in page.main


def test_every_question_finds_itself(shared_app: Flask) -> None:
    with shared_app.app_context():
        guide = current_snapshot().facts.guide
    for row in guide.faq:
        for asked in row.question.values():
            assert row in find(guide, asked)[:2], asked


def test_all_questions_stand_on_the_page_each_with_an_address_source_and_more(get_page, shared_app: Flask) -> None:
    with shared_app.app_context():
        guide = current_snapshot().facts.guide
    page = get_page("/guide/faq")
    assert found(page) == [row.id for row in guide.faq]
    for row in guide.faq:
        for fact in guide.sources(row.answer, row.facts):
            assert fact.source in page.links
        assert f"/guide/{row.topic}" in page.links


def test_answers_are_short(shared_app: Flask) -> None:
    with shared_app.app_context():
        guide = current_snapshot().facts.guide
    for row in guide.faq:
        assert len(" ".join(guide.said(text, "en") for text in row.answer).split()) <= 120, row.id


def test_the_question_goes_in_the_body_to_the_other_language_too(get_page) -> None:
    page = get_page("/guide/faq", {"q": "alcohol"})
    forms = {form.get("action"): form.get("method") for form in page.all("form")}
    assert forms == {"/guide/faq": "post", "/es/guide/faq": "post"}
    kept = [row.get("value") for row in page.all("input") if row.get("name") == "q"]
    assert kept == ["alcohol", "alcohol"]
    assert [link for link in page.links if "alcohol" in link.partition("#")[0]] == []
    assert page.response.headers["Cache-Control"] == "private, no-cache, max-age=0"


def test_a_question_in_the_address_is_not_read(get_page) -> None:
    page = get_page("/guide/faq?q=alcohol")
    assert next(field for field in page.all("input") if field.get("name") == "q").get("value") == ""
    assert found(page) == found(get_page("/guide/faq"))
    assert "/es/guide/faq" in page.links
    on_paper = [row.get("aria-labelledby") for row in get_page("/guide/faq/print?q=alcohol").all("section")]
    assert [name for name in on_paper if name in found(page)] == found(page)


@pytest.mark.parametrize("sent", [{}, {"q": ""}, {"q": "  \n"}, {"question": "alcohol"}])
def test_nothing_asked_shows_all_questions(get_page, sent: dict[str, str]) -> None:
    page = get_page("/guide/faq", sent)
    assert found(page) == found(get_page("/guide/faq"))
    assert "Call 911" not in page.main.split("Find answers")[1][:50]
    assert "/es/guide/faq" in page.links


def test_what_was_asked_is_not_logged(make_app, database) -> None:
    app = make_app(database)
    app.test_client().post("/guide/faq", data={"q": "secretword"})
    written = app.config["LOG_STREAM"].getvalue()
    assert "/guide/faq" in written
    assert "secretword" not in written


def test_one_caller_cannot_search_without_end(make_app, database) -> None:
    client = make_app(database, {"RATELIMIT_ENABLED": True, "ANSWERS_LIMIT": "2 per minute"}).test_client()
    statuses = [client.post(path, data={"q": "cost"}).status_code for path in ("/guide/faq", "/es/guide/faq") * 2]
    assert statuses == [200, 200, 429, 429]
    assert client.get("/guide/faq").status_code == 200


# One word, as many words as there is room for, a sign that grows when it is folded, words near to many others.
HOSTILE = ("q", "".join(f"{a}{b} " for a in "qzxwj" for b in "bvkghpf"), "ﷺ", "pregnent tabblet medicne ", " ")


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_work_for_a_question_has_a_bound(shared_app: Flask, piece: str) -> None:
    with shared_app.app_context():
        guide = current_snapshot().facts.guide
    long, longer = (steps(lambda times=times: find(guide, piece * times)) for times in (100, 1000))
    assert longer <= long + 50
    # Each word is held against the known words once, not once for each question of the FAQ.
    known = len({word for row in guide.faq for text in row.answer for word in words_of(" ".join(text.values()))})
    assert long < 250 * known


def test_what_was_asked_cannot_break_the_page(get_page) -> None:
    page = get_page("/guide/faq", {"q": "<script>alert(1)</script>"})
    assert page.all("script") == []


def test_accents_and_capitals_do_not_matter() -> None:
    assert fold("¿Cuánto CUESTA, señor?") == "¿cuanto cuesta, senor?"


def test_an_empty_guide_finds_nothing() -> None:
    assert index_of((), ()).find("cost") == ()
    assert isinstance(index_of((), ()), Index)
