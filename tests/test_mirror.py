"""Each module of the core has its own tests, and these need neither a web server nor a database."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ONE_TEST_FILE = "tests/core/test_verdict.py"
RUN_AND_LIST_MODULES = """
import sys
import pytest
code = pytest.main(["-q", "-p", "no:cacheprovider", "--assert=plain", *sys.argv[1:]])
print(*(name for name in ("flask", "sqlalchemy", "werkzeug", "finder.core.verdict") if name in sys.modules))
sys.exit(code)
"""


def modules_without_tests(code: Path, tests: Path) -> list[str]:
    """The modules of a package, by name, that have no test file of their name."""
    names = sorted(path.stem for path in code.glob("*.py") if path.stem != "__init__")
    return [name for name in names if not (tests / f"test_{name}.py").exists()]


def test_every_module_of_the_core_has_a_test_file_of_its_own() -> None:
    assert modules_without_tests(ROOT / "finder" / "core", ROOT / "tests" / "core") == []


def test_a_module_without_a_test_file_is_found(tmp_path: Path) -> None:
    for name in ("dose.py", "price.py", "__init__.py", "test_dose.py"):
        (tmp_path / name).touch()
    assert modules_without_tests(tmp_path, tmp_path) == ["price", "test_dose"]


@pytest.mark.parametrize("collected", [(ONE_TEST_FILE,), ("--collect-only", "tests/core")], ids=["run", "collect"])
def test_the_tests_of_the_core_load_neither_flask_nor_sqlalchemy(collected: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", RUN_AND_LIST_MODULES, *collected]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "finder.core.verdict"
