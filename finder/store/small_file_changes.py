"""What a proposal about the small files (safety facts, the guide and their like) changes, and how it is put in.

Each file stands in it as its text. Files that quote each other are proposed together, so that they fit at any moment.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy.orm import Session

from finder.catalog.export import kind_of_file
from finder.catalog.table_reader import Record
from finder.catalog.toml_text import toml_text
from finder.store.models import ProposedChange, SmallFacts
from finder.store.proposals import RuleError
from finder.store.records import small_in

SMALL_PREFIX = "small:"
# The guide quotes safety facts by their ids.
GUIDE_GROUP = "guide"
# What people do in an emergency, how often blood is tested, and every fact with a number or an instruction.
URGENT_FILES = frozenset({"safety_facts", "monitoring", "guide/facts"})


def group_of(file: str) -> str:
    """The files with which one is proposed."""
    return GUIDE_GROUP if file == "safety_facts" or file.startswith("guide/") else file


def is_about_small_files(subject: str) -> bool:
    """Whether a proposal is about small files, and not about a listing or rows."""
    return subject.startswith(SMALL_PREFIX)


def is_urgent(change: ProposedChange) -> bool:
    """Whether somebody's safety may rest on it."""
    return is_about_small_files(change.subject) and not URGENT_FILES.isdisjoint(texts_of(change.document))


def texts_of(side: Record) -> dict[str, str]:
    """The files of one side of a proposal, each with its text."""
    return {entry["name"]: entry["text"] for entry in side["files"]}


def side_of(records: Mapping[str, Record]) -> Record:
    """One side of a proposal, as it is kept."""
    files = [{"name": name, "text": toml_text(record, kind_of_file(name))} for name, record in records.items()]
    return {"name": ", ".join(records), "files": files}


def records_of(side: Record) -> dict[str, Record]:
    """The records of one side of a proposal."""
    return {name: tomllib.loads(text, parse_float=Decimal) for name, text in texts_of(side).items()}


def with_small_files(small: Mapping[str, Record], change: ProposedChange) -> dict[str, Record]:
    """All small files, with the proposal in them."""
    return {**small, **records_of(change.document)}


def put_small_files(session: Session, change: ProposedChange) -> None:
    """Put the files in. Raises RuleError when they are not as they were any more."""
    records = records_of(change.document)
    stored = {name: record for name, record in small_in(session).items() if name in records}
    if texts_of(side_of(stored)) != texts_of(change.base):
        raise RuleError("rows_changed")
    for name, record in records.items():
        row = session.get(SmallFacts, name)
        if row is None:
            session.add(SmallFacts(key=name, document=record))
        else:
            row.document = record
