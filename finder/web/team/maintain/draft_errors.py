"""What is wrong with a draft: a sentence for each field of the form, in the words of the page where we have them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from finder.catalog.problems import Path
from finder.core.criteria import OPERATORS
from finder.web.team.maintain import checker, drafts
from finder.web.team.maintain.blueprint import say

Errors = dict[str, str]
MISSING = re.compile(r"'(\w+)' is missing")
WHOLE = "listing"


def errors_of(problems: Iterable[tuple[Path, str]]) -> Errors:
    """A sentence by the id of its field; of two for the same field the first."""
    found: Errors = {}
    for path, message in problems:
        found.setdefault(_place(_at(path, message)), checker.sentence(say().words, message))
    return found


def _at(path: Path, message: str) -> Path:
    """The path of the field that is missing, where the problem names its table or its other language."""
    missing = MISSING.match(message)
    if not missing:
        return path
    name = missing[1]
    if path and str(path[-1]) in (name, f"{name}_es", name.removesuffix("_es")):
        path = path[:-1]
    asked = {part.name for part in drafts.names((*drafts.TOP, *drafts.PRICE, *drafts.SOURCE, *drafts.RULE))}
    return (*path, name) if name in asked else path


def _place(path: Path) -> str:
    """The id of the field that holds what stands at a path."""
    said = []
    for step in path:
        name = str(step)
        if name in drafts.GROUPS:
            name = "parts"
        elif name in OPERATORS:
            name = "table" if name == "within_table" else "value"
        elif name == "group":
            name = "table"
        said.append(name)
    return "-".join(said) or WHOLE


def summary_of(errors: Errors) -> list[tuple[str, str]]:
    """The same for the top of the page: each with the name of its field."""
    return [(place, Markup("{}: {}").format(_name(place), sentence)) for place, sentence in errors.items()]


def _name(place: str) -> str:
    return say().field("" if place == WHOLE else place.replace("-", "."))
