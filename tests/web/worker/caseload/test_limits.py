"""A caseload is a lot of work: no caller can make it more than a worker has time, memory and threads for."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from finder.caseload import csv_answer
from finder.caseload.allowance import Allowance, TimeIsUpError, TooManyRowsError
from finder.caseload.csv_answer import PIECE_BYTES, PackedTexts
from finder.caseload.screen import lines_in
from finder.caseload.sheet import read_sheet
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.slow_callers import CONNECTION
from finder.wording import words_in
from tests.web.conftest import read
from tests.web.worker.caseload.conftest import Send, file_of, person, rows_in, upload


def test_rows_are_counted_whether_they_are_good_or_bad(app: Flask) -> None:
    app.config["CASELOAD_ROWS"] = 3
    client = app.test_client()
    three = b"case,state\nA,OH\nB,Nowhere\n\nC,TX\n"
    assert client.post("/caseload", **upload("file", three)).status_code == 200
    four = three + b"D,Nowhere\n"
    for path, told in (("/caseload", "More than 3 rows were sent."), ("/es/caseload", "Se enviaron más de 3 filas.")):
        answer = client.post(path, **upload("file", four))
        assert answer.status_code == 413
        assert told in read(answer).main


def test_a_file_of_blank_lines_is_not_read_to_its_end(send: Send) -> None:
    answer = send(b"case\n" + b"\n" * 100_001)
    assert answer.status_code == 413
    assert "More than 10,000 rows were sent." in read(answer).main


def test_a_header_without_end_is_refused(send: Send) -> None:
    for header in (b"case" + b",x" * 600, b",".join([b"case"] * 600)):
        answer = send(header + b"\n1\n")
        assert answer.status_code == 422
        assert "The most is 500." in read(answer).main


def test_work_that_takes_too_long_ends_with_a_sentence(app: Flask) -> None:
    app.config["CASELOAD_SECONDS"] = -1
    answer = app.test_client().post("/caseload", **upload("file", file_of([person("A")]), **{"as": "csv"}))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "This took too long." in read(answer).main


def test_an_allowance_ends_by_rows_or_by_time() -> None:
    now = [0.0]
    allowance = Allowance(most_rows=2, seconds=10, clock=lambda: now[0])
    allowance.read_row()
    allowance.read_row()
    with pytest.raises(TooManyRowsError):
        allowance.read_row()
    now[0] = 10
    allowance.work()
    now[0] = 10.1
    with pytest.raises(TimeIsUpError):
        allowance.work()


def test_rows_that_were_read_in_time_are_not_worked_on_after_it(shared_app: Flask) -> None:
    now = [0.0]
    words = words_in("en")
    with shared_app.app_context():
        lines = lines_in(file_of([person("A"), person("B")]), words)
        sheet = read_sheet(lines, current_snapshot(), words, Allowance(most_rows=10, seconds=10, clock=lambda: now[0]))
    cases = sheet.cases()
    assert next(cases).label == "A"
    now[0] = 11
    with pytest.raises(TimeIsUpError):
        next(cases)


@contextmanager
def at_work(app: Flask, monkeypatch: pytest.MonkeyPatch, files: int) -> Iterator[list[int]]:
    """So many files being worked on until the block ends; the list holds their statuses after it."""
    started, go_on = threading.Barrier(files + 1), threading.Event()
    plan_of = csv_answer.plan_of

    def held(*how: object) -> object:
        started.wait(30)
        assert go_on.wait(30)
        return plan_of(*how)  # type: ignore[arg-type]

    statuses: list[int] = []

    def send_one() -> None:
        form = upload("file", file_of([person("A")]), **{"as": "csv"})
        statuses.append(app.test_client().post("/caseload", **form).status_code)

    threads = [threading.Thread(target=send_one) for _ in range(files)]
    with monkeypatch.context() as patch:
        patch.setattr(csv_answer, "plan_of", held)
        for thread in threads:
            thread.start()
        started.wait(30)
    yield statuses
    go_on.set()
    for thread in threads:
        thread.join()


def test_two_files_are_worked_on_at_once_and_everybody_else_is_answered(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = app.test_client()
    form = upload("file", file_of([person("B")]), **{"as": "csv"})
    with at_work(app, monkeypatch, files=2) as statuses:
        busy = client.post("/caseload", **form)
        assert busy.status_code == 503
        assert int(busy.headers["Retry-After"]) == 60
        assert "We are working on files of others." in read(busy).main
        assert client.get("/").status_code == 200
        assert client.post("/results", data={"state": "OH"}).status_code == 200
    assert statuses == [200, 200]
    # Each turn was given back, after a refusal too.
    assert [client.post("/caseload", **form).status_code for _ in range(4)] == [200] * 4
    bad = upload("file", b"state\nOH\n")
    assert [client.post("/caseload", **bad).status_code for _ in range(4)] == [422] * 4
    assert client.post("/caseload", **form).status_code == 200


def test_a_reader_who_takes_the_answer_slowly_holds_no_turn(app: Flask) -> None:
    form = upload("file", file_of([person("A")]), **{"as": "csv"})
    slow = [app.test_client().post("/caseload", **form, buffered=False) for _ in range(5)]
    assert [answer.status_code for answer in slow] == [200] * 5


def test_an_error_before_the_answer_is_whole_gives_none_of_it(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> object:
        raise ValueError("secret answer")

    monkeypatch.setattr(csv_answer, "plan_of", fail)
    app.config["TESTING"] = app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    for _ in range(3):
        answer = app.test_client().post("/caseload", **upload("file", file_of([person("A")]), **{"as": "csv"}))
        assert answer.status_code == 500
        assert "secret" not in answer.text
    written = app.config["LOG_STREAM"].getvalue()
    assert "ValueError" in written
    assert "secret" not in written


def test_a_long_answer_comes_in_pieces_and_whole(send: Send) -> None:
    packed = PackedTexts(b"header\n")
    texts = [f"{at},the same sentence again and again\n" * 50 for at in range(200)]
    for text in texts:
        packed.add(text)
    pieces = list(packed.pieces())
    assert b"".join(pieces) == ("header\n" + "".join(texts)).encode()
    assert sum(map(len, pieces)) == packed.size
    assert sum(map(len, packed.texts)) < packed.size / 5
    assert len(pieces) == packed.size // PIECE_BYTES + 1
    assert max(map(len, pieces)) < 2 * PIECE_BYTES
    data = file_of(person(f"A-{at}") for at in range(40))
    assert len({row["case"] for row in rows_in(send(data, "csv").text)}) == 40


class Connection:
    """What gunicorn hands over."""

    timeout: float | None = None

    def settimeout(self, seconds: float) -> None:
        self.timeout = seconds


def test_a_caller_who_takes_nothing_is_hung_up_on(app: Flask) -> None:
    connection = Connection()
    app.test_client().get("/", environ_overrides={CONNECTION: connection})
    assert connection.timeout == app.config["SEND_SECONDS"] == 30


FORM = "application/x-www-form-urlencoded"
FILE = "multipart/form-data; boundary=x"
KIB, MIB = 1024, 1024 * 1024


def file_body(size: int) -> bytes:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    return head + b"x" * size + b"\r\n--x--\r\n"


@pytest.mark.parametrize(
    ("path", "kind", "body", "status"),
    [
        ("/results", FORM, b"state=OH&age=" + b"1" * (64 * KIB - 13), 200),
        ("/results", FORM, b"state=OH&age=" + b"1" * (64 * KIB - 12), 413),
        ("/results", FILE, file_body(64 * KIB), 413),
        ("/board/new", FORM, b"words=" + b"x" * MIB, 413),
        ("/api/v1/screen", "application/json", b'"' + b"x" * MIB + b'"', 413),
        ("/caseload", FILE, file_body(11 * MIB), 413),
        ("/caseload", FORM, b"x=" + b"x" * 11 * MIB, 413),
        ("/caseload", FILE, file_body(MIB // 2), 422),
        ("/cases", FILE, file_body(11 * MIB), 413),
        ("/team/log-in", FORM, b"email=" + b"x" * MIB, 413),
    ],
)
def test_a_body_over_the_limit_is_refused_also_when_it_comes_in_chunks(
    shared_app: Flask, path: str, kind: str, body: bytes, status: int
) -> None:
    """gunicorn gives such a body without its length, and ends it where it ends."""
    chunked = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    stream = io.BytesIO(body)
    answer = shared_app.test_client().post(path, input_stream=stream, content_type=kind, environ_overrides=chunked)
    assert answer.status_code == status
    assert "Content-Security-Policy" in answer.headers
