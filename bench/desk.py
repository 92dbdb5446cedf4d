"""The social worker's desk under gunicorn: a caseload through the page, and the packet as a PDF."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from bench.figures import Figure
from bench.people import Household, write_caseload
from bench.serving import meter, serve

TABLE_AT_MOST_S, CSV_AT_MOST_S, PDF_AT_MOST_S = 2, 60, 1
GROWN_AT_MOST_MB = 20
ROUNDS = 3
PATIENCE_S = 1800
# Memory is looked at each time another so many bytes have come.
LOOK_EVERY = 1_000_000
LINE = "line-between-parts"
MULTIPART = {"Content-Type": f"multipart/form-data; boundary={LINE}"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
OPTIONS = ("cost-plus-drugs", "medicaid", "costco-pharmacy-cmpp")
PERSON = {"state": "OH", "income": "1,500", "insurance": "none", "daily_dose_mg": "150", "start_on": "2026-12-01"}


class UploadTimes(NamedTuple):
    """One upload answered: seconds to the first bytes and to the last, what it took, and the most memory held."""

    first_bytes: float
    whole: float
    cpu: float
    grown_mb: float


def upload(port: int, file: Path, answer: str) -> UploadTimes:
    """Send a caseload; ``answer`` is table or csv. Raises RuntimeError when it is not answered."""
    parts = (f'name="as"\r\n\r\n{answer}', f'name="file"; filename="a.csv"\r\n\r\n{file.read_text("utf-8")}')
    body = "".join(f"--{LINE}\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + f"--{LINE}--\r\n"
    before, start = meter(port), time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request("POST", "/caseload", body.encode(), MULTIPART)
        response = _good_response(connection)
        response.read(1)
        first_bytes = time.monotonic() - start
        seen = list(_memory(response, port))
        whole = time.monotonic() - start
    finally:
        connection.close()
    after = meter(port)
    return UploadTimes(first_bytes, whole, after.cpu - before.cpu, max(*seen, after.resident_mb) - before.resident_mb)


def _memory(response: HTTPResponse, port: int) -> Iterator[float]:
    """The worker's memory while the answer is read to its end."""
    yield meter(port).resident_mb
    while response.read(LOOK_EVERY):
        yield meter(port).resident_mb


def packet(port: int) -> float | None:
    """The processor seconds of a packet as PDF; ``None`` on a machine that cannot make PDFs."""
    before = meter(port).cpu
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        form = [*PERSON.items(), *(("option", name) for name in OPTIONS), ("letter", "hardship")]
        connection.request("POST", "/packet/pdf", urlencode(form), FORM)
        response = connection.getresponse()
        response.read()
    finally:
        connection.close()
    return meter(port).cpu - before if response.status == 200 else None


def _good_response(connection: HTTPConnection) -> HTTPResponse:
    response = connection.getresponse()
    if response.status != 200:
        raise RuntimeError(f"the server answered {response.status}")
    return response


def figures(
    database: Path, small_caseload: Sequence[Household], large_caseload: Sequence[Household], folder: Path
) -> Iterator[Figure]:
    """The table of a few households, the CSV of many, and a packet."""
    small, large = folder / "few.csv", folder / "many.csv"
    write_caseload(small_caseload, small)
    write_caseload(large_caseload, large)
    with serve(f"bench.apps:finder({str(database)!r})") as port:
        tables = [upload(port, small, "table") for _ in range(ROUNDS)]
        csv = upload(port, large, "csv")
        # The first one also reads the fonts.
        pdf = min(filter(None, [packet(port) for _ in range(ROUNDS + 1)]), default=None)
    table = f"caseload page, {len(small_caseload):,} households as a table"
    yield Figure(table, min(row.whole for row in tables), "s", most=TABLE_AT_MOST_S)
    yield Figure("  processor time", min(row.cpu for row in tables), "s")
    yield Figure(f"caseload page, {len(large_caseload):,} households as CSV", csv.whole, "s", most=CSV_AT_MOST_S)
    yield Figure("  processor time", csv.cpu, "s")
    yield Figure("  until the first bytes", csv.first_bytes, "s")
    yield Figure("  memory grown meanwhile, at most", csv.grown_mb, "MB", most=GROWN_AT_MOST_MB)
    if pdf is not None:
        yield Figure("packet as PDF, processor time", pdf, "s", most=PDF_AT_MOST_S)
