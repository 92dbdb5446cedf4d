"""The day of which a row's source speaks comes into the tables of an older release from what each row proves."""

from __future__ import annotations

from flask import Flask

from finder.db import alembic
from tests.store.test_upgrading import held

TABLES = ("poverty_guidelines", "products", "dispensing_fees", "state_limits", "enrolment", "state_contacts", "places")


def test_an_upgraded_site_has_the_day_that_each_row_proves_and_undated_for_the_others(seeded: Flask) -> None:
    with seeded.app_context():
        before = held(TABLES)
        alembic.downgrade("0012")
        assert all("as_of" not in row for rows in held(TABLES).values() for row in rows)
        alembic.upgrade()
        after = held(TABLES)
        assert after == before
        assert {name: {row["as_of"] for row in rows} for name, rows in after.items()} == {
            "poverty_guidelines": {"2026"},
            "products": {"undated"},
            "dispensing_fees": {"undated"},
            "state_limits": {"2026", "undated"},
            "enrolment": {"2026"},
            "state_contacts": {"undated"},
            "places": {"undated"},
        }
