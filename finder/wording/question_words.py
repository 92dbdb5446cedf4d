"""What a question is in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

NO_CHOICES: Mapping[str, str] = MappingProxyType({})


class QuestionWords(NamedTuple):
    """One question in words, all of them messages to translate.

    ``name`` is its short name, for "we were not told: ..." and error messages; ``why`` is why we ask; ``choices`` has
    the words of each choice, in the order to show them.
    """

    name: str
    label: str
    hint: str = ""
    why: str = ""
    choices: Mapping[str, str] = NO_CHOICES
