from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from finder.db import db
from finder.feeds.hsds.export import tables_of
from finder.feeds.hsds.nested_json import nest
from finder.feeds.hsds.standard import HSDS_COLUMNS, REQUIRED_COLUMNS, stable_id
from finder.feeds.hsds.writer import package
from finder.store.records import catalog_in
from tests.catalog.folders import SEED
from tests.conftest import close
from tests.feeds.hsds.packages import rows_of


@pytest.fixture(scope="module")
def exported(make_app: Callable[..., Flask], seeded_database: Path) -> dict[str, str]:
    app = make_app(seeded_database)
    with app.app_context():
        files = dict(package(tables_of(catalog_in(db.session))))
    close(app)
    return files


def test_every_table_has_the_standards_columns_and_all_that_it_requires(exported: dict[str, str]) -> None:
    tables = [name.removesuffix(".csv") for name in exported if name.endswith(".csv")]
    assert {"organizations", "services", "locations", "phones", "attributes", "x_criteria"} <= set(tables)
    for table in tables:
        rows = rows_of(exported, table)
        assert list(rows[0]) == HSDS_COLUMNS[table]
        assert [row["id"] for row in rows if not all(row[name] for name in REQUIRED_COLUMNS[table])] == []
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
        one = dict(package(tables_of(catalog_in(db.session))))
        assert dict(package(tables_of(catalog_in(db.session)))) == one
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
    parts = [path.name for path in (tmp_path / "out" / "places").iterdir()]
    assert "OH.csv" in parts
    for name in parts:
        assert (tmp_path / "out" / "places" / name).read_bytes() == (SEED / "places" / name).read_bytes()


def test_the_nested_form_of_an_empty_catalogue_is_empty() -> None:
    assert nest({}) == ([], [])
