"""What must never happen to those who trust us, S13 to S15: a year, the tone, the sellers. Each test names its rule."""

from __future__ import annotations

import re

import pytest

from tests.web.people import SITUATIONS, card, cards, section

# Never said to a person, in English or Spanish. "Denied" and "eligible" only of what others decide would still hurt.
HURTFUL = re.compile(
    r"\b(in)?eligib\w*|\belegib\w*|\bdenied\b|\bdenial\b|\bdenegad\w*|\brechazad\w*|\bqualif\w*|\bcalific\w*|\bverdict\w*"
    r"|\bveredicto\w*|[✗✘❌✖❎🚫⛔]",
    re.IGNORECASE,
)


def test_s13_the_first_year_names_what_it_leaves_out(ask) -> None:
    said = section(ask(), "year")
    assert "This leaves out: Doctor visits. Liver tests. The gene test before you start." in said
    assert "Buy 90 days only when your dose is steady and your prescriber agrees." in said


def test_s13_it_asks_starting_or_already_taking_it(ask) -> None:
    assert "Are you starting, or already taking it?" in ask().main
    starting, taking = section(ask(starting="yes"), "year"), section(ask(starting="no"), "year")
    assert "17 blood counts" in starting
    assert "17 blood counts" not in taking


def test_s13_the_first_fill_is_shown_as_paid_at_once(ask) -> None:
    first = section(ask(), "first")
    assert "About $15 for 30 days" in first
    assert "A first fill of 30 days costs less at once." in section(ask(), "year")


def test_s13_the_count_of_blood_tests_can_be_changed(ask) -> None:
    assert "6 blood counts" in section(ask(blood_tests_first_year="6"), "year")


def test_s14_you_may_get_is_said_only_where_all_rules_fit(ask) -> None:
    assert "Worth applying." in section(ask(), "apply")
    assert "You may get it." not in section(ask(), "apply")
    told = {"age": "40", "pregnant": "no", "citizenship": "citizen", "disabled": "no"}
    assert "You may get it." in section(ask(**told), "apply")
    # Who has Medicaid is sent to no other coverage on a guess.
    assert section(ask(insurance="medicaid"), "apply") == ""


@pytest.mark.parametrize("told", SITUATIONS.values(), ids=SITUATIONS)
@pytest.mark.parametrize("path", ["/results", "/es/results"])
def test_s14_no_page_of_results_says_a_hurtful_word(ask, told: dict[str, str], path: str) -> None:
    found = HURTFUL.search(ask(path=path, **told).text)
    assert found is None, found


@pytest.mark.parametrize("path", ["/", "/es/", "/dose", "/es/dose", "/listings", "/es/listings"])
def test_s14_no_other_page_says_a_hurtful_word(get_page, path: str) -> None:
    found = HURTFUL.search(get_page(path).text)
    assert found is None, found


def test_s14_no_listing_says_a_hurtful_word_in_either_language(listing_pages) -> None:
    found = [(path, match[0]) for path, page in listing_pages.items() if (match := HURTFUL.search(page.text))]
    assert found == []


@pytest.mark.parametrize("path", ["/", "/es/"])
def test_s14_nobody_is_asked_who_they_are(get_page, ask, path: str) -> None:
    for page in (get_page(path), ask(path=f"{path}results")):
        fields = {field.get("name", "") for tag in ("input", "select", "textarea") for field in page.all(tag)}
        assert not [name for name in fields if re.search(r"name|birth|ssn|social|document|phone|mail|street", name)]
        assert not [field for field in page.all("input") if field.get("autocomplete") not in (None, "off")]


def test_s14_it_asks_who_this_is_for(get_page) -> None:
    assert "Who is this for?" in get_page("/").main


@pytest.mark.parametrize("told", [{"age": "9"}, {"age": "17"}, {"who_for": "child"}])
def test_s14_for_a_child_never_crush_and_ask_the_price_of_a_liquid(ask, told: dict[str, str]) -> None:
    assert "Do not crush tablets. If a liquid is ordered, ask its price." in ask(**told).main


@pytest.mark.parametrize("told", [{"age": "18"}, {"who_for": "me"}, {}])
def test_s14_adults_are_not_told_about_children(ask, told: dict[str, str]) -> None:
    assert "Do not crush tablets" not in ask(**told).main


def test_s14_you_may_get_it_and_the_state_decides(ask) -> None:
    said = section(ask(age="40", citizenship="citizen"), "apply")
    assert "You may get it." in said
    assert "The state decides. Apply even if unsure." in said


def test_s15_a_licence_not_confirmed_is_said(ask) -> None:
    for name in ("cost-plus-drugs", "rx-outreach"):
        assert "We have not confirmed its state license." in card(ask(), name)


def test_s15_every_seller_by_mail_says_what_is_known_of_its_licence(listings) -> None:
    mail = [row for row in listings if row.kind.value in ("mail_order_pharmacy", "nonprofit_pharmacy")]
    assert len(mail) >= 2
    assert [row.id for row in mail if row.role.value == "option" and not row.license.original] == []


def test_s15_every_seller_wants_a_prescription(ask, listings) -> None:
    priced = [row for row in listings if row.pricing and row.kind.value.endswith("pharmacy")]
    assert priced
    assert [row.id for row in priced if not any("prescription" in name for name in row.documents)] == []


def test_s15_sellers_without_prescription_are_cautions_only(listings, ask) -> None:
    shown = set(cards(ask()))
    for row in listings:
        if row.role.value == "caution":
            assert row.id not in shown
