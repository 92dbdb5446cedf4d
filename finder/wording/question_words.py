"""What a question is in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionWords:
    """One question in words, all of them messages to translate.

    ``name`` is its short name, for "we were not told: ..." and error messages; ``why`` is why we ask; ``choices`` has
    the words of each choice, in the order to show them.
    """

    name: str
    label: str
    hint: str = ""
    why: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
