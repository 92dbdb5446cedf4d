"""Each check of docs/trust-checks.md names tests and mutants that exist, and each mutant is tried with such a test."""

from __future__ import annotations

import re
import tomllib

import pytest

from bench.mutants import LISTS, ROOT

DOCUMENT = ROOT / "docs" / "trust-checks.md"
CHECKS = re.split(r"^## ", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
MUTANTS = {row["name"]: row for row in tomllib.loads(LISTS.read_text(encoding="utf-8"))["written"]}
LEAST_WRITTEN = 60


def named(kind: str, check: str) -> list[str]:
    return re.findall(rf"^- {kind}: `([^`]+)`$", check, re.MULTILINE)


def test_there_are_thirty_in_order() -> None:
    assert [check.partition(".")[0] for check in CHECKS] == [str(number) for number in range(1, 31)]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.partition(".")[0])
def test_a_check_names_tests_that_exist(check: str) -> None:
    tests = named("Test", check)
    assert tests
    for test in tests:
        file, _, name = test.partition("::")
        assert re.search(rf"def {name}\(", (ROOT / file).read_text(encoding="utf-8")), test


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.partition(".")[0])
def test_a_check_names_mutants_that_one_of_its_tests_must_kill(check: str) -> None:
    mutants, files = named("Mutant", check), {test.partition("::")[0] for test in named("Test", check)}
    assert mutants
    for mutant in mutants:
        assert {test.partition("::")[0] for test in MUTANTS[mutant]["tests"]} & files, mutant


def test_sixty_mutants_are_written_down_each_by_its_own_name() -> None:
    written = tomllib.loads(LISTS.read_text(encoding="utf-8"))["written"]
    assert len({row["name"] for row in written}) == len(written) >= LEAST_WRITTEN
