"""After uploads, reports and calls of the API: the database, the temporary folder and the logs hold nothing of them."""

from __future__ import annotations

import io
import logging
import tempfile
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.web.worker.caseload.conftest import file_of, person

LABEL, INCOME, ZIP, WRONG = "zebra7731", "98765.43", "44113", "quagga9942"
SECRETS = (LABEL, "98765", ZIP, WRONG)


def sent(data: bytes, field: str, **fields: str) -> dict[str, object]:
    boundary, body = encode_multipart({field: FileStorage(io.BytesIO(data), f"{LABEL}.csv"), **fields})
    return {"data": body, "content_type": f'multipart/form-data; boundary="{boundary}"'}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of all files opened in the temporary folder, which is an empty one of our own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    opened: list[str] = []
    for name in ("TemporaryFile", "NamedTemporaryFile", "mkstemp", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, lambda *_args, _name=name, **_kw: opened.append(_name))
    assert tempfile.gettempdir() == str(folder)
    return opened


def test_a_whole_journey_leaves_no_trace(
    app: Flask, database: Path, tmp_path: Path, temporary: list[str], caplog: pytest.LogCaptureFixture, capfd
) -> None:
    good = person(LABEL, income=INCOME, zip=ZIP, state="")
    some = file_of([good, *(person(f"{LABEL}-{at}", zip=ZIP, state="", income=INCOME) for at in range(8))])
    bad = file_of([good, person(LABEL, income=WRONG)])
    large = file_of([good]) + b",,,,,,,,,,,,\n" * 60_000
    client = app.test_client()
    before = database.read_bytes()
    with caplog.at_level(logging.DEBUG):
        answers = [
            client.post("/caseload", **sent(some, "file", **{"as": "table"})),
            client.post("/es/caseload", **sent(bad, "file", **{"as": "table"})),
            client.post("/caseload", **sent(bad, "file", **{"as": "csv"})),
            client.post("/caseload", **sent(large, "file", **{"as": "csv", "order": "cost"})),
            client.post("/caseload", **sent(f"case,phone\n{LABEL},{WRONG}\n".encode(), "file")),
            client.post("/caseload/report", **sent(some, "files", **{"as": "page"})),
            client.post("/caseload/report", **sent(some, "files", **{"as": "csv"})),
            client.post("/api/v1/screen", json={"case": LABEL, "zip": ZIP, "income": INCOME, "income_period": "month"}),
            client.post("/api/v1/screen", json={"case": LABEL, "zip": ZIP, "income": WRONG, LABEL: WRONG}),
            client.post("/api/v1/screen", data=f'{{"{WRONG}', content_type="application/json"),
            client.get(f"/api/v1/places?near={ZIP}"),
        ]
        texts = [answer.text for answer in answers]
    assert [answer.status_code for answer in answers] == [200, 200, 422, 200, 422, 200, 200, 200, 422, 400, 200]
    assert LABEL in texts[0]
    assert LABEL in texts[3]
    for answer in answers:
        assert "Set-Cookie" not in answer.headers
        kept = "private, no-cache, max-age=0" if answer.mimetype == "text/html" else "no-store"
        assert answer.headers["Cache-Control"] == kept
        assert not [secret for secret in SECRETS if secret in str(answer.headers)]
    written = app.config["LOG_STREAM"].getvalue() + caplog.text + "".join(capfd.readouterr())
    assert '"path": "/caseload/report"' in written
    assert not [secret for secret in SECRETS if secret in written]
    assert temporary == []
    assert list((tmp_path / "temporary").iterdir()) == []
    assert database.read_bytes() == before
    kept = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    assert not [secret for secret in (LABEL, "98765", WRONG) if secret.encode() in kept]


def test_the_watch_would_see_a_file_that_is_put_on_disk(
    app: Flask, temporary: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from flask import Request
    from werkzeug import formparser

    monkeypatch.setattr(app, "request_class", Request)
    monkeypatch.setattr(
        formparser, "SpooledTemporaryFile", lambda *_args, **_kw: temporary.append("spooled") or io.BytesIO()
    )
    form = sent(b"x" * 600_000, "file", **{"as": "table"})
    app.test_client().post("/caseload", **form)
    assert temporary == ["spooled"]
