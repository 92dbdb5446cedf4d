"""The published catalogue: listings and small facts as records, and one table for each of our CSV files."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from finder.catalog.cells import AS_OF
from finder.catalog.rows import Table as FileTable
from finder.catalog.tables import TABLES
from finder.core.listing import Kind, Role, Status
from finder.core.source_dates import UNDATED
from finder.db import Base
from finder.store.column_types import Document, Moment, type_of, words


class ListingRow(Base):
    """A listing: its record, and what is looked for in the database itself.

    ``revision`` counts the changes of the record; two people who change the same one notice by it.
    """

    __tablename__ = "listing"

    id: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    kind: Mapped[Kind] = mapped_column(words(Kind))
    role: Mapped[Role] = mapped_column(words(Role))
    status: Mapped[Status] = mapped_column(words(Status), index=True)
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(Moment)


class SmallFacts(Base):
    """One of the small files (documents, safety_facts, monitoring, phrases, those of the guide), as its record."""

    __tablename__ = "small_facts"

    key: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    document: Mapped[dict[str, Any]] = mapped_column(Document)


class Published(Base):
    """The single row that tells every worker which catalogue to serve."""

    __tablename__ = "snapshot_version"
    __table_args__ = (sa.CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1, autoincrement=False)
    version: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(Moment)


class ShippedListing(Base):
    """The record of a listing, or of a small file, in the files that were last looked at."""

    __tablename__ = "shipped_listing"

    id: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    document: Mapped[dict[str, Any]] = mapped_column(Document)


def _table_of(file: FileTable) -> sa.Table:
    """The database's table for a file. Where one column names a row it is the key, else rows are numbered."""
    numbered = [] if len(file.key) == 1 else [sa.Column("id", sa.Integer, primary_key=True)]
    columns = [
        sa.Column(
            column.name,
            type_of(column),
            primary_key=file.key == (column.name,),
            nullable=not column.needed,
            # For workers of a release that did not know the column.
            server_default=UNDATED if column.cell is AS_OF else None,
        )
        for column in file.columns
    ]
    return sa.Table(file.name, Base.metadata, *numbered, *columns)


FILE_TABLES: dict[str, sa.Table] = {file.name: _table_of(file) for file in TABLES}
