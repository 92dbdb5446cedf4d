from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest

from finder.answers.columns import COLUMNS
from finder.caseload.case_file import CASE_VERSION, EVENTS, STEP_STATES, as_data, write
from finder.caseload.case_reader import MOST_CASE_BYTES, read
from finder.caseload.case_upgrades import UPGRADES
from tests.web.conftest import words

ROOT = Path(__file__).resolve().parents[4]
SCHEMA = json.loads((ROOT / "docs" / "case-file.schema.json").read_text(encoding="utf-8"))
FILES = Path(__file__).parent / "files"


def version_file(version: int) -> bytes:
    return (FILES / f"version-{version}.json").read_bytes()


def test_a_saved_case_holds_answers_as_typed_and_the_dated_result(save) -> None:
    case = save("Client 7", insurance=["medicaid", "va"])
    assert case["label"] == "Client 7"
    assert case["answers"]["income"] == "1,500"
    assert case["answers"]["insurance"] == "medicaid;va"
    assert case["result"]["rules_as_of"] == "2026-11-24"
    medicaid = next(row for row in case["result"]["listings"] if row["listing"] == "medicaid")
    assert medicaid["verdict"] in ("maybe", "yes")
    assert medicaid["rules"][0]["words"]
    assert medicaid["rules"][0]["source"].startswith("http")
    assert any(rule["limit"].startswith("$") for rule in medicaid["rules"])


def test_a_saved_case_fits_the_published_schema(save) -> None:
    jsonschema_rs.validate(SCHEMA, save("Client 7", insurance=["medicaid", "va"], quote_goodrx="12.50"))


def test_the_schema_names_the_states_and_events_of_the_code() -> None:
    step = SCHEMA["$defs"]["step"]["properties"]
    assert step["state"]["enum"] == list(STEP_STATES)
    assert step["events"]["items"]["properties"]["what"]["enum"] == list(EVENTS)
    assert SCHEMA["properties"]["version"]["const"] == CASE_VERSION


def test_reading_and_writing_change_nothing() -> None:
    text = version_file(CASE_VERSION).decode()
    assert write(read(text.encode())) == text
    jsonschema_rs.validate(SCHEMA, as_data(read(text.encode())))


@pytest.mark.parametrize("version", range(1, CASE_VERSION + 1))
def test_a_case_of_every_version_opens(open_files, version: int) -> None:
    page = open_files(version_file(version))
    assert "Client 7" in words(page.one("h1"))
    case = read(version_file(version))
    assert case.steps[0].events[0].on == date(2026, 11, 20)


def test_every_older_version_has_its_upgrade_and_its_file() -> None:
    assert sorted(UPGRADES) == list(range(1, CASE_VERSION))
    assert sorted(path.name for path in FILES.iterdir()) == [f"version-{at}.json" for at in range(1, CASE_VERSION + 1)]


def test_a_whole_case_stays_far_below_the_size_that_is_taken(save) -> None:
    everything = save("x" * 80, state=None, income=None, insurance=None)
    assert len(json.dumps(everything, indent=1)) < MOST_CASE_BYTES / 2


def test_an_answer_that_is_not_asked_for_is_dropped(save) -> None:
    case = save()
    case["answers"]["patient_name"] = "somebody"
    read_again = read(json.dumps(case).encode())
    assert "patient_name" not in read_again.answers
    assert set(read_again.answers) <= set(COLUMNS) | {"who_for"}


def test_the_name_of_the_file_says_label_and_day_and_nothing_else(shared_app) -> None:
    response = shared_app.test_client().post("/cases/new", data={"state": "OH", "case_label": 'a"; b\r\n/c: ñ'})
    assert response.headers["Content-Disposition"] == 'attachment; filename="case-a-b-c-2026-11-24.json"'


def test_answers_that_cannot_be_used_make_no_file(get_page) -> None:
    get_page("/cases/new", {"income": "a lot"}, status=422)
