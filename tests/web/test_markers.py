"""One marker journey: whatever people send to any public form is nowhere afterwards but in the answer itself.

Every column holds a marker, once as words that nobody can read and once as an answer that is used, and both go to
every route of the public that takes answers.
"""

from __future__ import annotations

import io
import json
import logging
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from finder.answers.columns import COLUMNS, PAGE_ONLY
from finder.papers import pdf
from finder.web.team.accounts.access import access_of
from tests.web.people import answers

# What is sent there is meant to be kept, or belongs to the team.
KEPT = ("/board", "/report", "/team")
KINDS = {"kind": "refills", "listing_id": "cost-plus-drugs"}
UNREAD = {column: f"zebra{at}quagga" for at, column in enumerate((*COLUMNS, *PAGE_ONLY))}
LABEL = "zebra900quagga"
MORE = {"case_label": LABEL} | {
    name: f"zebra{at}quagga" for at, name in enumerate(("q", "question", "start_on", "near"), 902)
}
USED = answers(income="98765.43", resources="87654.32", who_for="zebra901quagga", case_label=LABEL)
JOURNEYS = {
    "words that cannot be read": UNREAD | MORE,
    "answers that are used": USED | {"start_on": "2026-12-01", "option": "rx-outreach"},
}
MARKERS = re.compile(r"zebra\d+quagga|98,?765\.43|87,?654\.32")


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything the app could write to, in one folder: temporary files beside the database."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    # The font is written anew, here.
    pdf._press.cache_clear()
    return tmp_path


def public_forms(app: Flask) -> list[str]:
    """The address of every form of the public whose answers are not meant to be kept."""
    found = set()
    for rule in app.url_map.iter_rules():
        path = rule.rule
        is_public = access_of(app.view_functions[rule.endpoint]) in (None, "closed") or not path.startswith("/team")
        if "POST" in (rule.methods or ()) and is_public and not path.removeprefix("/es").startswith(KEPT):
            found.add(re.sub(r"<(?:\w+:)?(\w+)>", lambda part: KINDS[part[1]], path))
    return sorted(found)


def journey(app: Flask, told: dict[str, object]) -> Iterator[tuple[str, TestResponse]]:
    """Every form, sent as a form; a file where one is asked for; and the API."""
    client = app.test_client()
    table = "case,income,income_period\n" + f"{told['case_label']},{told['income']},month\n"
    for path in public_forms(app):
        if path.startswith("/api/"):
            body = {name: value for name, value in told.items() if name in COLUMNS}
            yield path, client.post(path, json=body)
            continue
        yield path, client.post(path, data=MultiDict(told))
        for field in ("file", "files"):
            file = (io.BytesIO(table.encode()), f"{told['case_label']}.csv")
            yield path, client.post(path, data=MultiDict({**told, field: file}), content_type="multipart/form-data")


def places_of_a_response(response: TestResponse) -> Iterator[str]:
    """Where an answer travels further than the page: every header, the title, addresses, a PDF's own names.

    A worker's label is what their own files are called, so it may stand in the name of a download.
    """
    for name, value in response.headers:
        yield value.replace(LABEL, "") if name == "Content-Disposition" else value
    if response.mimetype == "text/html":
        yield from re.findall(r"<title>(.*?)</title>", response.text, re.DOTALL)
        yield from re.findall(r'(?:href|src|action)="([^"]*)"', response.text)
    if response.mimetype == "application/pdf":
        yield from map(str, (PdfReader(io.BytesIO(response.data)).metadata or {}).values())


@pytest.mark.parametrize("told", JOURNEYS.values(), ids=JOURNEYS)
def test_no_answer_stands_in_an_address_a_header_a_title_a_log_or_a_file(
    app: Flask,
    database: Path,
    folders: Path,
    told: dict[str, object],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert database.is_relative_to(folders)
    seen = 0
    with caplog.at_level(logging.DEBUG):
        for path, response in journey(app, told):
            assert response.status_code < 500, path
            assert "Set-Cookie" not in response.headers, path
            for text in places_of_a_response(response):
                assert not MARKERS.search(text), f"{path}: {text}"
            seen += bool(MARKERS.search(response.text if response.is_json or "html" in response.mimetype else ""))
    # The markers did reach the pages: the test looks at what it says it does.
    assert seen >= 10
    log = app.config["LOG_STREAM"].getvalue()
    assert {json.loads(line)["path"] for line in log.splitlines()} >= {"/results", "/places", "/api/v1/screen"}
    assert not MARKERS.search(log + caplog.text + "".join(capfd.readouterr()))
    for file in folders.rglob("*"):
        if file.is_file():
            assert not MARKERS.search(file.read_bytes().decode("latin-1")), file


@pytest.mark.parametrize("path", ["/", "/dose", "/places", "/calendars", "/guide/faq", "/guide/calendar"])
def test_every_form_of_a_page_with_answers_sends_them_in_the_body(get_page, path: str) -> None:
    forms = get_page(path).all("form")
    assert forms
    assert [form.get("action") for form in forms if form.get("method") != "post"] == []
