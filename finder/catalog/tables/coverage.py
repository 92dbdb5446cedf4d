"""What coverage goes by: poverty guidelines, limits and offices of states, days to enroll, dated facts of a state."""

from __future__ import annotations

from finder.catalog.cells import (
    AMOUNT,
    AMOUNTS,
    DAY,
    PRICE,
    STATE,
    TEXT,
    URL,
    WHOLE,
    member,
    word,
)
from finder.catalog.row_checks import limit, open_days, span, statement
from finder.catalog.rows import Row, Table, column, maybe, text_columns, without
from finder.catalog.tables.columns import CHECKED_COLUMNS, CITED_COLUMNS, FROM_TO
from finder.core.contacts import StateContact
from finder.core.enrolment import EnrolmentPeriod
from finder.core.poverty import Guideline
from finder.core.statefacts import SearchFinding, StateFact, StateSubject
from finder.core.tables import Covered, StateLimit
from finder.core.text import Text
from finder.languages import LANGUAGES, keys_of

POVERTY = Table(
    name="poverty_guidelines",
    columns=(
        column("year", WHOLE),
        column("region", word("contiguous_us_dc", "alaska", "hawaii")),
        column("first_person", PRICE),
        column("each_additional", PRICE),
        column("from", DAY),
        column("to", DAY),
        *CHECKED_COLUMNS,
    ),
    key=("year", "region"),
    make=without(Guideline, "note"),
    check=span,
    unique_per_day=("region",),
)
LIMITS = Table(
    name="state_limits",
    columns=(
        column("table", TEXT),
        column("group", TEXT),
        column("state", STATE),
        column("covered", member(Covered)),
        maybe("percent", AMOUNT),
        maybe("per_month", AMOUNTS, empty=()),
        maybe("per_month_more", AMOUNT),
        *FROM_TO,
        *CHECKED_COLUMNS,
    ),
    key=("table", "group", "state", "starts"),
    make=without(StateLimit),
    check=limit,
    unique_per_day=("table", "group", "state"),
)
ENROLMENT = Table(
    name="enrolment",
    columns=(
        column("state", STATE),
        column("plan_year", WHOLE),
        column("opens", DAY),
        column("closes", DAY),
        *CITED_COLUMNS,
    ),
    key=("state", "plan_year"),
    make=without(EnrolmentPeriod),
    check=open_days,
)
CONTACTS = Table(
    name="state_contacts",
    columns=(
        column("state", STATE),
        maybe("medicaid_name"),
        maybe("medicaid_url", URL, empty=""),
        maybe("medicaid_phone"),
        maybe("chip_name"),
        maybe("marketplace_name"),
        maybe("marketplace_url", URL, empty=""),
        maybe("marketplace_phone"),
        maybe("ship_name"),
        maybe("ship_phone"),
        *CHECKED_COLUMNS,
    ),
    key=("state",),
    make=without(StateContact),
)


def _state_fact(row: Row) -> StateFact:
    says = Text(**{code: row[f"says{language.suffix}"] for code, language in LANGUAGES.items()})
    left_out = (*keys_of("says"), "note")
    return StateFact(says=says, **{name: value for name, value in row.items() if name not in left_out})


STATE_FACTS = Table(
    name="state_facts",
    columns=(
        column("state", STATE),
        column("subject", member(StateSubject)),
        maybe("listing"),
        column("found", member(SearchFinding)),
        *text_columns("says"),
        *FROM_TO,
        *CHECKED_COLUMNS,
    ),
    key=("state", "subject", "listing", "source", "starts"),
    make=_state_fact,
    check=statement,
)
