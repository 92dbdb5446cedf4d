"""The mutation tool: what it changes, what it draws, and that a mutant dies only where a test looks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench.mutants import LISTS, ROOT, Lists, Result, read_lists, record
from bench.mutations import Mutation, mutations, sample

SEED = 7
CODE = "def is_soon(days):\n    return days < 14\n"
SAMPLED = '[[sampled]]\nfile = "soon.py"\ncount = 3\ntests = ["test_soon.py"]\n'
TRY_BOUNDARY = """
import sys
from pathlib import Path
from bench.mutants import Mutant, is_killed
tree = Path(sys.argv[1])
content = (tree / "soon.py").read_bytes().replace(b"<", b"<=")
print(is_killed(tree, Mutant("soon.py", "boundary", content, ("test_soon.py",)), 7))
"""
WRITTEN = '[[written]]\nname = "never_soon"\nfile = "soon.py"\nold = "14"\nnew = "41"\ntests = ["test_soon.py"]\n'


def changed(code: str) -> set[str]:
    """Every version of the code with one change."""
    return {row.apply(code.encode()).decode() for row in mutations(code.encode())}


@pytest.mark.parametrize(
    ("code", "mutant"),
    [
        ("x = a < b", "x = (a <= b)"),
        ("x = a <= b", "x = (a < b)"),
        ("x = a <= b < c", "x = (a <= b <= c)"),
        ("x = a == b", "x = (a != b)"),
        ("x = a is None", "x = (a is not None)"),
        ("x = a not in b", "x = (a in b)"),
        ("x = a and b", "x = (a or b)"),
        ("x = a and not b", "x = a and (b)"),
        ("x = a + b", "x = (a - b)"),
        ("x = -a", "x = (a)"),
        ("x = a | b", "x = (a & b)"),
        ("x = min(a, b)", "x = (max(a, b))"),
        ("x = all(a)", "x = (any(a))"),
        ("x = 13", "x = (14)"),
        ("x = True", "x = (False)"),
        ("x = 'buy'", "x = ('buy?')"),
        ("x = a if b else c", "x = (c if b else a)"),
        ("def f():\n    return a", "def f():\n    return (None)"),
        ("if ready(a):\n    pass", "if (not ready(a)):\n    pass"),
        ("x = [a for a in b if a.ready]", "x = [a for a in b if (not a.ready)]"),
        ("x = 'Año' < b", "x = ('Año' <= b)"),
    ],
)
def test_each_small_change_is_made(code: str, mutant: str) -> None:
    assert mutant in changed(code)


@pytest.mark.parametrize(
    "code",
    ['"""Words."""', "x: 'Words'", "def f() -> 'Words':\n    ...", "x = f'Words {a}'", "def f():\n    return None"],
)
def test_what_no_test_can_notice_is_left_alone(code: str) -> None:
    assert changed(code) == set()


def test_equal_changes_of_one_place_are_told_apart() -> None:
    found = mutations(b"def f(a, b):\n    return a < 1, b, a < 1\n")
    assert [row.name for row in found if "<" in row.new] == ["f: a < 1 -> (a <= 1)", "f: a < 1 -> (a <= 1) (2)"]


class TestSample:
    TWO = CODE + "\n\ndef is_far(miles):\n    return miles > 50 and miles < 90\n"

    def drawn(self, code: str, count: int = 6, seed: int = SEED) -> list[Mutation]:
        return sample(code.encode(), count, seed)

    def test_one_seed_draws_the_same_and_another_something_else(self) -> None:
        assert self.drawn(self.TWO) == self.drawn(self.TWO)
        assert any(self.drawn(self.TWO) != self.drawn(self.TWO, seed=seed) for seed in range(5))

    def test_a_change_to_one_function_leaves_the_draw_in_others_as_it_was(self) -> None:
        other = self.TWO.replace("days < 14", "days <= 14 or not days")
        place = "is_far"
        everything = len(mutations(other.encode()))
        before, after = ([row.name for row in self.drawn(code, everything)] for code in (self.TWO, other))
        assert [name for name in before if place in name] == [name for name in after if place in name]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree of one module."""
    (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\npythonpath = ["."]\n', encoding="utf-8")
    (tmp_path / "soon.py").write_text(CODE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("days", "noticed"), [(3, False), (14, True)])
def test_a_mutant_dies_only_where_a_test_looks_and_the_file_is_put_back(tree: Path, days: int, noticed: bool) -> None:
    test = f"from soon import is_soon\n\n\ndef test_soon():\n    assert is_soon({days}) is {days < 14}\n"
    (tree / "test_soon.py").write_text(test, encoding="utf-8")
    # In a process of its own: pytest does not run within pytest.
    done = subprocess.run([sys.executable, "-c", TRY_BOUNDARY, str(tree)], cwd=ROOT, check=True, capture_output=True)
    assert done.stdout.decode().strip() == str(noticed)
    assert (tree / "soon.py").read_text(encoding="utf-8") == CODE


class TestLists:
    def read(self, tree: Path, text: str) -> Lists:
        (tree / "lists.toml").write_text(f"seed = {SEED}\n{text}", encoding="utf-8")
        return read_lists(tree / "lists.toml", tree)

    def test_sampled_and_written_mutants_are_read_with_their_tests(self, tree: Path) -> None:
        found = self.read(tree, SAMPLED + WRITTEN).mutants
        assert len(found) == 4
        assert {mutant.tests for mutant in found} == {("test_soon.py",)}
        assert (found[-1].name, found[-1].content.decode()) == ("never_soon", CODE.replace("14", "41"))

    @pytest.mark.parametrize("old", ["15", "days"])
    def test_a_written_change_that_no_longer_fits_is_refused(self, tree: Path, old: str) -> None:
        with pytest.raises(ValueError, match=r"soon\.py"):
            self.read(tree, WRITTEN.replace("14", old))

    def test_the_record_counts_results_and_gives_the_reason_of_an_equivalent(self, tree: Path) -> None:
        lists = self.read(tree, SAMPLED)
        first, *rest = lists.mutants
        reasons = Lists(SEED, lists.mutants, {(first.file, first.name): "Says the same"})
        text = record([(first, Result.EQUIVALENT), *((mutant, Result.KILLED) for mutant in rest)], reasons)
        assert "| soon.py | 3 | 2 | 1 | 0 |" in text
        assert f"- equivalent: `{first.name}`. Says the same\n" in text


def test_the_lists_of_this_tree_fit_its_code() -> None:
    lists = read_lists(LISTS, ROOT)
    assert len({(mutant.file, mutant.name) for mutant in lists.mutants}) == len(lists.mutants) >= 200
    assert len({mutant.file for mutant in lists.mutants}) >= 6
    assert all((ROOT / test.partition("::")[0]).exists() for mutant in lists.mutants for test in mutant.tests)
