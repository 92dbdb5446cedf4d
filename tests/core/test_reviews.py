"""A review is of words: whoever changes one of them has words that nobody has read."""

from __future__ import annotations

import pytest

from finder.core.reviews import Reviews, mark_of

READ = Reviews({"es": frozenset({mark_of("Call first.", "Llame primero.")})})


@pytest.mark.parametrize(
    ("language", "original", "translation", "read"),
    [
        ("es", "Call first.", "Llame primero.", True),
        ("es", "Call first.", "Llame antes.", False),
        ("es", "Call at once.", "Llame primero.", False),
        ("vi", "Call first.", "Llame primero.", False),
    ],
)
def test_a_review_holds_for_the_words_that_were_read(
    language: str, original: str, translation: str, read: bool
) -> None:
    assert READ.has(language, original, translation) is read


def test_nothing_is_read_where_nobody_says_so() -> None:
    assert not Reviews().has("es", "Call first.", "Llame primero.")
