"""The locks: what the lists name stands in them, everything with its hashes, and nothing of any machine."""

from __future__ import annotations

import re
import shutil
import subprocess
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


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ((), "The finder needs Python 3.11 to 3.14, and none was found. Install one, or name it"),
        (("PYTHON=false",), "The finder needs Python 3.11 to 3.14, and false is another: name one with"),
    ],
)
def test_make_says_so_where_no_python_is_found_that_the_locks_cover(tmp_path: Path, setting, message: str) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("make", "false"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    command = ["make", ".venv/bin/pip", *setting]
    done = subprocess.run(command, cwd=tmp_path, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert done.stderr.startswith(message)
    assert not (tmp_path / ".venv").exists()
