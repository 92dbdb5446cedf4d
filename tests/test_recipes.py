"""The recipes of CONTRIBUTING.md, followed on a copy of the code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A made-up question that a rule can use: all that is written for it, by file, before the line that follows.
ROWS = {
    "finder/core/situation.py": (
        "    lost_coverage_on: date",
        "    smoker: bool | None = question(AnswerType.YES_NO, IN_RULES | FOR_ADULTS)\n",
    ),
    "finder/wording/more_questions.py": (
        '    "citizenship": QuestionWords(',
        '    "smoker": QuestionWords(name="smoking", label="Do you smoke?", why="A made-up program asks."),\n',
    ),
}
USES = """
from pathlib import Path

from werkzeug.datastructures import MultiDict

import finder
from finder.answers.columns import COLUMNS, read_answers
from finder.catalog.vocabulary import FACTS, OPERATORS_FOR
from finder.core.situation import Situation
from finder.core.worth_asking import not_asked
from finder.web.api.requests import ScreenRequest, read_body
from finder.web.shared.questions import form_for
from finder.wording import words_in
from finder.wording.more_questions import MORE_QUESTIONS
from finder.wording.rule_sentences import rule_sentence
from finder.wording.situation import answer_phrases

assert Path(finder.__file__).is_relative_to(Path.cwd())
words = words_in("en")
told = read_answers({"smoker": ["no"]}, {})
assert told.situation == Situation(smoker=False)
assert OPERATORS_FOR[FACTS["smoker"].type] == ("is",)
assert rule_sentence(words, {"fact": "smoker", "is": False}, str) == "Smoking is No."
assert "smoker" in not_asked(Situation(age=9))
assert answer_phrases(words, told.situation, told.prescription) == ["smoking: No"]
field = form_for(["smoker"], words, MultiDict({"smoker": "yes"}), {})["smoker"]
assert (field.type, field.label.text, field.data) == ("RadioField", "Do you smoke?", "yes")
assert list(MORE_QUESTIONS)[-1] == "citizenship"
_options, answers = read_body(b'{"smoker": true}', {})
assert answers.situation.smoker is True
print(*COLUMNS)
"""


def follow(folder: Path, rows: dict[str, tuple[str, str]]) -> subprocess.CompletedProcess[str]:
    """Write the rows into a copy of the code, then use it."""
    shutil.copytree(ROOT / "finder", folder / "finder", ignore=shutil.ignore_patterns("__pycache__", "static"))
    for name, (line, row) in rows.items():
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(line) == 1
        path.write_text(text.replace(line, row + line), encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-c", USES]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False)


def test_a_question_that_a_rule_can_use_takes_two_rows(tmp_path: Path) -> None:
    done = follow(tmp_path, ROWS)
    assert done.returncode == 0, done.stderr
    assert "smoker" in done.stdout.split()


def test_a_question_without_words_is_refused_at_import(tmp_path: Path) -> None:
    done = follow(tmp_path, {name: row for name, row in ROWS.items() if "core" in name})
    assert "Kinds without a row: ['smoker']" in done.stderr
