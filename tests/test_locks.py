"""The locks: what the lists name stands in them, everything with its hashes, and nothing of any machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("requirements", "requirements-check", "requirements-dev")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([^\s;\\]+)", re.MULTILINE)


def pins(file: str) -> set[tuple[str, str]]:
    """Each package of a file, by its normal name, with its version."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return {(re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in PINNED.findall(text)}


@pytest.mark.parametrize("name", LISTS)
def test_a_lock_holds_what_its_list_names_at_the_same_version(name: str) -> None:
    wanted = pins(f"{name}.txt")
    assert wanted
    assert wanted <= pins(f"{name}.lock")


def test_tests_run_with_the_releases_that_serve() -> None:
    assert pins("requirements.lock") <= pins("requirements-check.lock") <= pins("requirements-dev.lock")


@pytest.mark.parametrize("name", LISTS)
def test_every_package_of_a_lock_has_hashes(name: str) -> None:
    packages = re.split(r"\n(?=\S)", (ROOT / f"{name}.lock").read_text(encoding="utf-8"))
    assert len(packages) > 50
    assert [package for package in packages if "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("name", LISTS)
def test_a_lock_names_no_index_and_no_path(name: str) -> None:
    text = (ROOT / f"{name}.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--index|--find-links|^/", text, re.MULTILINE)


def test_make_installs_from_the_locks_alone_and_asks_for_hashes() -> None:
    installs = re.findall(r"pip install .*", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert installs == [f"pip install $(LOCKED) -r {name}.lock" for name in LISTS]
    assert "--require-hashes --only-binary :all:" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_licence_of_every_package_is_on_the_list() -> None:
    rows = re.findall(
        r"^\| ([a-z0-9-]+) \| ([^|]+) \|$", (ROOT / "docs/dependency-licences.md").read_text("utf-8"), re.M
    )
    listed = {name for name, licence in rows if licence.strip()} - {"package", "---"}
    assert listed == {name for name, _ in pins("requirements.lock")}
