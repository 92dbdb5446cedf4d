"""Three-valued verdicts: does a rule fit what we were told?"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, StrEnum


class Verdict(IntEnum):
    """NO < MAYBE < YES, so that all-of is the least and any-of the greatest.

    YES means "on these answers the published rules are met"; pages say "you may get".
    """

    NO = 0
    MAYBE = 1
    YES = 2


# By their short names where a person is judged by hundreds of rules: looking a member up on its class is slow.
NO, MAYBE, YES = Verdict


class Unsure(StrEnum):
    """Why a verdict is MAYBE. The page asks for the first, and says whom to call for the others."""

    NOT_TOLD = "not_told"
    PROGRAM_DECIDES = "program_decides"
    NO_FIGURE = "no_figure"


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict when every part must hold; YES for no parts."""
    return min(verdicts, default=Verdict.YES)


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict when one part is enough; NO for no parts."""
    return max(verdicts, default=Verdict.NO)


def negate(verdict: Verdict) -> Verdict:
    """NO becomes YES and YES becomes NO; MAYBE stays MAYBE."""
    return Verdict(2 - verdict)
