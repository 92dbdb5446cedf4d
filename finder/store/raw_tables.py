"""Tables as they stand in the database, value by value, in a form that every database can take back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

# Alembic's own note of which tables there are; a restored database has one already.
SCHEMA_NOTE = "alembic_version"
ROWS_AT_ONCE = 500


class Shape(NamedTuple):
    """How one kind of column is written as JSON and read back."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _moment(value: datetime) -> str:
    """In UTC; SQLite forgets the zone, and everything in it is in UTC."""
    return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()


AS_IT_IS = Shape(_same, _same)
DAY_SHAPE = Shape(date.isoformat, date.fromisoformat)
MOMENT_SHAPE = Shape(_moment, datetime.fromisoformat)
# Looked through in this order: a Boolean is not a number here, and a moment is not a day.
SHAPES: tuple[tuple[type[TypeEngine[Any]], Shape], ...] = (
    (sa.DateTime, MOMENT_SHAPE),
    (sa.Date, DAY_SHAPE),
    (sa.Boolean, AS_IT_IS),
    (sa.Integer, AS_IT_IS),
    (sa.Float, AS_IT_IS),
    (sa.String, AS_IT_IS),
    # As its own text, so that not a byte of a record changes on the way.
    (sa.JSON, AS_IT_IS),
)


def shape_of(column: sa.Column[Any]) -> Shape:
    """How a column's values are written. Raises TypeError for a kind of column that no backup knows yet."""
    for kind, shape in SHAPES:
        if isinstance(column.type, kind):
            return shape
    raise TypeError(f"{column} has the type {column.type!r}, which backups cannot hold")


def tables_in(connection: sa.Connection) -> list[sa.Table]:
    """Every table of the database but Alembic's, each after those that it points to."""
    found = sa.MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != SCHEMA_NOTE]


def rows_of(connection: sa.Connection, table: sa.Table) -> Iterator[list[Any]]:
    """The rows of a table in the order of its key, as JSON can hold them."""
    shapes = [shape_of(column) for column in table.columns]
    # JSON is asked for as text, untouched by the driver.
    asked = [
        sa.cast(sa.type_coerce(column, sa.Text), sa.Text).label(column.name)
        if isinstance(column.type, sa.JSON)
        else column
        for column in table.columns
    ]
    found = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(sa.select(*asked).order_by(*table.primary_key))
    for row in found:
        yield [None if value is None else shape.write(value) for shape, value in zip(shapes, row, strict=True)]


def put_rows(connection: sa.Connection, table: sa.Table, names: list[str], rows: Iterable[list[Any]]) -> None:
    """Put rows back, the values in the order of ``names``."""
    columns = [table.columns[name] for name in names]
    shapes = [shape_of(column) for column in columns]
    values = {column.name: _as_given(connection, column) for column in columns}
    statement = sa.insert(table).values(values)
    batch: list[Mapping[str, Any]] = []
    for row in rows:
        cells = zip(names, shapes, row, strict=True)
        batch.append({f"v_{name}": None if cell is None else shape.read(cell) for name, shape, cell in cells})
        if len(batch) == ROWS_AT_ONCE:
            connection.execute(statement, batch)
            batch = []
    if batch:
        connection.execute(statement, batch)
    _go_on_counting(connection, table)


def _as_given(connection: sa.Connection, column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """The value to come; text for a column of JSON stays the text that it is."""
    name = f"v_{column.name}"
    if not isinstance(column.type, sa.JSON):
        return sa.bindparam(name, type_=column.type)
    text = sa.bindparam(name, type_=sa.Text())
    # Not coerced but cast: the library would put a value that it knows to be JSON into JSON once more.
    return sa.cast(text, sa.Text() if connection.dialect.name == "sqlite" else column.type)


def _go_on_counting(connection: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL numbers rows by a counter of its own, which has to know the numbers that are taken."""
    keys = list(table.primary_key)
    if connection.dialect.name != "postgresql" or len(keys) != 1 or not isinstance(keys[0].type, sa.Integer):
        return
    highest = connection.scalar(sa.select(sa.func.max(keys[0])))
    counter = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, keys[0].name)))
    if counter is not None and highest is not None:
        connection.execute(sa.select(sa.func.setval(counter, highest)))
