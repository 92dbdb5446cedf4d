"""Files that nobody saved here: each gets a sentence, and the server goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finder.caseload.case_file import write
from finder.caseload.case_reader import MOST_CASE_BYTES, read
from finder.caseload.json_parts import CaseError
from tests.web.worker.cases.conftest import MULTIPART, multipart, upload
from tests.web.worker.cases.test_file import version_file

Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> bytes:
    data = json.loads(version_file(1))
    change(data)
    return json.dumps(data).encode()


def put(*path: str | int, value: object) -> Change:
    def change(data: Any) -> None:
        for key in path[:-1]:
            data = data[key]
        data[path[-1]] = value

    return change


STEP = {"listing": "medicaid", "state": "planned", "next_on": None, "renew_on": None, "reason": "", "events": []}
BYTES = {
    "nothing": (b"", "damaged"),
    "not JSON": (b"case,state\n1,OH\n", "damaged"),
    "cut off": (version_file(1)[:-50], "damaged"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "UTF-8"),
    "UTF-16": (version_file(1).decode().encode("utf-16"), "UTF-8"),
    "not a number": (version_file(1).replace(b'"version": 1', b'"version": NaN'), "damaged"),
    "a huge number": (version_file(1).replace(b'"version": 1', b'"version": ' + b"9" * 5000), "damaged"),
    "one thing twice": (version_file(1).replace(b'"label"', b'"label": "a", "label"'), "twice"),
    "deep lists": (b"[" * 100_000 + b"]" * 100_000, "no case file is"),
    "deep objects": (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "no case file is"),
    "open texts": (b'"\\' * 500_000, "damaged"),
    "a list": (b"[]", "not a case file of this site"),
    "other JSON": (b'{"format": "something else"}', "not a case file of this site"),
    "too large": (b" " * (MOST_CASE_BYTES + 1), "less than 1 MB"),
    "half a character": (changed(put("label", value="\ud800")), "label"),
    "a control character": (changed(put("label", value="a\x00b")), "label"),
    "a newer version": (changed(put("version", value=99)), "newer"),
    "version yes": (changed(put("version", value=True)), "version"),
    "version zero": (changed(put("version", value=0)), "version"),
    "a million steps": (
        b'{"format": "azathioprine-cost-finder-case", "version": 1, "steps": [' + b"0," * 1_000_000 + b"0]}",
        "less than 1 MB",
    ),
    "too many steps": (changed(put("steps", value=[STEP] * 51)), "steps. The most is 50"),
    "steps as text": (changed(put("steps", value="medicaid")), "steps"),
    "a step as text": (changed(put("steps", value=["medicaid"])), "steps[1]"),
    "an unknown state": (changed(put("steps", 0, "state", value="lost")), "steps[1].state"),
    "a state in a list": (changed(put("steps", 0, "state", value=["sent"])), "steps[1].state"),
    "no such day": (changed(put("steps", 0, "next_on", value="2026-02-30")), "steps[1].next_on"),
    "a day too far": (changed(put("steps", 0, "next_on", value="9999-12-31")), "steps[1].next_on"),
    "a day as number": (changed(put("saved_on", value=20261124)), "saved_on"),
    "answers in a list": (changed(put("answers", value=["OH"])), "answers"),
    "an answer in a list": (changed(put("answers", "state", value=["OH"])), "answers.state"),
    "a long answer": (changed(put("answers", "state", value="O" * 201)), "answers.state"),
    "no result": (changed(lambda data: data.pop("result")), "result"),
    "money as number": (changed(put("result", "listings", 0, "cost_per_month_low", value=1.5)), "cost_per_month_low"),
    "money without end": (
        changed(put("result", "listings", 0, "cost_per_month_high", value="1e999")),
        "cost_per_month_high",
    ),
    "half a price": (changed(put("result", "listings", 0, "cost_per_month_low", value=None)), "cost_per_month_high"),
    "a link that runs": (
        changed(put("result", "listings", 0, "rules", 0, "source", value="javascript:alert(1)")),
        "source",
    ),
    "a listing with a path": (changed(put("steps", 0, "listing", value="../../etc")), "steps[1].listing"),
}


@pytest.mark.parametrize("name", BYTES)
def test_a_file_that_is_not_ours_gets_a_sentence(open_files, name: str) -> None:
    data, told = BYTES[name]
    page = open_files(data, status=422)
    assert told in page.main
    assert "We could not open that" in page.main


@pytest.mark.parametrize("name", BYTES)
def test_the_same_file_in_the_field_of_the_page_gets_a_sentence(shared_app: Flask, name: str) -> None:
    body = multipart(("case", None, BYTES[name][0]), ("do", None, b"save"))
    response = shared_app.test_client().post("/cases/work", data=body, content_type=MULTIPART)
    assert response.status_code in (413, 422)
    assert "<h1>" in response.text


def test_markup_in_a_file_is_shown_as_text(open_files) -> None:
    page = open_files(changed(put("label", value="<script>alert(1)</script>")))
    assert page.all("script") == []
    assert "<script>alert(1)</script>" in page.main


def test_no_file_too_many_and_too_large_together_get_a_sentence(shared_app: Flask) -> None:
    client = shared_app.test_client()
    assert "Choose one or more" in client.post("/cases", data={}).text
    assert "more than 60 files" in upload(shared_app, *[b"{}"] * 61).text
    large = upload(shared_app, *[b" " * MOST_CASE_BYTES] * 11)
    assert large.status_code == 413
    assert "10 MB" in large.text


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=6,
)
PLACES = st.sampled_from(
    [
        ("label",),
        ("saved_on",),
        ("answers",),
        ("answers", "state"),
        ("result", "snapshot"),
        ("result", "listings"),
        ("result", "listings", 0, "name"),
        ("result", "listings", 0, "rules", 0, "limit"),
        ("steps",),
        ("steps", 0, "reason"),
        ("steps", 0, "events", 0, "on"),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLACES, ANYTHING)
def test_anything_anywhere_is_read_or_refused_with_a_sentence(place: tuple[str | int, ...], value: object) -> None:
    data = changed(put(*place, value=value))
    with suppress(CaseError):
        case = read(data)
        assert read(write(case).encode()) == case


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(CaseError):
        read(data)
