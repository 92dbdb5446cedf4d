"""What others wait for while a worker is busy with as many caseloads as it takes at once."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from bench.desk import upload
from bench.figures import Figure
from bench.people import Household, write_caseload
from bench.serving import post, serve

CASELOADS = 2
P95_AT_MOST_MS = 250
WARM_UP = 3
# A person reads between two pages.
BETWEEN_S = 0.02


def waits_ms(port: int, people: Sequence[Household], while_busy: Iterator[bool]) -> list[float]:
    """The milliseconds until each answer to one caller, in order of length."""
    found = []
    for at, _ in enumerate(while_busy):
        start = time.monotonic()
        post(port, [urlencode(people[at % len(people)])])
        found.append(1000 * (time.monotonic() - start))
        time.sleep(BETWEEN_S)
    return sorted(found)


def p95(waits: Sequence[float]) -> float:
    """What 95 in 100 of them do not go over; they are in order."""
    return waits[int(len(waits) * 0.95)]


def figures(database: Path, people: Sequence[Household], many: Sequence[Household], folder: Path) -> Iterator[Figure]:
    """``POST /results`` of one caller, first alone and then beside the caseloads of others."""
    file = folder / "meanwhile.csv"
    write_caseload(many, file)
    with serve(f"bench.apps:finder({str(database)!r})") as port, ThreadPoolExecutor(CASELOADS) as pool:
        waits_ms(port, people, iter([True] * WARM_UP))
        alone = waits_ms(port, people, iter([True] * len(people)))
        sent = [pool.submit(upload, port, file, "csv") for _ in range(CASELOADS)]
        busy = waits_ms(port, people, iter(lambda: any(not one.done() for one in sent), False))
        for one in sent:
            one.result()
    yield Figure("POST /results, one caller alone, 95th percentile", p95(alone), "ms")
    if busy:
        name = f"  beside {CASELOADS} caseloads of {len(many):,} households"
        yield Figure(name, p95(busy), "ms", most=P95_AT_MOST_MS)
