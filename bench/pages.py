"""Bytes that travel: what a first visit and an answer weigh, compressed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flask.testing import FlaskClient

from bench.figures import Figure
from bench.people import Household

FIRST_AT_MOST_KB = 40
RESULTS_AT_MOST_KB = 60
KB = 1000
LOADED_FILE = re.compile(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"')


def first_load(client: FlaskClient, path: str, encoding: str) -> int:
    """Bytes of a page with its css and icon, as sent in this encoding."""
    html = client.get(path).text
    return sum(_bytes_sent(client, address, encoding) for address in (path, *LOADED_FILE.findall(html)))


def _bytes_sent(client: FlaskClient, path: str, encoding: str) -> int:
    with client.get(path, headers={"Accept-Encoding": encoding}) as response:
        return len(response.data)


def results(client: FlaskClient, people: Sequence[Household], path: str, encoding: str) -> list[int]:
    """Bytes of the answer to each household, as sent in this encoding."""
    return [len(client.post(path, data=row, headers={"Accept-Encoding": encoding}).data) for row in people]


def figures(client: FlaskClient, people: Sequence[Household]) -> Iterator[Figure]:
    """Gzip is what every browser takes; most take Brotli, which is smaller. The heavier language counts."""
    for encoding, name in (("gzip", "gzip"), ("br", "Brotli")):
        first_bytes = max(first_load(client, path, encoding) for path in ("/", "/es/"))
        yield Figure(f"first page with css and icon, {name}", first_bytes / KB, "kB", most=FIRST_AT_MOST_KB)
    for encoding, name in (("gzip", "gzip"), ("br", "Brotli")):
        # A household that tells nothing at all gets every listing we have.
        sizes = [
            size for path in ("/results", "/es/results") for size in results(client, (*people, {}), path, encoding)
        ]
        yield Figure(f"results, the longest of {len(sizes)}, {name}", max(sizes) / KB, "kB", most=RESULTS_AT_MOST_KB)
