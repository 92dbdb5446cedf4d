from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from finder.catalog import read_catalog
from finder.catalog.households import Households, read_households
from finder.catalog.toml_text import toml_text
from finder.core.verdict import Verdict
from tests.catalog.folders import SEED, copy_of_good, said

FILE = "households/theme.toml"
GOOD_FILE = """about = "People who try the one good listing."

[[households]]
id = "oh-adult"
story = "An Ohio adult without insurance."
on = 2026-11-23

[households.answers]
state = "OH"
income = "$1,200 a month"
insurance = "none"

[households.expect]
good = "maybe"

[households.missing]
good = ["age"]

[households.source]
good = "The page of the program."
"""


def read(folder: Path, text: str) -> Households:
    files = copy_of_good(folder)
    (files / "households").mkdir()
    (files / FILE).write_text(text, encoding="utf-8")
    return read_households(files, read_catalog(files))


def test_a_household_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD_FILE)
    assert found.problems == ()
    (household,) = found.rows
    assert (household.id, household.on) == ("oh-adult", date(2026, 11, 23))
    assert household.expect == {"good": Verdict.MAYBE}
    assert household.missing == {"good": ("age",)}
    assert household.read({}).situation.income_per_month == 1200


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('good = "maybe"', 'god = "maybe"', 14, "There is no listing 'god'. Did you mean 'good'?"),
        ('good = "maybe"', 'good = "may be"', 14, "'good' cannot be \"may be\". Did you mean 'maybe'?"),
        ('state = "OH"', 'stat = "OH"', 9, "There is no column 'stat'. Did you mean 'state'?"),
        ('income = "$1,200 a month"', "income = 1200", 10, "'income' must be text. Write \"1200\", with quotes."),
        ('income = "$1,200 a month"', 'income = "a lot"', 10, "'income' cannot be 'a lot': not_a_number."),
        ('["age"]', '["ages"]', 17, "'good' cannot be \"ages\". Did you mean 'age'?"),
        ("on = 2026-11-23\n", "", 3, "'on' is missing. Add it."),
        ('[households.expect]\ngood = "maybe"\n', "", 3, "A household expects something. Add [households.expect]."),
        ('about = "People who try the one good listing."\n', "", 1, "'about' is missing. Add it."),
        ('story = "An', 'tale = "An', 5, "'tale' is not a key we know."),
        ("[households.answers]", "[households.told]", 8, "'told' is not a key we know."),
    ],
)
def test_a_mistake_is_told_by_file_line_and_what_to_do(
    old: str, new: str, line: int, message: str, tmp_path: Path
) -> None:
    assert old in GOOD_FILE
    told = said(read(tmp_path, GOOD_FILE.replace(old, new)).problems)
    assert any(row[:2] == (FILE, line) and row[2].startswith(message) for row in told), told


def test_a_household_with_a_mistake_is_left_out(tmp_path: Path) -> None:
    second = GOOD_FILE[GOOD_FILE.index("[[households]]") :].replace("oh-adult", "oh-other")
    found = read(tmp_path, GOOD_FILE.replace('state = "OH"', 'state = "Ohayo"') + "\n" + second)
    assert [row.id for row in found.rows] == ["oh-other"]


def test_an_id_is_given_once_over_all_files(tmp_path: Path) -> None:
    files = copy_of_good(tmp_path)
    (files / "households").mkdir()
    for name in ("a", "b"):
        (files / f"households/{name}.toml").write_text(GOOD_FILE, encoding="utf-8")
    message = "The id 'oh-adult' stands in households/a.toml already. Give each household its own."
    assert said(read_households(files, read_catalog(files)).problems) == [("households/b.toml", 4, message)]


def test_a_file_that_is_not_toml_is_told(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, GOOD_FILE.replace('"oh-adult"', '"oh-adult')).problems
    assert (problem.file, problem.line) == (FILE, 4)


def test_the_shipped_households_have_no_mistakes() -> None:
    assert read_households(SEED, read_catalog(SEED)).problems == ()


@pytest.mark.parametrize("path", sorted((SEED / "households").glob("*.toml")), ids=lambda path: path.stem)
def test_the_shipped_households_are_in_the_one_form_that_is_committed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert toml_text(tomllib.loads(text), "households") == text
