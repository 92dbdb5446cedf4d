"""Whatever is written into the form, and whatever answers come together, gives a page."""

from __future__ import annotations

import os

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finder.answers.columns import COLUMNS
from tests.web.conftest import read

# Random answers for each property; `make soak` asks for a hundred times as many.
MIXES = int(os.environ.get("MIXES", "10"))
TEXT = st.text(max_size=40) | st.sampled_from(
    [
        "",
        " ",
        "0",
        "-1",
        "1e400",
        "NaN",
        "½",
        "１２",
        "\x00",
        "<script>alert(1)</script>",
        "%(x)s",
        "{{7*7}}",
        "yes",
        "50",
    ]
)
FIELDS = st.dictionaries(
    st.sampled_from([*COLUMNS, "who_for", "confirm_dose", "nonsense"]),
    st.lists(TEXT, min_size=1, max_size=3),
    max_size=8,
)


@settings(max_examples=MIXES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=FIELDS, path=st.sampled_from(["/results", "/dose", "/", "/es/results", "/es/dose"]))
def test_no_text_in_any_field_breaks_a_page(shared_app: Flask, told: dict[str, list[str]], path: str) -> None:
    response = shared_app.test_client().post(path, data=told)
    assert response.status_code in (200, 422)
    assert "<script>" not in response.text
    assert ">49<" not in response.text


ONE = st.dictionaries(st.sampled_from(list(COLUMNS)), st.sampled_from(["0", "1", "5", "50", "yes", "no", "none", "OH"]))


@settings(max_examples=MIXES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=ONE)
def test_any_mix_of_plain_answers_gives_a_page_that_reads(shared_app: Flask, told: dict[str, str]) -> None:
    response = shared_app.test_client().post("/results", data=told)
    assert response.status_code in (200, 422)
    read(response)
