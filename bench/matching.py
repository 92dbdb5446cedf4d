"""Matching alone: processor time of one core, without the web."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from statistics import median

from bench.figures import Figure
from bench.people import Household
from finder.answers.columns import Answers, read_answers
from finder.core.matching import match
from finder.core.snapshot import Snapshot

ONE_AT_MOST_MS = 2
PER_SECOND_AT_LEAST = 500
# Other work on the machine only ever adds time, so the best of some rounds is the truest.
ROUNDS = 3


def read(people: Sequence[Household], snapshot: Snapshot) -> list[Answers]:
    """The answers as values. Raises ValueError for a household with a mistake."""
    found = [read_answers({name: (text,) for name, text in row.items()}, snapshot.facts.zips) for row in people]
    if any(row.errors for row in found):
        raise ValueError("a made-up household has a mistake")
    return found


def each_ms(snapshot: Snapshot, people: Sequence[Answers], on: date) -> list[float]:
    """Milliseconds of processor time for each household; the costs of its prescription are known already."""
    match_all(snapshot, people, on)
    rounds = range(ROUNDS)
    return [1000 * min(cpu_seconds(lambda row=row: match_all(snapshot, (row,), on)) for _ in rounds) for row in people]


def match_all(snapshot: Snapshot, people: Sequence[Answers], on: date) -> int:
    """Match every household; the number of listings judged."""
    return sum(len(match(snapshot, row.situation, row.prescription, on).matches) for row in people)


def cpu_seconds(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def figures(snapshot: Snapshot, fresh: Sequence[Snapshot], people: Sequence[Household], on: date) -> Iterator[Figure]:
    """One household, and how many a second. ``fresh`` are the same catalogue, with no cost worked out yet."""
    answers = read(people, snapshot)
    judged = match_all(snapshot, answers, on) / len(answers)
    yield Figure("one household matched (median)", median(each_ms(snapshot, answers, on)), "ms", most=ONE_AT_MOST_MS)
    yield Figure("  listings judged and priced for it (mean)", judged, "listings")
    seconds = min(cpu_seconds(lambda new=new: match_all(new, answers, on)) for new in fresh)
    yield Figure("households matched on one core", len(answers) / seconds, "a second", least=PER_SECOND_AT_LEAST)
