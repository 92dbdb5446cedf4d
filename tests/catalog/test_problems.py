from __future__ import annotations

import csv
import shutil
from itertools import groupby
from pathlib import Path

import pytest

from finder.catalog import read_catalog
from finder.catalog.households import read_households
from tests.catalog.folders import BAD, GOOD, copy_of_good, said

# File, line and sentence.
Told = tuple[str, int, str]


def expected() -> list[tuple[str, list[Told]]]:
    """Every broken file, with all that must be said about it."""
    with (BAD / "expected.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [
        (broken, [(row["file"], int(row["line"]), row["message"]) for row in group])
        for broken, group in groupby(rows, key=lambda row: row["broken"])
    ]


@pytest.mark.parametrize(("broken", "problems"), expected(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_mistake_is_told_by_file_line_and_what_to_do(broken: str, problems: list[Told], tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    shutil.copy(BAD / broken, folder / problems[0][0])
    assert said(read_catalog(folder).problems) == problems


def test_every_broken_file_is_expected_to_be_broken() -> None:
    files = {path.name for path in BAD.iterdir()} - {"expected.csv"}
    assert {broken for broken, _ in expected()} == files


def test_the_good_folder_has_no_mistakes() -> None:
    assert read_catalog(GOOD).problems == ()


def test_all_mistakes_of_all_files_come_in_one_go(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    for name in ("unknown_kind.toml", "missing_spanish.toml", "negative_price.csv"):
        problems = dict(expected())[name]
        shutil.copy(BAD / name, folder / problems[0][0])
    assert {problem.file for problem in read_catalog(folder).problems} == {
        "prices.csv",
        "programs/missing_spanish.toml",
        "programs/unknown_kind.toml",
    }


def test_a_broken_listing_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    shutil.copy(BAD / "unknown_kind.toml", folder / "programs" / "unknown_kind.toml")
    assert [listing.id for listing in read_catalog(folder).listings] == ["good"]


@pytest.mark.parametrize("name", ["prices.csv", "documents.toml", "monitoring.toml", "zip_codes.csv"])
def test_a_missing_file_is_told_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    (folder / name).unlink()
    catalog = read_catalog(folder)
    assert (name, 0, "The file is missing.") in said(catalog.problems)
    assert catalog.snapshot("1").facts.guidelines.rows


def test_rules_that_go_round_through_several_listings_are_told_at_each(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    text = (folder / "programs/good.toml").read_text(encoding="utf-8")
    rule = 'fact = "insurance"\none_of = ["none"]\ncase_by_case = ["medicaid"]'
    for name, other in (("one", "two"), ("two", "three"), ("three", "one")):
        changed = text.replace('id = "good"', f'id = "{name}"').replace(rule, f'listing = "{other}"')
        (folder / f"programs/{name}.toml").write_text(changed, encoding="utf-8")
    circle = "These rules go round in a circle: {}. Take one of them out."
    assert said(read_catalog(folder).problems) == [
        ("programs/one.toml", 32, circle.format("one -> two -> three -> one")),
        ("programs/three.toml", 32, circle.format("three -> one -> two -> three")),
        ("programs/two.toml", 32, circle.format("two -> three -> one -> two")),
    ]


def test_two_listings_cannot_speak_for_the_same_places(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    text = (folder / "programs/good.toml").read_text(encoding="utf-8")
    for name in ("one", "two"):
        line = f'id = "{name}"\nplaces = ["free_clinic"]'
        (folder / f"programs/{name}.toml").write_text(text.replace('id = "good"', line), encoding="utf-8")
    told = "'places' names free_clinic, for which one.toml speaks already. Name it in one of them."
    assert said(read_catalog(folder).problems) == [("programs/two.toml", 2, told)]


def test_a_draft_may_lack_spanish_and_a_source(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    (folder / "programs/draft.toml").write_text(
        'id = "draft"\nkind = "navigation_help"\nrole = "option"\nstatus = "unverified"\nname = "Draft"\n'
        'summary = "A lead to check."\ncovers = "unknown"\nconfidence = "low"\nchecked_on = 2026-11-01\n',
        encoding="utf-8",
    )
    catalog = read_catalog(folder)
    assert catalog.problems == ()
    assert "draft" not in catalog.snapshot("1").by_id


def test_brackets_without_end_are_a_mistake_and_no_crash(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    (folder / "documents.toml").write_text(f"x = {'[' * 3000}{']' * 3000}\n", encoding="utf-8")
    deep = ("documents.toml", 1, "This is not TOML that we read: its brackets go too deep.")
    assert [row for row in said(read_catalog(folder).problems) if row[0] == "documents.toml"] == [deep]


def test_households_do_not_repeat_that_a_listing_has_mistakes(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    (folder / "programs" / "good.toml").write_text("kind = \n", encoding="utf-8")
    (folder / "households").mkdir(exist_ok=True)
    (folder / "households" / "one.toml").write_text(
        'about = "One"\n[[households]]\nid = "a"\nstory = "s"\non = 2026-11-01\n'
        '[households.answers]\nstate = "OH"\n[households.expect]\ngood = "yes"\nnone = "yes"\n',
        encoding="utf-8",
    )
    told = [sentence for _, _, sentence in said(read_households(folder, read_catalog(folder)).problems)]
    assert told == ["There is no listing 'none'. Use one of: good."]
