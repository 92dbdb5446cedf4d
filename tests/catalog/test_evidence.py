"""A rule that excuses a state from a limit on savings needs two sources, one of them official."""

from __future__ import annotations

from pathlib import Path

import pytest

from finder.catalog import read_catalog
from tests.catalog.folders import BAD, copy_of_good, said

LISTING = "no_savings_test_unproved"
HEADING = "state,subject,listing,found,says,says_es,from,to,source,as_of,checked_on,confidence,note"


def row(
    state: str, source: str, confidence: str, *, found: str = "none", listing: str = LISTING, days: str = ","
) -> str:
    return f"{state},savings_test,{listing},{found},,,{days},https://example.org/{source},2026,2026-11-01,{confidence},"


def doubted(folder: Path, rows: list[str], old: str = "", new: str = "") -> list[str]:
    """What the checker says when a listing excuses Ohio and Pennsylvania, with these rows on file."""
    files = copy_of_good(folder)
    rule = (BAD / f"{LISTING}.toml").read_text(encoding="utf-8")
    assert old in rule
    (files / "programs" / f"{LISTING}.toml").write_text(rule.replace(old, new), encoding="utf-8")
    (files / "state_facts.csv").write_text("\n".join([HEADING, *rows, ""]), encoding="utf-8")
    return [sentence for _, _, sentence in said(read_catalog(files).problems)]


PROVED = [row(state, *kind) for state in ("OH", "PA") for kind in (("rule", "high"), ("list", "medium"))]


def test_two_sources_one_of_them_official_are_enough(tmp_path: Path) -> None:
    assert doubted(tmp_path, PROVED) == []


@pytest.mark.parametrize(
    "ohio",
    [
        [],
        [row("OH", "rule", "high")],
        [row("OH", "one", "medium"), row("OH", "two", "medium")],
        [row("OH", "rule", "high"), row("OH", "list", "medium", found="unconfirmed")],
        [row("OH", "rule", "high"), row("OH", "list", "medium", listing="good")],
        [row("OH", "rule", "high"), row("OH", "list", "medium", days="2026-01-01,")],
        [row("OH", "rule", "high"), row("OH", "list", "medium", days=",2026-01-01")],
    ],
)
def test_less_is_a_mistake_that_names_the_state(ohio: list[str], tmp_path: Path) -> None:
    (message,) = doubted(tmp_path, [*ohio, *PROVED[2:]])
    assert "no savings test: OH." in message


def test_sources_need_to_hold_only_on_the_days_of_the_rule(tmp_path: Path) -> None:
    dated = [line.replace(",,,,https", ",,2024-03-01,2027-01-01,https") for line in PROVED]
    rule = 'one_of = ["OH", "PA"]\nbecause'
    inside = 'one_of = ["OH", "PA"]\nfrom = 2024-03-01\nto = 2027-01-01\nbecause'
    assert doubted(tmp_path / "inside", dated, rule, inside) == []
    assert len(doubted(tmp_path / "before", dated, rule, inside.replace("2024-03", "2024-02"))) == 1


@pytest.mark.parametrize(
    ("new", "states"),
    [('is = "UT"', "UT"), ('none_of = ["OH", "PA"]', "AA, AE, AK, AL")],
)
def test_every_way_to_name_a_state_is_seen(new: str, states: str, tmp_path: Path) -> None:
    (message,) = doubted(tmp_path, PROVED, 'one_of = ["OH", "PA"]\nbecause', f"{new}\nbecause")
    assert f"no savings test: {states}" in message


def test_a_state_where_the_program_decides_needs_no_source(tmp_path: Path) -> None:
    rule = 'fact = "state"\none_of = ["OH", "PA"]\nbecause'
    assert doubted(tmp_path, [], rule, "program_decides = true\nbecause") == []
