"""Texts made alike, so that what people type is found however they write it."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
