"""How values that databases do not keep exactly are kept: decimals, sets, records and moments."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, Date, DateTime, Dialect, Enum, Float, Integer, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from finder.catalog.cells import Cell
from finder.catalog.rows import Column

NATIVE: dict[str, type[TypeEngine[Any]]] = {
    "text": Text,
    "url": Text,
    "word": Text,
    "zip": Text,
    "state": Text,
    "state_or_us": Text,
    "day": Date,
    "whole": Integer,
    "flag": Boolean,
    "degrees": Float,
}
DATE_MARK, DECIMAL_MARK = "$date", "$decimal"


class ExactText(TypeDecorator[Any]):
    """A value kept as the text that stands in our CSV files, so that $49.00 stays $49.00.

    SQLite has no decimals of its own; as text both databases give back exactly what was put in.
    """

    impl = Text
    cache_ok = True

    def __init__(self, cell: Cell, empty: Any = None) -> None:
        super().__init__()
        self.cell = cell
        self.empty = empty

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        """To text; nothing on file is NULL."""
        return None if value is None or value == self.empty else self.cell.write(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        """Back, with the reader of the CSV files."""
        return self.empty if value is None else self.cell.read(value)


class Document(TypeDecorator[Any]):
    """A record as JSON, with its dates and decimals marked as what they are."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> Any:
        """To JSON."""
        return _with_markers(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        """Back to the record as the files give it."""
        return _without_markers(value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, aware of it also where the database is not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """In UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """SQLite forgets the zone."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words(kinds: type[StrEnum]) -> Enum:
    """An enumeration kept as its word, without a type of its own in the database."""
    return Enum(
        kinds, native_enum=False, length=40, values_callable=lambda members: [member.value for member in members]
    )


def type_of(column: Column) -> TypeEngine[Any]:
    """The database's type for a column of our files."""
    native = NATIVE.get(column.cell.name)
    return native() if native else ExactText(column.cell, column.empty)


def _with_markers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_markers(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_markers(inner) for inner in value]
    if isinstance(value, date):
        return {DATE_MARK: value.isoformat()}
    return {DECIMAL_MARK: str(value)} if isinstance(value, Decimal) else value


def _without_markers(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_markers(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {DATE_MARK}:
        return date.fromisoformat(value[DATE_MARK])
    if value.keys() == {DECIMAL_MARK}:
        return Decimal(value[DECIMAL_MARK])
    return {key: _without_markers(inner) for key, inner in value.items()}
