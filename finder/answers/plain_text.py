"""Typed text made alike, so that one word is known however it is written."""

from __future__ import annotations

import unicodedata

DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "⁄": "/", "’": "'", "×": "x"})


def plain(text: str) -> str:
    """A text made alike: full-width signs and kinds of blanks as the usual ones, lower case, no accents, one blank.

    Signs that cannot be seen go; they come along when people copy from pages and papers.
    """
    parted = unicodedata.normalize("NFKD", text.casefold())
    letters = (sign for sign in parted if unicodedata.category(sign) not in ("Mn", "Cf"))
    return " ".join("".join(letters).translate(DASHES).split())
