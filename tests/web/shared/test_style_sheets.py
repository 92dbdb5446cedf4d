"""Style sheets name sides by the direction of the text: a page that is read from the right needs none of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from finder.config import ROOT

SHEETS = sorted((ROOT / "finder" / "static").glob("*.css"))
WITH_STYLE = sorted(
    path for path in (ROOT / "templates").rglob("*.html") if "<style>" in path.read_text(encoding="utf-8")
)
# What names a side of the paper or the screen, and why it may.
ALLOWED = {
    "@bottom-left": "the corners of a printed sheet have no other names",
    "@bottom-right": "the corners of a printed sheet have no other names",
    "border-width: 0 2.5px 2.5px 0": "a check mark or an arrow, drawn and then turned by 45 degrees",
    "left: .35in": "a face of a sheet that is folded twice",
    "left: 4.015in": "a face of a sheet that is folded twice",
    "left: 7.68in": "a face of a sheet that is folded twice",
}
SIDE = re.compile(
    r"@[\w-]*(?:left|right)"
    r"|(?<![\w.-])[a-z-]*\b(?:left|right)(?:-[a-z]+)?\s*:[^;}]*"
    r"|[a-z-]+:[^;{}]*\b(?:left|right)\b"
)
FOUR = re.compile(r"(?<![\w-])((?:margin|padding|inset|border-(?:width|style|color)|scroll-margin)\s*:\s*([^;{}]+))")


def values(text: str) -> list[str]:
    """The values of a declaration, functions whole."""
    return re.findall(r"(?:[^\s()]+(?:\((?:[^()]|\([^()]*\))*\))?)", text)


def physical(css: str) -> Iterator[str]:
    """What names left and right, or gives them different values without naming them."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    yield from (found.strip() for found in SIDE.findall(css))
    for whole, sides in FOUR.findall(css):
        given = values(sides)
        if len(given) == 4 and given[1] != given[3]:
            yield whole.strip()


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_names_no_side_of_the_screen(path) -> None:
    assert [found for found in physical(path.read_text(encoding="utf-8")) if found not in ALLOWED] == []


@pytest.mark.parametrize("path", WITH_STYLE, ids=lambda path: path.name)
def test_a_page_with_a_style_of_its_own_names_no_side_of_the_paper(path) -> None:
    for style in re.findall(r"<style>(.*?)</style>", path.read_text(encoding="utf-8"), re.DOTALL):
        assert [found for found in physical(style) if found not in ALLOWED] == []


def test_what_is_allowed_is_still_there() -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in (*SHEETS, *WITH_STYLE))
    assert [name for name in ALLOWED if name not in texts] == []


@pytest.mark.parametrize(
    "css",
    [
        "a { margin-left: 1rem; }",
        "a { right: 0 }",
        "a { text-align: left; }",
        "a { float: right; }",
        "a { border-right-color: red; }",
        "a { padding: 0 1rem 0 2rem; }",
        "a { margin: 0 var(--a) 0 calc(1px + (2px * 3)); }",
        "a { background: url(x.svg) right top; }",
    ],
)
def test_a_side_of_the_screen_is_found(css: str) -> None:
    assert list(physical(css))


@pytest.mark.parametrize(
    "css", ["a { margin: 0 1rem 2px 1rem; }", ".left { inset-inline-start: 0; text-align: start }"]
)
def test_sides_of_the_text_are_let_through(css: str) -> None:
    assert list(physical(css)) == []
