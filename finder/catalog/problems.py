"""What is wrong with a file: which mistake, where, and the values that its sentence names.

``finder/wording/problems`` has the sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import NamedTuple

Path = tuple[str | int, ...]
NO_VALUES: Mapping[str, object] = MappingProxyType({})


class Message(NamedTuple):
    """Something to say: its key, the values that its sentence names, and the key or column that it is about.

    Some values have a way to be said: ``value`` is what stands in a TOML file, ``hint`` another message that tells what
    to write, ``what`` another message about the thing named before it; several words are a tuple.
    """

    key: str
    values: Mapping[str, object] = NO_VALUES
    field: str = ""

    def about(self, field: str) -> Message:
        """The same of one key or column."""
        return self._replace(field=field)

    def within(self, name: str) -> Message:
        """The same after the name of what it was found in: a file, a product, a listing."""
        return Message("within", {"name": name, "what": self})


def message(key: str, field: str = "", **values: object) -> Message:
    """A message with its values by name."""
    return Message(key, values, field)


class MistakeError(ValueError):
    """One value that cannot be used. Whoever knows the key or column of the value names it with ``about``."""

    def __init__(self, key: str, field: str = "", **values: object) -> None:
        super().__init__(key)
        self.message = Message(key, values, field)

    def about(self, field: str) -> Message:
        """What to say of the key or column that the value stands in."""
        return self.message.about(field)


class Problem(NamedTuple):
    """One mistake: the file inside the folder, the line (0 for the file as a whole), what is wrong, and where exactly.

    ``path`` leads through the tables of a TOML file to the key; it is empty for a row, whose column the message names.
    """

    file: str
    line: int
    message: Message
    path: Path = ()


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By file and line; of one line as they were found."""
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))


@dataclass
class Notes:
    """Collects the problems of one file; ``lines`` says where each key stands."""

    file: str
    lines: Mapping[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, path: Path, message: Message, near: Path | None = None) -> None:
        """Note a problem with what stands, or should stand, at ``path``; its line is that of ``near``."""
        self.problems.append(Problem(self.file, self.line(path if near is None else near), message, path))

    def line(self, path: Path) -> int:
        """The line of ``path``, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)


def did_you_mean(word: str, known: list[str]) -> Message | None:
    """A hint that names the closest known word, or all of them when there are few."""
    close = get_close_matches(word, known, n=1, cutoff=0.75)
    if close:
        return message("did_you_mean", choices=close[0])
    return message("use_one_of", choices=tuple(known)) if len(known) <= 15 else None


# The notes of a file, by its name.
NotesOf = Callable[[str], Notes]
