from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finder.catalog import Catalog, read_catalog, write_catalog
from finder.catalog.export import exported_files
from finder.catalog.toml_text import toml_text
from tests.catalog.folders import GOOD, SHIPPED, changed, copy_of_good


@pytest.fixture(scope="module")
def seed() -> Catalog:
    return read_catalog(SHIPPED)


def files(folder: Path) -> dict[str, str]:
    paths = (
        *folder.glob("*.toml"),
        *folder.glob("*.csv"),
        *folder.glob("programs/*.toml"),
        *folder.glob("places/*.csv"),
        *folder.glob("guide/**/*.toml"),
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in paths}


def test_the_shipped_files_have_no_mistakes(seed: Catalog) -> None:
    assert seed.problems == ()


def test_the_shipped_files_are_in_the_form_that_export_writes(seed: Catalog) -> None:
    held = files(SHIPPED)
    differ = [name for name, text in exported_files(seed) if held.pop(name, None) != text]
    assert (differ, list(held)) == ([], [])


@pytest.mark.parametrize("folder", [GOOD, SHIPPED], ids=["good", "seed_data"])
def test_reading_what_was_written_gives_the_same(folder: Path, tmp_path: Path) -> None:
    first = read_catalog(folder)
    write_catalog(first, tmp_path)
    assert read_catalog(tmp_path) == first


def test_writing_again_changes_no_byte(tmp_path: Path) -> None:
    write_catalog(read_catalog(GOOD), tmp_path)
    once = files(tmp_path)
    write_catalog(read_catalog(tmp_path), tmp_path)
    assert files(tmp_path) == once


def test_keys_and_rows_come_in_one_order_whatever_the_order_in_the_file(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    zips = (folder / "zip_codes.csv").read_text(encoding="utf-8").splitlines()
    (folder / "zip_codes.csv").write_text("\n".join([zips[0], zips[2], zips[1], ""]), encoding="utf-8")
    changed(folder, "programs/good.toml", 'sponsor = "A company"\n', "")
    changed(folder, "programs/good.toml", 'id = "good"\n', 'sponsor = "A company"\nid = "good"\n')
    assert dict(exported_files(read_catalog(folder))) == dict(exported_files(read_catalog(GOOD)))


def test_numbers_stay_as_they_were_written(tmp_path: Path) -> None:
    folder = changed(copy_of_good(tmp_path), "programs/good.toml", "shipping = 5.00", "shipping = 5.250")
    changed(folder, "prices.csv", "9.50", "0.12300")
    texts = dict(exported_files(read_catalog(folder)))
    assert "shipping = 5.250\n" in texts["programs/good.toml"]
    assert ",0.12300," in texts["prices.csv"]


def test_a_listing_that_is_gone_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "programs").mkdir()
    (tmp_path / "programs/gone.toml").write_text("", encoding="utf-8")
    write_catalog(read_catalog(GOOD), tmp_path)
    assert [path.name for path in tmp_path.glob("programs/*")] == ["good.toml"]


def test_long_lists_take_a_line_for_each_entry() -> None:
    long = "x" * 60
    assert toml_text({"notes": [long, long], "cautions": ["a", "b"]}) == (
        f'notes = [\n    "{long}",\n    "{long}",\n]\ncautions = ["a", "b"]\n'
    )


def test_figures_stand_inside_their_rule() -> None:
    record = {"criteria": [{"fact": "age", "figures": [{"value": 1}, {"value": Decimal("2.0")}]}]}
    assert toml_text(record) == (
        '[[criteria]]\nfact = "age"\nfigures = [\n    { value = 1 },\n    { value = 2.0 },\n]\n'
    )


keys = st.sampled_from(["id", "name", "notes", "because", "from", "other"])
scalars = st.one_of(
    st.text(st.characters(max_codepoint=0x2FF)),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(keys, st.one_of(scalars, st.lists(scalars, max_size=3)), max_size=6))
def test_any_record_is_read_back_as_it_was(record: dict[str, object]) -> None:
    assert tomllib.loads(toml_text(record), parse_float=Decimal) == record
