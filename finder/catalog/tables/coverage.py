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
from finder.catalog.rows import Column, Row, Table, maybe, text_columns, without
from finder.catalog.tables.columns import CHECKED, FROM_TO, READ
from finder.core.contacts import StateContact
from finder.core.enrolment import EnrolmentPeriod
from finder.core.poverty import Guideline
from finder.core.statefacts import Found, StateFact, StateSubject
from finder.core.tables import Covered, StateLimit
from finder.core.text import Text
from finder.languages import LANGUAGES, keys_of

POVERTY = Table(
    "poverty_guidelines",
    (
        Column("year", WHOLE),
        Column("region", word("contiguous_us_dc", "alaska", "hawaii")),
        Column("first_person", PRICE),
        Column("each_additional", PRICE),
        Column("from", DAY),
        Column("to", DAY),
        *CHECKED,
    ),
    ("year", "region"),
    without(Guideline, "note"),
    span,
    ("region",),
)
LIMITS = Table(
    "state_limits",
    (
        Column("table", TEXT),
        Column("group", TEXT),
        Column("state", STATE),
        Column("covered", member(Covered)),
        maybe("percent", AMOUNT),
        Column("per_month", AMOUNTS, needed=False, empty=()),
        maybe("per_month_more", AMOUNT),
        *FROM_TO,
        *CHECKED,
    ),
    ("table", "group", "state", "starts"),
    without(StateLimit),
    limit,
    ("table", "group", "state"),
)
ENROLMENT = Table(
    "enrolment",
    (
        Column("state", STATE),
        Column("plan_year", WHOLE),
        Column("opens", DAY),
        Column("closes", DAY),
        *READ,
    ),
    ("state", "plan_year"),
    without(EnrolmentPeriod),
    open_days,
)
CONTACTS = Table(
    "state_contacts",
    (
        Column("state", STATE),
        maybe("medicaid_name"),
        Column("medicaid_url", URL, needed=False, empty=""),
        maybe("medicaid_phone"),
        maybe("chip_name"),
        maybe("marketplace_name"),
        Column("marketplace_url", URL, needed=False, empty=""),
        maybe("marketplace_phone"),
        maybe("ship_name"),
        maybe("ship_phone"),
        *CHECKED,
    ),
    ("state",),
    without(StateContact),
)


def _state_fact(row: Row) -> StateFact:
    says = Text(**{code: row[f"says{language.suffix}"] for code, language in LANGUAGES.items()})
    left_out = (*keys_of("says"), "note")
    return StateFact(says=says, **{name: value for name, value in row.items() if name not in left_out})


STATE_FACTS = Table(
    "state_facts",
    (
        Column("state", STATE),
        Column("subject", member(StateSubject)),
        maybe("listing"),
        Column("found", member(Found)),
        *text_columns("says"),
        *FROM_TO,
        *CHECKED,
    ),
    ("state", "subject", "listing", "source", "starts"),
    _state_fact,
    statement,
)
