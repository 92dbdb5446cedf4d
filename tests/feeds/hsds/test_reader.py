from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from finder.feeds.import_report import FeedError
from tests.feeds.hsds.packages import SAMPLE, read, sample, zipped
from tests.feeds.reading import column, remarked


@pytest.mark.parametrize("inside", ["", "package/", "../../"])
def test_a_zip_is_read_like_its_folder_and_nothing_is_unpacked(tmp_path: Path, inside: str) -> None:
    file = zipped(SAMPLE, tmp_path / "package.zip", inside)
    assert read(file)[0] == read(SAMPLE)[0]
    assert list(tmp_path.iterdir()) == [file]


def test_older_vintages_are_read_by_their_names_and_said(tmp_path: Path) -> None:
    folder = sample(tmp_path, ("locations.csv", "location_type", "kind"), ("services.csv", "organization_id", "org"))
    (folder / "addresses.csv").rename(folder / "physical_addresses.csv")
    (folder / "schedules.csv").rename(folder / "regular_schedules.csv")
    rows, told = read(folder)
    assert rows[0]["address"] == "1 Main St, Suite 2"
    assert rows[0]["hours"] == "MO,WE 09:00-17:00"
    assert any("older vintage" in message for _, message in remarked(told))


def test_an_ohana_location_that_is_virtual_is_left_out(tmp_path: Path) -> None:
    folder = sample(
        tmp_path,
        ("locations.csv", "location_type", "virtual"),
        ("locations.csv", ",virtual,", ",true,"),
        ("locations.csv", ",physical,", ",false,"),
        ("locations.csv", ",postal,", ",true,"),
    )
    assert column(read(folder)[0], "source_id") == ["hsds:1", "hsds:two"]


def test_the_nested_form_gives_the_same_places(tmp_path: Path) -> None:
    location = {
        "id": "1",
        "location_type": "physical",
        "name": "Free   Clinic of Canton",
        "latitude": 40.80,
        "longitude": -81.38,
        "url": "www.clinic.example",
        "addresses": [
            {
                "id": "a1",
                "address_1": "1 Main St",
                "address_2": "Suite 2",
                "city": "Canton",
                "state_province": "Ohio",
                "postal_code": "44702-1234",
                "country": "US",
                "address_type": "physical",
            }
        ],
        "phones": [{"id": "p1", "number": '"330-555-0100"', "extension": 12}],
        "schedules": [{"id": "c1", "byday": "MO,WE", "opens_at": "09:00:00", "closes_at": "17:00:00"}],
        "languages": [{"id": "l1", "name": "English"}, {"id": "l2", "name": "Spanish"}],
    }
    services = [
        {
            "id": f"s-{n}",
            "name": "Care",
            "status": "active",
            "assured_date": "2026-05-01",
            "organization": {"id": "o-1", "name": "Free Clinic of Canton"},
            "service_at_locations": [{"id": f"j{n}", "location": location}],
        }
        for n in (1, 2)
    ]
    file = tmp_path / "services.json"
    for whole in (services, {"contents": services, "total_items": 2}):
        file.write_text(json.dumps(whole), encoding="utf-8")
        assert read(file)[0] == read(SAMPLE)[0][:1]


@pytest.mark.parametrize("name", ["letter.txt", "empty.zip", "other.json"])
def test_something_else_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    if name.endswith(".zip"):
        zipfile.ZipFile(file, "w").close()
    else:
        file.write_text("[]")
    with pytest.raises(FeedError, match=r"neither a folder|not an HSDS package"):
        read(file)


def damaged(tmp_path: Path, how: str) -> Path:
    """A zip of the sample that is not whole in one way, or claims what is not so."""
    file = zipped(SAMPLE, tmp_path / "package.zip")
    data = bytearray(file.read_bytes())
    if how == "cut":
        return Path(file.write_bytes(data[: len(data) // 2]) and file)
    at = data.find(b"PK\x01\x02")
    while at >= 0:  # each entry of the table of contents: its flags, way of packing and size
        if how == "locked":
            data[at + 8] |= 1
        elif how == "unknown":
            data[at + 10] = 97
        else:
            data[at + 24 : at + 28] = (1).to_bytes(4, "little") if how == "lying" else b"\xff\xff\xff\x7f"
        at = data.find(b"PK\x01\x02", at + 4)
    file.write_bytes(data)
    return file


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("cut", "neither a folder, a zip nor a .json file"),
        ("locked", "locked with a password"),
        ("unknown", "packed in a way that is not known"),
        ("lying", "package.zip is damaged"),
        ("bomb", "larger than 256 megabytes"),
    ],
)
def test_a_zip_that_cannot_be_trusted_is_refused_in_a_sentence(tmp_path: Path, how: str, sentence: str) -> None:
    with pytest.raises(FeedError, match=sentence):
        read(damaged(tmp_path, how))


def test_more_rows_than_a_directory_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finder.feeds.hsds.reader.MOST_PACKAGE_ROWS", 10)
    with pytest.raises(FeedError, match="more than 10 rows"):
        read(SAMPLE)
    file = tmp_path / "places.json"
    file.write_text(json.dumps([{"location_type": "physical", "id": str(n)} for n in range(11)]), encoding="utf-8")
    with pytest.raises(FeedError, match="more than 10 rows"):
        read(file)


def test_a_table_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    shutil.copy(folder / "locations.csv", folder / "location.csv")
    with pytest.raises(FeedError, match="The table locations is in this package twice"):
        read(folder)


def test_an_empty_table_is_as_good_as_none(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    (folder / "phones.csv").write_bytes(b"")
    assert read(folder)[0][0]["phone"] == ""


def test_a_folder_in_place_of_a_file_is_no_table(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    (folder / "phones.csv").unlink()
    (folder / "phones.csv").mkdir()
    assert read(folder)[0][0]["phone"] == ""
    (tmp_path / "x.json").mkdir()
    with pytest.raises(FeedError, match="not an HSDS package"):
        read(tmp_path / "x.json")
