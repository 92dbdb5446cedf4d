"""Nothing that we write or publish runs as a formula."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from finder.catalog.problems import MistakeError
from finder.catalog.spreadsheet import is_formula, plain, without_formula, write_csv
from finder.catalog.values import text

RUNS = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x"]


@pytest.mark.parametrize("cell", RUNS)
def test_a_cell_that_could_run_gets_a_quote_mark_before_it(cell: str) -> None:
    assert without_formula(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", RUNS)
def test_no_published_text_may_begin_like_a_formula(cell: str) -> None:
    with pytest.raises(MistakeError, match="formula"):
        text(cell)
    assert not is_formula(plain(cell))


def test_other_texts_numbers_and_blanks_stay_as_they_are() -> None:
    assert plain("St. Mary's =1") == "St. Mary's =1"
    out = io.StringIO()
    row = ("A-1", "a = b", "", None, Decimal("-81.69"), -3)
    write_csv(out, "abcdef", [row])
    assert list(csv.reader(io.StringIO(out.getvalue())))[1] == ["A-1", "a = b", "", "", "-81.69", "-3"]
