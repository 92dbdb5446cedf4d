"""Stored people with the answers expected: ``households/*.toml``, one file a theme.

They prove the rules twice: in the tests, and before a change of a listing is published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from finder.answers.columns import COLUMNS, Answers, read_answers
from finder.catalog.catalog import Catalog
from finder.catalog.folder import toml_record
from finder.catalog.problems import MistakeError, Notes, Problem, did_you_mean, in_order
from finder.catalog.table_reader import Reading
from finder.catalog.values import Convert, T, day, list_of, text, word_of
from finder.core.snapshot import ZipArea
from finder.core.verdict import Verdict

HOUSEHOLDS_FOLDER = "households"
VERDICTS = {verdict.name.lower(): verdict for verdict in reversed(Verdict)}
column = word_of(COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """One stored person: answers as text by column, and the verdicts that a reader of the rules expects.

    A listing that does not serve the person's state counts as NO. ``missing`` holds, by listing, columns
    that must be named as what would settle it. ``source`` says why, where it is not obvious.
    """

    id: str
    story: str
    on: date
    answers: Mapping[str, str]
    expect: Mapping[str, Verdict]
    missing: Mapping[str, tuple[str, ...]]
    source: Mapping[str, str]

    def read(self, zips: Mapping[str, ZipArea]) -> Answers:
        """The answers as core values."""
        return read_answers({name: (text,) for name, text in self.answers.items()}, zips)


@dataclass(frozen=True, slots=True)
class Households:
    """All stored people of a folder; ``rows`` leaves out those with mistakes, ``problems`` says what these are."""

    rows: tuple[Household, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class KnownIds:
    """What the files may refer to, and the ids given so far with their files."""

    listings: Collection[str]
    zips: Mapping[str, ZipArea]
    ids: dict[str, str]


def read_households(folder: Path, catalog: Catalog) -> Households:
    """Read every file of ``folder/households``. Only listings that ``catalog`` publishes may be named."""
    # A listing with mistakes of its own is told once, there.
    broken = {path.stem for path in folder.glob("programs/*.toml")} - {listing.id for listing in catalog.listings}
    known = KnownIds(sorted({*catalog.snapshot("households").by_id, *broken}), catalog.facts.zips, {})
    rows: list[Household] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob(f"{HOUSEHOLDS_FOLDER}/*.toml")):
        notes = Notes(f"{HOUSEHOLDS_FOLDER}/{path.name}")
        rows += _file(path, notes, known)
        problems += notes.problems
    return Households(tuple(rows), in_order(problems))


def _file(path: Path, notes: Notes, known: KnownIds) -> Iterator[Household]:
    record = toml_record(path, notes)
    if record is None:
        return
    reading = Reading(record, notes)
    reading.need("about", text)
    for table in reading.tables(HOUSEHOLDS_FOLDER):
        before = len(notes.problems)
        household = _household(table, known)
        if len(notes.problems) == before:
            yield household
    reading.close()


def _household(reading: Reading, known: KnownIds) -> Household:
    household = Household(
        id=reading.need("id", text),
        story=reading.need("story", text),
        on=reading.need("on", day),
        answers=_mapping(reading, "answers", COLUMNS, "no_column", text),
        expect=_mapping(
            reading, "expect", known.listings, "no_listing", lambda value: VERDICTS[word_of(VERDICTS)(value)]
        ),
        missing=_mapping(reading, "missing", known.listings, "no_listing", list_of(column)),
        source=_mapping(reading, "source", known.listings, "no_listing", text),
    )
    for name, error in household.read(known.zips).errors.items():
        answer = household.answers.get(name, "")
        Reading({}, reading.notes, (*reading.path, "answers")).problem(
            name, "answer_not_usable", cell=answer, why=error.key
        )
    if not reading.table.get("expect"):
        reading.problem("", "household_expects_nothing")
    _check_id(reading, household.id, known.ids)
    reading.close()
    return household


def _mapping(reading: Reading, key: str, keys: Collection[str], unknown: str, convert: Convert[T]) -> dict[str, T]:
    """The table ``[households.key]``: each of its keys is a known listing or column."""
    table = reading.take(key, _table, {})
    inner = Reading(table, reading.notes, (*reading.path, key))
    found: dict[str, T] = {}
    for name in table:
        if name not in keys:
            inner.problem(name, unknown, name=name, hint=did_you_mean(name, list(keys)))
            continue
        value = inner.take(name, convert)
        if value is not None:
            found[name] = value
    return found


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise MistakeError("not_a_table")
    return value


def _check_id(reading: Reading, given: str | None, ids: dict[str, str]) -> None:
    if given in ids:
        reading.problem("id", "household_twice", id=given, file=ids[given])
    elif given is not None:
        ids[given] = reading.notes.file
