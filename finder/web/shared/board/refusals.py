"""Is there a reason to refuse a text at its field? The last word on what shows is a reviewer's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from finder.web.shared.board.post_rules import AS_TYPED, PATTERNS, RefusalReason
from finder.wording.text_folding import fold
from finder.wording.words import N_

REFUSAL_SENTENCES = {
    RefusalReason.CONTACT: N_(
        "Leave out e-mail addresses, phone numbers, links and names on other sites, and do not ask people to reach "
        "you. We publish no contacts."
    ),
    RefusalReason.NAME: N_(
        "Leave out names, birth dates and numbers of cards or records. Nobody here needs to know who you are."
    ),
    RefusalReason.SELLING: N_(
        "Nobody may sell, buy, trade or give away tablets here, or look for a way around a prescription. Our listings "
        "show charity pharmacies and other safe ways."
    ),
    RefusalReason.DOSE: N_(
        "Leave out how much to take, splitting, skipping or stopping. Only your prescriber or pharmacist can answer "
        "that. You may say what you paid for how many tablets."
    ),
}
SAME_SIGNS = str.maketrans({"’": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", "⁄": "/"})


class Refusal(NamedTuple):
    """Why a text is refused, and the words that gave rise to it."""

    reason: RefusalReason
    words: str


def refusal_of(text: str) -> Refusal | None:
    """The first reason to refuse a text; ``None`` when there is none."""
    return _refusal_by(_compile_rules(), made_alike(text)) or _refusal_by(_compiled_as_typed(), " ".join(text.split()))


def made_alike(text: str) -> str:
    """The text as the patterns look at it."""
    return " ".join(fold(text).translate(SAME_SIGNS).split())


def _refusal_by(patterns: Mapping[RefusalReason, tuple[re.Pattern[str], ...]], text: str) -> Refusal | None:
    for reason, tried in patterns.items():
        for pattern in tried:
            if found := pattern.search(text):
                return Refusal(reason, found[0].strip(" .!?;:,("))
    return None


@cache
def _compile_rules() -> Mapping[RefusalReason, tuple[re.Pattern[str], ...]]:
    return {reason: tuple(map(re.compile, patterns)) for reason, patterns in PATTERNS.items()}


@cache
def _compiled_as_typed() -> Mapping[RefusalReason, tuple[re.Pattern[str], ...]]:
    return {reason: tuple(map(re.compile, patterns)) for reason, patterns in AS_TYPED.items()}
