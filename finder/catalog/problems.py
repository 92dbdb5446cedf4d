"""What is wrong with a file, said so that the person who wrote it can put it right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

Path = tuple[str | int, ...]


class MistakeError(ValueError):
    """One value that cannot be used. The message continues a sentence that starts with the key."""


class Problem(NamedTuple):
    """One mistake: the file inside the folder, the line (0 for the file as a whole), and what to do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


@dataclass
class Notes:
    """Collects the problems of one file; ``lines`` says where each key stands."""

    file: str
    lines: Mapping[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, path: Path, message: str) -> None:
        """Note a problem with what stands at ``path``."""
        self.problems.append(Problem(self.file, self.line(path), message))

    def line(self, path: Path) -> int:
        """The line of ``path``, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)


def did_you_mean(word: str, known: list[str]) -> str:
    """A closing sentence that names the closest known word, or all of them when there are few."""
    close = get_close_matches(word, known, n=1, cutoff=0.75)
    if close:
        return f" Did you mean '{close[0]}'?"
    return f" Use one of: {', '.join(known)}." if len(known) <= 15 else ""
