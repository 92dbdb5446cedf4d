"""The tables of the database keep up with the languages of the files."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from finder.catalog.export import row_from
from finder.catalog.rows import maybe
from finder.catalog.tables import STATE_FACTS
from finder.db import db, write
from finder.store import schema
from finder.store.models import FILE_TABLES

VIETNAMESE = replace(maybe("says_vi"), translation=True)
CELLS = {
    **dict.fromkeys(STATE_FACTS.headings, ""),
    "state": "OH",
    "subject": "drug_program",
    "found": "none",
    "source": "https://example.org/",
    "as_of": "2026",
    "checked_on": "2026-11-01",
    "confidence": "high",
}
LONGER = replace(STATE_FACTS, columns=(*STATE_FACTS.columns, VIETNAMESE))


def test_a_language_that_the_files_gained_gets_its_column(seeded: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "TABLES", (LONGER,))
    with seeded.app_context():
        with write() as session:
            session.execute(FILE_TABLES[STATE_FACTS.name].insert(), [row_from(STATE_FACTS, CELLS)])
        # Twice: what is there already is left alone.
        schema.upgrade()
        schema.upgrade()
        with db.engine.connect() as connection:
            said = connection.scalars(sa.text("SELECT says_vi FROM state_facts")).all()
    assert said == [""]


def test_a_row_of_the_history_that_is_older_than_a_language_can_be_read() -> None:
    assert row_from(LONGER, CELLS) == {**row_from(STATE_FACTS, CELLS), "says_vi": ""}
