"""What is wrong with a draft: a sentence for each field of the form, in the words of the page where we have them."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from finder.catalog.problems import Path, Problem
from finder.core.criteria import OPERATORS
from finder.web.team.maintain import drafts
from finder.web.team.maintain.blueprint import RecordWords
from finder.wording.problems import in_forms

Errors = dict[str, str]
MISSING_MESSAGES = ("missing", "no_translation", "no_license")
WHOLE_LISTING = "listing"


def errors_of(problems: Iterable[Problem]) -> Errors:
    """A sentence by the id of its field; of two for the same field the first."""
    found: Errors = {}
    for problem in problems:
        found.setdefault(_place(_at(problem)), in_forms(RecordWords().words, problem.message))
    return found


def _at(problem: Problem) -> Path:
    """Where to say it: at the table around it for what is missing and has no field of its own."""
    if problem.message.key not in MISSING_MESSAGES:
        return problem.path
    names = {
        part.name
        for part in drafts.names((*drafts.TOP_FIELDS, *drafts.PRICE_FIELDS, *drafts.SOURCE_FIELDS, *drafts.RULE))
    }
    return problem.path if problem.path[-1] in names else problem.path[:-1]


def _place(path: Path) -> str:
    """The id of the field that holds what stands at a path."""
    said = []
    for step in path:
        name = str(step)
        if name in drafts.RULE_GROUPS:
            name = "parts"
        elif name in OPERATORS:
            name = "table" if name == "within_table" else "value"
        elif name == "group":
            name = "table"
        said.append(name)
    return "-".join(said) or WHOLE_LISTING


def summary_of(errors: Errors) -> list[tuple[str, str]]:
    """The same for the top of the page: each with the name of its field."""
    return [(place, Markup("{}: {}").format(_name(place), sentence)) for place, sentence in errors.items()]


def _name(place: str) -> str:
    return RecordWords().field("" if place == WHOLE_LISTING else place.replace("-", "."))
