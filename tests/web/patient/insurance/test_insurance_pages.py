"""The pages that explain insurance, for the country and state by state, from the data of the answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask

from finder.answers.states import STATES
from finder.core.listing import Kind, Role
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.insurance import MISSED_ROUTES
from finder.web.patient.insurance.state_page import FACTS_ON_APPLYING
from finder.wording import words_in
from finder.wording.contacts import enrolment
from tests.languages import PREFIXES
from tests.web.people import DAY, said
from tests.web.reading import grade, prose


@pytest.fixture(autouse=True)
def on_a_day() -> Iterator[None]:
    """Limits turn with the day; the day does not."""
    with time_machine.travel(f"{DAY} 17:00Z", tick=False):
        yield


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_state_has_a_sound_page(get_page, prefix: str, state: str) -> None:
    assert len(get_page(f"{prefix}/insurance/{state}").main) > 1000


def test_a_state_shows_its_limits_of_the_day_in_dollars(get_page) -> None:
    said = get_page("/insurance/OH").main
    for told in ("$1,835", "(138%)", "$1,816 for one person, $2,455 for a married couple"):
        assert told in said


def test_a_state_without_expansion_says_whose_rule_that_is(get_page) -> None:
    assert "That is the state's rule, not your fault." in get_page("/insurance/TX").main
    assert "not your fault" not in get_page("/insurance/OH").main


def test_s11_a_state_shows_no_old_limit_for_people_of_65_or_older_and_says_that_applying_is_worth_it(get_page) -> None:
    told = said(get_page("/insurance/AL").one("main"))
    assert "65 or older, or with a disability? Medicaid is worth applying for. The limits on file are old" in told
    assert "$994" not in told


def test_where_chip_is_part_of_medicaid_the_state_is_not_said_to_leave_children_out(get_page) -> None:
    assert "CHIP: children Here Medicaid covers this group" in said(get_page("/insurance/OH").one("main"))


def test_a_state_names_its_offices_and_how_long_an_answer_takes(get_page) -> None:
    said = get_page("/insurance/OH").main
    assert "1-800-324-8680" in said
    assert "45 days, or 90 days" in said
    assert "same day" in said
    assert "Open to everybody until January 15, 2027, for a plan in 2027." in said


@pytest.mark.parametrize(
    ("state", "here", "elsewhere"),
    [("PA", "pa-pace", "nj-paad"), ("NJ", "nj-paad", "pa-pace"), ("TX", "tx-kidney-health-care", "ny-epic")],
)
def test_a_state_shows_its_own_programs_and_help_beside_coverage(
    get_page, state: str, here: str, elsewhere: str
) -> None:
    links = get_page(f"/insurance/{state}").links
    for listing in (here, "medicaid", "va-health-care", "tricare", "hrsa-health-centers", "dollar-for"):
        assert f"/listings/{listing}" in links
    assert f"/listings/{elsewhere}" not in links


def test_every_public_program_is_on_the_page_of_the_country(get_page, shared_app: Flask) -> None:
    links = get_page("/insurance").links
    with shared_app.app_context():
        rows = [row for row in current_snapshot().by_id.values() if row.kind is Kind.PUBLIC_COVERAGE]
    assert len(rows) > 20
    assert [row.id for row in rows if row.role is Role.OPTION and f"/listings/{row.id}" not in links] == []
    for beside in ("hrsa-health-centers", "dollar-for"):
        assert f"/listings/{beside}" in links


def test_every_way_that_people_miss_is_told_with_its_source(get_page, shared_app: Flask) -> None:
    page = get_page("/insurance")
    with shared_app.app_context():
        facts = current_snapshot().facts.safety
        told = [facts[name] for name in (*MISSED_ROUTES, *FACTS_ON_APPLYING)]
    for fact in told:
        assert fact.statement.original in page.main
        assert fact.source in page.links


def test_what_the_pages_of_insurance_tell_reads_at_grade_seven_or_lower(get_page) -> None:
    for path in ("/insurance", "/insurance/OH", "/insurance/GA"):
        main = get_page(path).one("main")
        for source in [(parent, child) for parent in main.iter() for child in parent if child.tag == "small"]:
            source[0].remove(source[1])
        assert grade(prose(main)) <= 7, path


def test_choosing_a_state_leads_to_its_page_and_a_wrong_one_is_not_found(get_page, shared_app: Flask) -> None:
    answer = shared_app.test_client().get("/insurance?state=OH")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/insurance/OH")
    assert get_page("/insurance/XX", None, 404).main


def test_a_pregnant_reader_learns_that_the_unborn_child_counts(get_page) -> None:
    told = said(get_page("/insurance/OH").one("main"))
    assert "Medicaid: pregnancy, and some months after. Count the unborn child too" in told
    assert "CHIP: from conception to birth" not in told
    assert "CHIP: from conception to birth, for any status" in said(get_page("/insurance/TX").one("main"))


def test_a_state_shows_between_which_incomes_the_tax_credit_of_the_coming_year_is_given(get_page) -> None:
    told = said(get_page("/insurance/OH").one("main"))
    assert "Marketplace tax credit of 2027: least income (100%) $1,330 $1,803" in told
    assert "Marketplace tax credit of 2027: most income (400%) $5,320 $7,213" in told


def test_a_program_that_takes_people_all_year_does_not_hide_when_the_marketplace_is_open(get_page) -> None:
    for state in ("NY", "MN", "OR", "DC"):
        assert get_page(f"/insurance/{state}").main.count("to everybody") == 1


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 10, 20), "Opens to everybody on November 1, 2026, for a plan in 2027. Outside those days"),
        (date(2027, 1, 15), "Open to everybody until January 15, 2027, for a plan in 2027."),
        (date(2027, 1, 16), "Closed to most people since January 15, 2027, for a plan in 2027. Outside those days"),
    ],
)
def test_outside_open_enrolment_a_plan_needs_a_change_such_as_lost_coverage(
    shared_app: Flask, day: date, told: str
) -> None:
    with shared_app.test_request_context():
        periods = current_snapshot().facts.enrolment
        assert enrolment(words_in("en"), periods, "OH", day).startswith(told)


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("/insurance/GA", "We looked for a state program and found none."),
        ("/es/insurance/GA", "Buscamos un programa del estado y no encontramos ninguno."),
        ("/insurance/TN", "within 12 months of a kidney transplant"),
        ("/insurance/AZ", "A list says that the state does not look at savings. We have not confirmed it. Ask."),
        ("/insurance/CA", "The limit is $130,000 for one person and $65,000 for each more."),
        ("/insurance/MN", "Each state must list the conditions that may count as “medically frail”."),
    ],
)
def test_a_state_says_what_was_looked_for_and_found(get_page, page: str, sentence: str) -> None:
    assert sentence in said(get_page(page).one("main"))


def test_a_statement_shows_all_its_sources_and_when_they_were_written_and_read(get_page) -> None:
    page = get_page("/insurance/LA")
    text = said(page.one("main"))
    assert text.count("The state does not look at savings.") == 1
    assert "casetext.com (November 20, 2024), November 30, 2026; medicareinteractive.org (January 2024)" in text
    assert "/listings/medicare-savings-program" in page.links
