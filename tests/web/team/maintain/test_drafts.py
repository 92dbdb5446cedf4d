from __future__ import annotations

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from finder.catalog import read_catalog
from finder.catalog.toml_text import toml_text
from finder.web.team.maintain.draft_records import number, record_of
from finder.web.team.maintain.drafts import add_block, draft_from, draft_of
from tests.catalog.folders import SEED

RECORDS = read_catalog(SEED).records
LATER = date(2027, 1, 1)


@pytest.mark.parametrize("subject", RECORDS)
def test_every_shipped_listing_goes_into_the_form_and_comes_back_unchanged(subject: str) -> None:
    record = RECORDS[subject]
    assert toml_text(record_of(draft_of(record), record, LATER)) == toml_text(record)


def test_only_the_rule_that_changed_is_dated_anew() -> None:
    record = RECORDS["good-days"]
    draft = draft_of(record)
    draft["criteria"][0]["because"] = "You have insurance."
    dates = [rule["checked_on"] for rule in record_of(draft, record, LATER)["criteria"]]
    assert dates == [LATER, *(rule["checked_on"] for rule in record["criteria"][1:])]


def test_the_same_boxes_in_another_order_are_no_change() -> None:
    record = RECORDS["good-days"]
    draft = draft_of(record)
    draft["criteria"][0]["value"].reverse()
    assert record_of(draft, record, LATER) == record


def test_steps_in_another_order_are_a_change() -> None:
    record = RECORDS["good-days"]
    draft = draft_of(record)
    draft["steps"] = "\n".join(reversed(draft["steps"].split("\n")))
    assert record_of(draft, record, LATER)["steps"] == record["steps"][::-1]


def test_new_spanish_words_are_no_longer_read_by_a_translator() -> None:
    record = RECORDS["good-days"] | {"translation_reviewed": True}
    draft = draft_of(record)
    assert record_of(draft, record, LATER)["translation_reviewed"] is True
    draft["summary_es"] = "Otras palabras."
    assert "translation_reviewed" not in record_of(draft, record, LATER)


@pytest.mark.parametrize(
    ("said", "meant"), [("200", 200), ("$1,234.50", "1234.50"), ("5.00", "5.00"), ("many", "many")]
)
def test_a_number_is_kept_as_it_was_written(said: str, meant: object) -> None:
    assert str(number(said)) == str(meant)


@pytest.mark.parametrize("where", ["id", "criteria-9-parts", "criteria-x", "name-0", "", "criteria-0-because"])
def test_a_button_that_names_no_list_adds_nothing(where: str) -> None:
    draft = draft_of(RECORDS["good-days"])
    before = repr(draft)
    add_block(draft, where)
    assert repr(draft) == before


def test_a_count_that_is_no_number_gives_no_blocks() -> None:
    assert draft_from(MultiDict({"criteria-count": "-1", "pricing-count": "many", "sources-count": "9999"})) == {
        **draft_of({})
    }


def test_whom_a_price_is_for_is_kept_and_dated_when_it_changes() -> None:
    record = RECORDS["medicaid"]
    draft = draft_of(record)
    draft["pricing"][0]["criteria"][0]["parts"][2]["because"] = "In pregnancy there is no copay."
    free, *others = record_of(draft, record, LATER)["pricing"]
    assert others == record["pricing"][1:]
    whom = free["criteria"][0]
    assert whom["any_of"][2]["because"] == "In pregnancy there is no copay."
    assert [part["checked_on"] == LATER for part in whom["any_of"]] == [False, False, True, False]


def test_a_price_can_be_given_rules_and_loses_those_that_are_dropped() -> None:
    posted = {
        "pricing-count": "2",
        "pricing-0-drop": "yes",
        "pricing-1-basis": "copay",
        "pricing-1-criteria-count": "2",
        "pricing-1-criteria-0-drop": "yes",
        "pricing-1-criteria-1-form": "program_decides",
    }
    draft = draft_from(MultiDict(posted))
    assert [rule["form"] for price in draft["pricing"] for rule in price["criteria"]] == ["program_decides"]
    add_block(draft, "pricing-0-criteria")
    assert len(draft["pricing"][0]["criteria"]) == 2


@pytest.mark.parametrize("where", ["pricing", "pricing-0-criteria"])
def test_a_new_price_has_no_rules_yet(where: str) -> None:
    draft = draft_of({})
    add_block(draft, "pricing")
    assert draft["pricing"][0]["criteria"] == []
    add_block(draft, where)
    assert len(draft["pricing"]) == (2 if where == "pricing" else 1)
