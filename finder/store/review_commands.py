"""``translations``: every translated text of the files, with its mark and whether a translator has read it."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
from babel.messages.pofile import read_po
from flask.cli import with_appcontext

from finder.catalog import Catalog, read_catalog
from finder.catalog.translations import Translation, translations_in
from finder.core.reviews import mark_of
from finder.languages import LANGUAGES, TRANSLATION_LANGUAGES, Language
from finder.store.seed import shipped_folder
from finder.wording.translations import catalogue_of

REVIEW_HEADINGS = ("mark", "reviewed", "file", "original", "translation")
MESSAGES = "messages.po"


class Tally(NamedTuple):
    """How many texts a language has, and how many of them no translator has read."""

    language: Language
    texts: int
    waiting: int

    def __str__(self) -> str:
        return f"{self.language.in_english}: {self.waiting:,} of {self.texts:,} texts not yet reviewed by a translator."


def tallies(catalog: Catalog) -> Iterator[Tally]:
    """The tally of each language that texts are translated into; the same words count once."""
    for language in TRANSLATION_LANGUAGES:
        pairs = {(row.original, row.translation) for row in _translations(catalog, language.code)}
        waiting = sum(not catalog.facts.reviews.has(language.code, *pair) for pair in pairs)
        yield Tally(language, len(pairs), waiting)


def _translations(catalog: Catalog, language: str) -> Iterator[Translation]:
    yield from translations_in(catalog.records, catalog.small, catalog.rows, language)
    if not LANGUAGES[language].catalogue:
        return
    with catalogue_of(language).open("rb") as file:
        messages = read_po(file)
    for message in messages:
        for original, said in zip(_forms(message.id), _forms(message.string), strict=False):
            if original and said:
                yield Translation(MESSAGES, original, said)


def _forms(said: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """The one form of a message, or that of one thing and those of several."""
    return [said] if isinstance(said, str) else list(said or ())


@click.command("translations")
@click.argument("language", type=click.Choice([language.code for language in TRANSLATION_LANGUAGES]))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), required=False)
@click.option("--waiting", is_flag=True, help="Those alone that no translator has read.")
@with_appcontext
def translations_command(language: str, folder: Path | None, *, waiting: bool) -> None:
    """List every translated text of FOLDER (seed_data when not given) and of the pages' messages as CSV.

    A translator reads them. The marks of those that are right go into reviews.toml: see docs/adding-a-language.md.
    """
    catalog = read_catalog(folder or shipped_folder())
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(REVIEW_HEADINGS)
    seen: set[str] = set()
    for row in _translations(catalog, language):
        mark = mark_of(row.original, row.translation)
        read = catalog.facts.reviews.has(language, row.original, row.translation)
        if mark not in seen and not (waiting and read):
            out.writerow((mark, "yes" if read else "no", *row))
        seen.add(mark)
