"""What was looked for in each state, as shipped: a dated statement on each subject, "none found" included."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from finder.answers.states import STATES
from finder.core.statefacts import SearchFinding, StateFact, StateSubject
from finder.core.text import Text
from tests.core.shipped import SNAPSHOT
from tests.factories import SOURCE, TODAY

EVERYWHERE = (StateSubject.DRUG_PROGRAM, StateSubject.KIDNEY_PROGRAM, StateSubject.IMMIGRANT_COVERAGE)
FACTS = SNAPSHOT.facts.state_facts


@pytest.mark.parametrize("subject", EVERYWHERE)
@pytest.mark.parametrize("on", [date(2026, 11, 30), date(2027, 11, 30)])
def test_every_state_has_a_statement(subject: StateSubject, on: date) -> None:
    assert {fact.state for fact in FACTS if fact.subject is subject and fact.applies(on)} >= set(STATES)


def test_no_state_is_said_to_have_a_program_and_none_of_the_kind() -> None:
    found: dict[tuple[str, StateSubject], set[SearchFinding]] = {}
    for fact in FACTS:
        if fact.subject in EVERYWHERE:
            found.setdefault((fact.state, fact.subject), set()).add(fact.found)
    both = {key for key, answers in found.items() if {SearchFinding.YES, SearchFinding.NONE} <= answers}
    # ConnPACE has ended; the discount card of Connecticut has not.
    assert both == {("CT", StateSubject.DRUG_PROGRAM)}


def test_a_statement_names_only_a_published_listing_that_serves_the_state() -> None:
    named = [(fact.state, SNAPSHOT.by_id[fact.listing]) for fact in FACTS if fact.listing]
    assert len(named) > 40
    assert [(state, row.id) for state, row in named if row.states and state not in row.states] == []


def test_every_program_of_a_state_is_in_its_statements() -> None:
    programs = {"me-del", "me-rx-plus", "ma-prescription-advantage", "md-spdap", "nj-paad", "ny-epic", "pa-pace"}
    programs |= {"wi-seniorcare", "in-hoosierrx", "vt-vpharm", "tx-kidney-health-care", "arrayrx"}
    assert programs <= {fact.listing for fact in FACTS if fact.found is SearchFinding.YES}


def test_californias_savings_count_again_since_2026() -> None:
    def of(on: date) -> set[SearchFinding]:
        return {f.found for f in FACTS if f.state == "CA" and f.subject is StateSubject.SAVINGS_TEST and f.applies(on)}

    assert of(date(2025, 12, 31)) == {SearchFinding.NONE}
    assert of(date(2026, 1, 1)) == {SearchFinding.YES}
    assert of(date(2023, 12, 31)) == set()


BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("starts", "ends", "applies"),
    [
        (None, None, True),
        (TODAY, None, True),
        (AFTER, None, False),
        (None, AFTER, True),
        (None, TODAY, False),
        (BEFORE, AFTER, True),
        (BEFORE, TODAY, False),
    ],
)
def test_it_applies_from_its_first_day_until_the_day_before_its_end(
    starts: date | None, ends: date | None, applies: bool
) -> None:
    fact = StateFact(
        state="OH",
        subject=StateSubject.DRUG_PROGRAM,
        listing="",
        found=SearchFinding.NONE,
        says=Text(en=""),
        starts=starts,
        ends=ends,
        source=SOURCE,
        as_of="undated",
        checked_on=TODAY,
        confidence="high",
    )
    assert fact.applies(TODAY) is applies
