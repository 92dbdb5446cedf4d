"""Brochures on paper: letter size, landscape, folded twice. Six faces on two sides, tagged for screen readers."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template

from finder.core.guide import Brochure, GuideFact
from finder.papers.pdf import first_that_fits
from finder.web.patient.guide.page import Page, sources_of

# Which faces lie on which side, in the order of reading. Folded, the flap lies on the left of the outside.
SHEET = (("front", "flap", "back"), ("left", "middle", "right"))
SIDES = len(SHEET)
SIX = 6
# Letter paper lies 816 px high; below this the text would reach the edge that printers leave white.
LOWEST_PX = 816 - 34
# The largest type that fits is used; 8 points is the smallest that we hand to people.
TYPE_SIZES_PT = (15.0, 14.0, 13.0, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)


class TooLongError(ValueError):
    """The texts of a brochure do not fit on one sheet."""


def faces(brochure: Brochure) -> list[tuple[str, Any]]:
    """The six faces in the order of reading, each with its place; the last are blank where panels are few."""
    panels: list[Any] = list(brochure.panels)
    # Six panels fill the sheet, so the first one stands on the front, under the title.
    cover = panels.pop(0) if len(panels) == SIX else None
    panels += [None] * (SIX - 1 - len(panels))
    return [("front", cover), *zip(("flap", "left", "middle", "right", "back"), panels, strict=True)]


def kept_sheet(page: Page, brochure: Brochure, version: str) -> bytes:
    """As ``sheet``, made once for a publication: a sheet takes a second to lay out."""
    cache: dict[tuple[str, ...], bytes] = current_app.extensions.setdefault("brochure_sheets", {})
    key = (version, brochure.id, page.words.language)
    made = cache.get(key)
    if made is None:
        made = sheet(page, brochure)
        for old in [name for name in cache if name[0] != version]:
            cache.pop(old, None)
        cache[key] = made
    return made


def sheet(page: Page, brochure: Brochure) -> bytes:
    """The brochure as PDF/UA. Raises NoPdf, and TooLongError where it does not fit in the smallest type."""
    values = {
        "page": page,
        "words": page.words,
        "brochure": brochure,
        "faces": faces(brochure),
        "sheet": SHEET,
        "sources": sources_of(_facts(page, brochure)),
    }
    pages = (render_template("guide/brochure_sheet.html", size=size, **values) for size in TYPE_SIZES_PT)
    made = first_that_fits(pages, page.words.language, _fits)
    if made is None:
        raise TooLongError(brochure.id)
    return made


def _facts(page: Page, brochure: Brochure) -> tuple[GuideFact, ...]:
    """What the brochure rests on."""
    texts = (text for panel in brochure.panels for text in (panel.heading, *panel.body))
    return page.guide.sources(texts, (name for panel in brochure.panels for name in panel.facts))


def _fits(document: Any) -> bool:
    """Whether every face ends on its own side, above the lower edge."""
    if len(document.pages) != SIDES:
        return False
    ends = [{name: place[1] for name, place in side.anchors.items()} for side in document.pages]
    return all(
        ends[at].get(f"end-{face}", LOWEST_PX + 1) <= LOWEST_PX for at, side in enumerate(SHEET) for face in side
    )
