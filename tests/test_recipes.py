"""The recipes of CONTRIBUTING.md, followed on a copy of the code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from finder.catalog.folder import read_catalog
from finder.core.matching import match
from finder.core.situation import Prescription, Situation
from finder.wording.problems import problem_line

ROOT = Path(__file__).resolve().parent.parent
# The file, the line that follows, and what is written before it.
Rows = tuple[tuple[str, str, str], ...]
NO_FILES: Mapping[str, str] = MappingProxyType({})
# A made-up question that a rule can use: all that is written for it, by file.
QUESTION = (
    (
        "finder/core/situation.py",
        "    lost_coverage_on: date",
        "    smoker: bool | None = question(AnswerType.YES_NO, IN_RULES | FOR_ADULTS)\n",
    ),
    (
        "finder/wording/more_questions.py",
        '    "citizenship": QuestionWords(',
        '    "smoker": QuestionWords(name="smoking", label="Do you smoke?", why="A made-up program asks."),\n',
    ),
)
USES = """
from pathlib import Path

from werkzeug.datastructures import MultiDict

import finder
from finder.answers.columns import COLUMNS, read_answers
from finder.caseload.dated_answers import ANSWER_GROUPS
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
assert any(group.names == ("smoker",) for group in ANSWER_GROUPS)
assert "smoker" in not_asked(Situation(age=9))
assert answer_phrases(words, told.situation, told.prescription) == ["smoking: No"]
field = form_for(["smoker"], words, MultiDict({"smoker": "yes"}), {})["smoker"]
assert (field.type, field.label.text, field.data) == ("RadioField", "Do you smoke?", "yes")
assert list(MORE_QUESTIONS)[-1] == "citizenship"
_options, answers = read_body(b'{"smoker": true}', {})
assert answers.situation.smoker is True
print(*COLUMNS)
"""


def follow(
    folder: Path, rows: Rows, uses: str = USES, files: Mapping[str, str] = NO_FILES
) -> subprocess.CompletedProcess[str]:
    """Write rows and new files into a copy of the code, then use it."""
    shutil.copytree(ROOT / "finder", folder / "finder", ignore=shutil.ignore_patterns("__pycache__", "static"))
    for name, line, row in rows:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(line) == 1
        path.write_text(text.replace(line, row + line), encoding="utf-8")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-c", uses]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False)


def test_a_question_that_a_rule_can_use_takes_two_rows(tmp_path: Path) -> None:
    done = follow(tmp_path, QUESTION)
    assert done.returncode == 0, done.stderr
    assert "smoker" in done.stdout.split()


def test_a_question_without_words_is_refused_at_import(tmp_path: Path) -> None:
    done = follow(tmp_path, QUESTION[:1])
    assert "Kinds without a row: ['smoker']" in done.stderr


FEED = (
    ("finder/feeds/importer.py", "from finder.feeds.import_report", "from finder.feeds import stock_list\n"),
    (
        "finder/feeds/importer.py",
        '    Feed("places-csv", places_csv.read',
        '    Feed("stock-list", stock_list.read, Target.PRICES),\n',
    ),
)
FEED_MODULE = "from finder.feeds import prices_csv\n\nread = prices_csv.read\n"
FEED_USES = """
from finder.feeds.feed_commands import FEED_NAMES
from finder.feeds.importer import FEEDS, FILE_OF

feed = FEEDS["stock-list"]
assert feed.name in FEED_NAMES
print(FILE_OF[feed.target].name)
"""


def test_a_feed_takes_one_module_and_one_line_with_its_import(tmp_path: Path) -> None:
    done = follow(tmp_path, FEED, FEED_USES, {"finder/feeds/stock_list.py": FEED_MODULE})
    assert (done.returncode, done.stdout.strip()) == (0, "prices"), done.stderr


PRICE_KIND = (
    ("finder/core/prices.py", '    BENCHMARK = "benchmark"', '    QUOTED = "quoted"\n'),
    (
        "finder/core/prices.py",
        "        PriceKind.BENCHMARK: PriceKindSpec(",
        "        PriceKind.QUOTED: PriceKindSpec(shelf_life_days=7, sureness=5, group=PriceGroup.SELLERS),\n",
    ),
    (
        "finder/wording/labels.py",
        "        PriceKind.BENCHMARK: _one_label(",
        '        PriceKind.QUOTED: _one_label(N_("quoted by mail")),\n',
    ),
)
PRICE_KIND_USES = """
import finder.cli, finder.web
from finder.catalog.tables import PRICES
from finder.core.prices import PRICE_KINDS, PriceKind
from finder.web.team.maintain.row_forms import CHOICES_OF_COLUMN
from finder.wording.labels import PRICE_KIND_WORDS

assert PRICE_KINDS[PriceKind.QUOTED].is_for_people
assert next(column for column in PRICES.columns if column.name == "kind").cell.read("quoted") is PriceKind.QUOTED
assert "quoted" in CHOICES_OF_COLUMN["prices"]["kind"]
print(PRICE_KIND_WORDS[PriceKind.QUOTED].label)
"""


def test_a_price_kind_takes_its_row_and_its_words(tmp_path: Path) -> None:
    done = follow(tmp_path, PRICE_KIND, PRICE_KIND_USES)
    assert (done.returncode, done.stdout.strip()) == (0, "quoted by mail"), done.stderr


@pytest.mark.parametrize("missing", [1, 2])
def test_a_price_kind_without_its_row_or_words_is_refused_at_import(tmp_path: Path, missing: int) -> None:
    done = follow(tmp_path, PRICE_KIND[:missing] + PRICE_KIND[missing + 1 :], PRICE_KIND_USES)
    assert "Kinds without a row" in done.stderr


LISTING = """
id = "made-up-fund"
kind = "navigation_help"
role = "option"
status = "active"
name = "Made-up Fund"
name_es = "Fondo inventado"
sponsor = "Nobody"
summary = "It helps people to find azathioprine."
summary_es = "Ayuda a encontrar azatioprina."
covers = "not_applicable"
steps = ["Call."]
steps_es = ["Llame."]
cost_in_words = "Free."
cost_in_words_es = "Gratis."
url = "https://fund.example.org/"
confidence = "medium"
checked_on = 2026-11-23

[[sources]]
url = "https://fund.example.org/"
dated = "2026-11"
confidence = "medium"
supports = "All of it."
"""


def test_a_listing_takes_one_file(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "seed_data", tmp_path / "seed_data"))
    (folder / "programs" / "made-up-fund.toml").write_text(LISTING, encoding="utf-8")
    catalog = read_catalog(folder)
    assert list(map(problem_line, catalog.problems)) == []
    plan = match(catalog.snapshot("made-up"), Situation(state="OH"), Prescription(), date(2026, 12, 1))
    assert "made-up-fund" in {row.listing.id for row in plan.fitting}
