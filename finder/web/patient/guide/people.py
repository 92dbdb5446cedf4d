"""The directory of people to turn to, by kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from finder.core.guide import Guide, Helper
from finder.wording import Words
from finder.wording.words import N_

HELPER_KIND_WORDS = {
    "helpline": N_("Helplines"),
    "community": N_("Patient communities"),
    "legal_aid": N_("Legal help"),
    "advocacy": N_("Groups that speak up for patients"),
}


class HelperGroup(NamedTuple):
    """People of one kind."""

    name: str
    people: list[Helper]


def language_list(languages: Iterable[str], words: Words) -> str:
    """The names of languages; empty where no source says."""
    names = words.language_names()
    return ", ".join(names.get(code, code) for code in languages)


def groups(guide: Guide, words: Words) -> list[HelperGroup]:
    """The directory by kind, in one order."""
    found = (
        HelperGroup(words._(label), [row for row in guide.people if row.kind == kind])
        for kind, label in HELPER_KIND_WORDS.items()
    )
    return [group for group in found if group.people]
