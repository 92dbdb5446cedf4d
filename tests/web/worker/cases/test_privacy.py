"""A worker's whole journey leaves nothing of a case behind: not in the database, the temporary folder or a log."""

from __future__ import annotations

import json
import logging
import tempfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug import formparser

from finder.papers import pdf
from tests.web.people import answers
from tests.web.worker.cases.conftest import MULTIPART, multipart

LABEL, NOTE = "zebra7731", "quagga8842"
MARKERS = (LABEL, NOTE, "98765")
CHOSEN = {"option": ["cost-plus-drugs"], "letter": "hardship", "case_label": LABEL, "start_on": "2026-12-01"}
STEP = {"listing": "medicaid", "state": "sent", "next_on": None, "renew_on": None, "reason": NOTE, "events": []}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for temporary files; uploads that would be spooled to it fail the test."""

    def refuse(*_args: Any, **_values: Any) -> None:
        raise AssertionError("an upload was spooled to a file")

    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(formparser, "SpooledTemporaryFile", refuse)
    # The font is written anew, here.
    pdf._press.cache_clear()
    return folder


def journey(app: Flask) -> list[Any]:
    client = app.test_client()
    told = answers(zip="44113", income="98765.43", who_for=NOTE)
    saved = client.post("/cases/new", data=told | {"case_label": LABEL})
    case = json.loads(saved.data) | {"steps": [STEP]}
    large = json.dumps(case).encode() + b" " * 700_000
    body = multipart(("case", None, json.dumps(case).encode()), ("label", None, LABEL.encode()), ("do", None, b"save"))
    damaged = json.dumps(case | {"saved_on": LABEL}).encode()
    return [
        saved,
        client.post("/cases", data=multipart(("files", f"{LABEL}.json", large)), content_type=MULTIPART),
        client.post("/cases", data=multipart(("files", "a", large), ("files", NOTE, damaged)), content_type=MULTIPART),
        client.post("/cases/work", data=body, content_type=MULTIPART),
        client.post("/packet", data=told),
        client.post("/packet/print", data=told | CHOSEN),
        client.post("/packet/pdf", data=told | CHOSEN),
        client.post("/es/packet/pdf", data=told | CHOSEN),
        client.post("/calendars", data={"case_label": LABEL}),
        client.post("/calendars/refills.ics", data={"case_label": LABEL, "days_left": "9", "days_supply": "30"}),
        client.post("/calendars/refills.ics", data={"case_label": LABEL, "days_left": NOTE, "days_supply": "30"}),
    ]


def test_a_whole_journey_leaves_nothing_behind(
    app: Flask, database: Path, temporary: Path, caplog: pytest.LogCaptureFixture, capfd
) -> None:
    with caplog.at_level(logging.DEBUG):
        responses = journey(app)
    assert [response.status_code for response in responses] == [200] * 10 + [422]
    assert all("Set-Cookie" not in response.headers for response in responses)
    for response in responses:
        kept = "private, no-cache, max-age=0" if response.mimetype == "text/html" else "no-store"
        assert response.headers["Cache-Control"] == kept
    assert LABEL in responses[1].text
    assert NOTE in responses[3].text
    written = app.config["LOG_STREAM"].getvalue() + caplog.text + "".join(capfd.readouterr())
    assert '"path": "/cases/work"' in written
    files = [*temporary.rglob("*"), *database.parent.glob(f"{database.name}*")]
    kept = b"".join(path.read_bytes() for path in files if path.is_file())
    assert kept
    for marker in MARKERS:
        assert marker not in written
        assert marker.encode() not in kept


def test_no_form_of_a_case_sends_answers_in_an_address(get_page) -> None:
    for path in ("/packet", "/calendars"):
        for form in get_page(path, answers()).all("form"):
            assert form.get("method") == "post"
            assert "?" not in str(form.get("action"))
