from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from finder.db import db, write
from finder.store.history import blame, differences, record_after, record_before
from tests.store.proposing import ANA, CARA, approved, edited, history, record


@pytest.fixture
def site(seeded: Flask):
    with seeded.app_context():
        yield seeded


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change_history SET actor = 9",
        "UPDATE change_history SET field = field",
        "DELETE FROM change_history",
        "DELETE FROM change_history WHERE id = 1",
    ],
)
def test_the_database_refuses_to_change_history(site: Flask, statement: str) -> None:
    with db.engine.connect() as connection, pytest.raises(DBAPIError, match="only ever added to"):
        connection.execute(sa.text(statement))
    assert len(history()) == 1


def test_history_is_not_replaced_or_emptied_by_a_back_door(site: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        back_door = "INSERT OR REPLACE INTO change_history SELECT * FROM change_history"
    else:
        back_door = "TRUNCATE change_history"
    with db.engine.connect() as connection, pytest.raises(DBAPIError, match="only ever added to"):
        connection.execute(sa.text(back_door))


def test_what_was_seeded_is_the_first_row_of_the_history(site: Flask) -> None:
    (row,) = history()
    assert (row.field, row.old, row.new, row.actor, row.version) == ("", None, record(), None, 1)


def test_a_difference_is_named_by_its_path_and_a_longer_list_as_a_whole() -> None:
    old = {"a": 1, "rules": [{"at": 1, "of": [{"x": 1}]}], "words": ["a"], "gone": 1}
    new = {"a": 1, "rules": [{"at": 2, "of": [{"x": 2}]}], "words": ["a", "b"], "here": 1}
    found = [(row.field, row.old, row.new) for row in differences(old, new)]
    assert found == [
        ("rules.0.at", 1, 2),
        ("rules.0.of.0.x", 1, 2),
        ("words", ["a"], ["a", "b"]),
        ("gone", 1, None),
        ("here", None, 1),
    ]
    assert [row.field for row in differences({"r": [{"a": 1}]}, {"r": [{"a": 1}, {"a": 2}]})] == ["r"]


def test_any_earlier_record_is_put_together_from_the_rows(site: Flask) -> None:
    records = [record()]
    first, second = record()["criteria"]
    for change in ({"phone": "1-800-555-0100"}, {"criteria": [{**first, "at_most": 250}, second]}, {"phone": None}):
        approved(edited(**change))
        records.append(record())
    rows = history()
    assert [record_before(record(), rows, version) for version in (2, 3, 4, 5)] == records
    moments = sorted({row.at for row in rows})
    assert [record_after(record(), rows, moment) for moment in moments] == records
    assert record_after(record(), rows, moments[0] - timedelta(days=1)) is None


def test_blame_names_the_change_that_made_each_field_and_each_rule(site: Flask) -> None:
    first, second = record()["criteria"]
    approved(edited(phone="1-800-555-0100"))
    approved(edited(by=CARA, criteria=[{**second}, {**first, "at_most": 250}, first]))
    with write():
        by = {row.field: (row.row.version, row.row.actor) for row in blame(record(), history())}
    assert by["sponsor"] == (1, None)
    assert by["phone"] == (2, ANA)
    # The rules that only moved are as old as before; the one that is new is Cara's.
    assert (by["criteria.0"], by["criteria.1"], by["criteria.2"]) == ((1, None), (3, CARA), (1, None))
