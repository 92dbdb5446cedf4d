"""What an import has to say about a file: mistakes, for which it is refused, and remarks, for which it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from finder.catalog.problems import Message, Problem
from finder.wording.problems import problem_line

# A file of another kind may be wrong in every line; nobody reads more than this.
MOST_LINES_KEPT = 200
MOST_SAID = 50


class FeedError(ValueError):
    """The file as a whole cannot be used. The message is a sentence for the person who gave it."""


class EmptyFileError(FeedError):
    """There is nothing in the file. Of a package of many files, one may be empty."""

    def __init__(self) -> None:
        super().__init__("The file is empty.")


@dataclass(kw_only=True)
class ImportReport:
    """Collects mistakes and remarks, each with the file and the line. Only the first ones are kept, all are counted."""

    file: str
    mistakes: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    mistake_count: int = 0
    remark_count: int = 0
    # A list without a date may be of any age: it adds what is not on file, and changes and retires nothing.
    is_undated: bool = False
    # Whether the person said of which day the file is; else today stands for it.
    is_day_told: bool = False

    def mistake(self, line: int, message: Message) -> None:
        """A row that must be mended before the file can be taken in."""
        self.mistake_count += 1
        if len(self.mistakes) < MOST_LINES_KEPT:
            self.mistakes.append(Problem(self.file, line, message))

    def remark(self, line: int, message: Message) -> None:
        """A row, or a value in it, that is left out or read in a way that a person should know."""
        self.remark_count += 1
        if len(self.remarks) < MOST_LINES_KEPT:
            self.remarks.append(Problem(self.file, line, message))

    def lines(self) -> Iterator[str]:
        """The first remarks and mistakes as lines to say, and how many more there are."""
        for problems, count, what in (
            (self.remarks, self.remark_count, "remarks"),
            (self.mistakes, self.mistake_count, "mistakes"),
        ):
            yield from map(problem_line, problems[:MOST_SAID])
            if count > MOST_SAID:
                yield f"... and {count - MOST_SAID:,} more {what}."
