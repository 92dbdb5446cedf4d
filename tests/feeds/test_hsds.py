from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from finder.db import write
from finder.feeds.hsds.export import tables_of
from finder.feeds.hsds.places import Wanted, places
from finder.feeds.hsds.reading import read_package
from finder.feeds.hsds.standard import COLUMNS, REQUIRED, stable_id
from finder.feeds.hsds.writing import nested, package
from finder.feeds.told import FeedError, Told
from finder.store.accounts import MemberRole, invite
from finder.store.proposals import waiting
from finder.store.seeding import stored_catalog
from tests.catalog.folders import SEED
from tests.conftest import close
from tests.feeds.reading import SAMPLES, TODAY, column, remarked, said

SAMPLE = SAMPLES / "hsds"
SOURCE = "https://directory.example.org/"
ASKED = ["--kind", "free_clinic", "--source", SOURCE, "--on", "2026-11-23"]


def read(path: Path, kind: str | None = "free_clinic", source: str = SOURCE) -> tuple[list[dict[str, object]], Told]:
    told = Told(path.name)
    return list(places(read_package(path, told), told, Wanted(kind, source, TODAY))), told  # type: ignore[arg-type]


def sample(tmp_path: Path, *changes: tuple[str, str, str]) -> Path:
    """A copy of the sample folder with words of its files changed."""
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "package"))
    for name, old, new in changes:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def zipped(folder: Path, target: Path, inside: str = "") -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, inside + file.name)
    return target


def test_a_place_is_read_with_all_that_hangs_on_it() -> None:
    rows, told = read(SAMPLE)
    first = rows[0]
    assert told.mistakes == []
    assert (first["source_id"], first["name"], first["run_by"]) == ("hsds:1", "Free Clinic of Canton", "")
    assert (first["address"], first["city"], first["state"], first["zip"]) == (
        "1 Main St, Suite 2",
        "Canton",
        "OH",
        "44702-1234",
    )
    assert (first["phone"], first["phone_extension"], first["url"]) == (
        "330-555-0100",
        "12",
        "https://www.clinic.example",
    )
    assert (first["hours"], first["languages"]) == ("MO,WE 09:00-17:00", "English, Spanish")
    assert (first["latitude"], first["longitude"]) == (40.8, -81.38)
    assert (first["checked_on"], first["source"]) == (date(2026, 5, 1), SOURCE)


def test_places_where_nobody_can_go_are_left_out_and_said() -> None:
    rows, told = read(SAMPLE)
    assert column(rows, "source_id") == ["hsds:1", "hsds:two"]
    text = " ".join(message for _, message in remarked(told))
    for words in ("(virtual)", "(postal)", "none of its services is active", "not in the United States"):
        assert words in text


def test_a_latitude_beyond_the_pole_is_not_believed_nor_swapped() -> None:
    rows, told = read(SAMPLE)
    assert (rows[1]["latitude"], rows[1]["longitude"], rows[1]["zip"]) == (None, None, "44702")
    assert any("its position cannot be right" in message for _, message in remarked(told))


def test_a_postal_address_is_not_where_people_go() -> None:
    assert read(SAMPLE)[0][1]["address"] == "2 Side St"


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


def test_what_the_package_does_not_say_is_asked_for() -> None:
    with pytest.raises(FeedError, match="Say what these places are: --kind health_center"):
        read(SAMPLE, kind=None)
    with pytest.raises(FeedError, match="Say where the package comes from"):
        read(SAMPLE, source="")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("locations.csv", "two,physical", "1,physical"), "The location 1 stands in line 2 already."),
        (("addresses.csv", ",Ohio,", ",Ohoi,"), "'Ohoi' is not a state."),
        (("locations.csv", "100,101", "north,101"), "The position must be two numbers"),
    ],
)
def test_what_cannot_be_right_is_a_mistake(tmp_path: Path, change: tuple[str, str, str], message: str) -> None:
    _, told = read(sample(tmp_path, change))
    assert any(message in text for _, text in said(told))


@pytest.mark.parametrize("name", ["letter.txt", "empty.zip", "other.json"])
def test_something_else_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    if name.endswith(".zip"):
        zipfile.ZipFile(file, "w").close()
    else:
        file.write_text("[]")
    with pytest.raises(FeedError, match=r"neither a folder|not an HSDS package"):
        read(file)


def test_the_command_takes_places_in_once_and_all_or_nothing(seeded: Flask, tmp_path: Path) -> None:
    runner = seeded.test_cli_runner()
    first = runner.invoke(args=["places", "import", "hsds", str(SAMPLE), *ASKED])
    assert (first.exit_code, first.stdout) == (0, "")
    assert "Done: 2 added, 0 changed, 0 retired." in first.stderr
    assert "Nothing was changed." in runner.invoke(args=["places", "import", "hsds", str(SAMPLE), *ASKED]).stderr
    wrong = sample(tmp_path, ("addresses.csv", ",Ohio,", ",Ohoi,"), ("locations.csv", "two,", "new,"))
    refused = runner.invoke(args=["places", "import", "hsds", str(wrong), *ASKED])
    assert refused.exit_code == 2
    assert "Nothing was written." in refused.stderr
    with seeded.app_context():
        assert "hsds:new" not in {row["source_id"] for row in stored_catalog().rows["places"]}


@pytest.fixture(scope="module")
def exported(make_app: Callable[..., Flask], seeded_database: Path) -> dict[str, str]:
    app = make_app(seeded_database)
    with app.app_context():
        files = dict(package(tables_of(stored_catalog())))
    close(app)
    return files


def rows_of(files: dict[str, str], table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{table}.csv"])))


def test_every_table_has_the_standards_columns_and_all_that_it_requires(exported: dict[str, str]) -> None:
    tables = [name.removesuffix(".csv") for name in exported if name.endswith(".csv")]
    assert {"organizations", "services", "locations", "phones", "attributes", "x_criteria"} <= set(tables)
    for table in tables:
        rows = rows_of(exported, table)
        assert list(rows[0]) == COLUMNS[table]
        assert [row["id"] for row in rows if not all(row[name] for name in REQUIRED[table])] == []
        assert len({row["id"] for row in rows}) == len(rows), table


def test_every_link_of_the_export_leads_somewhere(exported: dict[str, str]) -> None:
    tables = [name.removesuffix(".csv") for name in exported if name.endswith(".csv")]
    ids = {table: {row["id"] for row in rows_of(exported, table)} for table in tables}
    targets = {
        "organization_id": "organizations",
        "service_id": "services",
        "location_id": "locations",
        "taxonomy_id": "taxonomies",
        "taxonomy_term_id": "taxonomy_terms",
    }
    for table in tables:
        for row in rows_of(exported, table):
            for name, target in targets.items():
                assert not row.get(name) or row[name] in ids[target], (table, name)
    for row in rows_of(exported, "attributes"):
        assert row["link_id"] in ids[f"{row['link_entity']}s"]


def test_the_description_names_every_table_with_its_fields(exported: dict[str, str]) -> None:
    told = json.loads(exported["datapackage.json"])
    assert told["profile"] == "tabular-data-package"
    assert {resource["path"] for resource in told["resources"]} == {name for name in exported if name.endswith(".csv")}
    services = next(resource for resource in told["resources"] if resource["name"] == "service")
    fields = {field["name"]: field for field in services["schema"]["fields"]}
    assert fields["assured_date"]["type"] == "date"
    assert fields["minimum_age"]["type"] == "number"
    assert fields["status"]["constraints"]["required"] is True


def test_a_listing_has_its_words_rules_prices_and_last_check(exported: dict[str, str]) -> None:
    service = next(row for row in rows_of(exported, "services") if row["name"] == "Mark Cuban Cost Plus Drugs")
    assert (service["status"], service["assured_date"]) == ("active", "2026-11-23")
    assert "cost plus 15%" in service["description"]
    assert "Compare it with the cash price" in service["application_process"]
    rules = [row for row in rows_of(exported, "x_criteria") if row["service_id"] == service["id"]]
    assert (rules[0]["path"], rules[0]["fact"], rules[0]["operator"]) == ("criteria.0", "insurance", "one_of")
    assert "medicare_drug" in rules[0]["value"]
    costs = [row for row in rows_of(exported, "cost_options") if row["service_id"] == service["id"]]
    assert costs
    assert {row["currency"] for row in costs} == {"USD"}
    nested_one = next(row for row in json.loads(exported["services.json"]) if row["id"] == service["id"])
    assert nested_one["organization"]["name"].startswith("Mark Cuban")
    assert nested_one["attributes"][0]["taxonomy_term"]["code"] == "mail_order_pharmacy"
    assert len(nested_one["cost_options"]) == len(costs)


def test_paused_help_is_temporarily_closed_and_drafts_are_not_given_out(exported: dict[str, str]) -> None:
    statuses = {row["status"] for row in rows_of(exported, "services")}
    assert statuses <= {"active", "temporarily closed"}


def test_ids_are_the_same_in_every_export(seeded: Flask) -> None:
    with seeded.app_context():
        one = dict(package(tables_of(stored_catalog())))
        assert dict(package(tables_of(stored_catalog()))) == one
    ids = [row["id"] for row in rows_of(one, "services")]
    assert ids == [stable_id("services", "good")] == ["6dc7d514-0f5c-55fe-994c-d9c4431a920f"]


def test_our_own_package_comes_back_without_a_change(app: Flask, tmp_path: Path) -> None:
    runner, file = app.test_cli_runner(), tmp_path / "package.zip"
    result = runner.invoke(args=["listings", "export", "--format", "hsds", str(file)])
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    assert "locations to" in result.stderr
    back = runner.invoke(args=["places", "import", "hsds", str(file)])
    assert (back.exit_code, "All are on file already." in back.stderr) == (0, True), back.stderr
    assert runner.invoke(args=["listings", "export", str(tmp_path / "out")]).exit_code == 0
    assert (tmp_path / "out" / "places.csv").read_bytes() == (SEED / "places.csv").read_bytes()


def test_listings_of_a_package_become_proposals_and_nothing_is_published(seeded: Flask, tmp_path: Path) -> None:
    runner, folder = seeded.test_cli_runner(), tmp_path / "package"
    assert runner.invoke(args=["listings", "export", "--format", "hsds", str(folder)]).exit_code == 0
    with seeded.app_context():
        invite("ana@team.example", MemberRole.VOLUNTEER)
        before = stored_catalog().records
    asked = ["listings", "import", "--format", "hsds", str(folder), "--as", "ana@team.example"]
    assert "Made 0 proposals." in runner.invoke(args=asked).stderr
    text = (folder / "x_listings.csv").read_text(encoding="utf-8")
    (folder / "x_listings.csv").write_text(text.replace("Good Pharmacy", "Better Pharmacy"), encoding="utf-8")
    result = runner.invoke(args=asked)
    assert (result.exit_code, "Made 1 proposals." in result.stderr) == (0, True), result.stderr
    assert "Made 0 proposals." in runner.invoke(args=asked).stderr
    with seeded.app_context(), write() as session:
        (proposal,) = waiting(session)
        assert proposal.document["name"] == "Better Pharmacy"
        assert stored_catalog().records == before


def test_listings_are_proposed_in_the_name_of_a_member(seeded: Flask) -> None:
    result = seeded.test_cli_runner().invoke(args=["listings", "import", "--format", "hsds", str(SAMPLE)])
    assert result.exit_code == 2
    assert "the e-mail of a member of the team" in result.stderr


def test_services_of_others_become_no_listings(seeded: Flask) -> None:
    with seeded.app_context():
        invite("ana@team.example", MemberRole.VOLUNTEER)
    asked = ["listings", "import", "--format", "hsds", str(SAMPLE), "--as", "ana@team.example"]
    result = seeded.test_cli_runner().invoke(args=asked)
    assert "2 services have no listing of ours with them." in result.stderr
    assert "Made 0 proposals." in result.stderr


def test_the_nested_form_of_an_empty_catalogue_is_empty() -> None:
    assert nested({}) == ([], [])


@pytest.fixture
def listings(seeded: Flask, tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Import a package whose listings are given as TOML, by id; the exit code and what was said."""
    with seeded.app_context():
        invite("ana@team.example", MemberRole.VOLUNTEER)
    folder = tmp_path / "package"
    runner = seeded.test_cli_runner()
    assert runner.invoke(args=["listings", "export", "--format", "hsds", str(folder)]).exit_code == 0

    def run(*records: tuple[str, str]) -> tuple[int, str]:
        out = io.StringIO()
        rows = [(f"{n}", "service", name, text) for n, (name, text) in enumerate(records)]
        csv.writer(out).writerows([COLUMNS["x_listings"], *rows])
        (folder / "x_listings.csv").write_text(out.getvalue(), encoding="utf-8")
        asked = ["listings", "import", "--format", "hsds", str(folder), "--as", "ana@team.example"]
        result = runner.invoke(args=asked)
        return result.exit_code, result.stderr

    return run


GOOD = (SEED.parent / "tests" / "catalog" / "good" / "programs" / "good.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('status = "active"\n', "", "good: 'status' is missing."),
        ('status = "active"', "status = 07:32:00", "good: 'status'"),
        ("checked_on = 2026", "checked_on = 2026-01-02T03:04:05Z # ", "good: 'checked_on' must be a date."),
        ('id = "good"', 'id = "../../good"', "An id is of small letters, digits and hyphens"),
        ('id = "good"', 'id = "table:prices"', "An id is of small letters, digits and hyphens"),
        ('id = "good"', 'id = "good"\nid = "good"', "'record' is not TOML"),
        ('id = "good"', 'id = "other"\nmore = nan', "other: 'more' is not a key we know."),
    ],
)
def test_a_listing_that_our_own_files_could_not_hold_is_not_even_proposed(
    seeded: Flask, listings: Callable[..., tuple[int, str]], old: str, new: str, sentence: str
) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    name = new.split('"')[1] if old.startswith("id") and "\nid" not in new else "good"
    code, told = listings((name, text))
    assert (code, sentence in told) == (2, True), told
    assert "Nothing was written." in told
    with seeded.app_context(), write() as session:
        assert waiting(session) == []


def test_a_listing_that_stands_in_a_package_twice_is_a_mistake(listings: Callable[..., tuple[int, str]]) -> None:
    code, told = listings(("good", GOOD), ("good", GOOD.replace("Good", "Better")))
    assert code == 2
    assert "The listing good stands in line " in told


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
    monkeypatch.setattr("finder.feeds.hsds.reading.MOST_ROWS", 10)
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


def test_a_folder_in_place_of_a_file_is_no_table(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    (folder / "phones.csv").unlink()
    (folder / "phones.csv").mkdir()
    assert read(folder)[0][0]["phone"] == ""
    (tmp_path / "x.json").mkdir()
    with pytest.raises(FeedError, match="not an HSDS package"):
        read(tmp_path / "x.json")


def test_a_mistake_in_our_own_table_of_places_names_its_line_in_the_package(seeded: Flask, tmp_path: Path) -> None:
    runner, folder = seeded.test_cli_runner(), tmp_path / "package"
    assert runner.invoke(args=["listings", "export", "--format", "hsds", str(folder)]).exit_code == 0
    file = folder / "x_places.csv"
    text = file.read_text(encoding="utf-8")
    heading, first, *_ = text.splitlines()
    wrong = first.replace("free_clinic", "free clinic").replace("charity_pharmacy", "charity pharmacy")
    assert wrong != first
    file.write_text("\n".join((heading, "", "", wrong)) + "\n", encoding="utf-8")
    _, told = read(folder)
    assert [line for line, _ in said(told)] == [4]
    assert "x_places: 'kind'" in said(told)[0][1]
