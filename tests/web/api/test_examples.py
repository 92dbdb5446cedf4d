"""The examples of docs/api.md, as they stand there, against a served finder."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys

import pytest

from finder.config import ROOT

HOME = "http://127.0.0.1:8000"
BLOCKS = re.findall(r"^```(sh|python)\n(.*?)^```", (ROOT / "docs" / "api.md").read_text(encoding="utf-8"), re.M | re.S)
SHELL = [text for kind, text in BLOCKS if kind == "sh"]
PYTHON = [text for kind, text in BLOCKS if kind == "python"]


def run(command: list[str], example: str, live_server: str) -> str:
    assert HOME in example
    done = subprocess.run([*command, example.replace(HOME, live_server)], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_there_are_examples_of_both_kinds() -> None:
    assert (len(SHELL), len(PYTHON)) == (2, 1)


@pytest.mark.parametrize("example", SHELL, ids=["screen", "reads"])
def test_the_curl_examples_give_json(live_server: str, example: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl IS NOT INSTALLED: the examples for it are not proved.")
    answers = [json.loads(line) for line in run(["bash", "-euc"], example, live_server).splitlines()]
    assert len(answers) == example.count("curl ")
    assert all(answers)


@pytest.mark.parametrize("example", PYTHON)
def test_the_python_example_prints_steps_and_matches(live_server: str, example: str) -> None:
    lines = run([sys.executable, "-c"], example, live_server).splitlines()
    assert lines[0].startswith("Today:")
    assert [line.split()[0] for line in lines[-3:]] == ["1", "2", "3"]


def test_the_python_example_names_a_wrong_field(live_server: str) -> None:
    wrong = PYTHON[0].replace('"1,500"', '"lots"').replace(HOME, live_server)
    done = subprocess.run([sys.executable, "-c", wrong], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stdout.startswith("income Write one number")
