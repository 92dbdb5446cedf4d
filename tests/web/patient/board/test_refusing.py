from __future__ import annotations

import re
import time

import pytest

from finder.web.shared.board.post_rules import AS_TYPED, PATTERNS, Reason
from finder.web.shared.board.refusals import SENTENCES, made_alike, refusal_of
from tests.web.patient.board.texts import LET_THROUGH, REFUSED


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in REFUSED.items() for text in texts])
def test_what_may_not_stand_there_is_refused_with_its_reason(reason: Reason, text: str) -> None:
    found = refusal_of(text)
    assert found is not None
    assert found.reason is reason
    assert found.words


@pytest.mark.parametrize("text", LET_THROUGH)
def test_prices_and_plain_advice_are_let_through(text: str) -> None:
    assert refusal_of(text) is None


def test_capitals_line_ends_and_blanks_hide_nothing() -> None:
    for text in ("TAKE HALF", "take\nhalf", "take \t  half"):
        assert refusal_of(text) is not None


def test_every_reason_has_a_sentence_and_texts_that_it_refuses() -> None:
    assert set(SENTENCES) == set(PATTERNS) | set(AS_TYPED) == set(Reason) == set(REFUSED)


@pytest.mark.parametrize("reason", Reason)
def test_every_pattern_finds_something_of_what_is_refused(reason: Reason) -> None:
    texts = [made_alike(text) for text in REFUSED[reason]]
    assert [pattern for pattern in PATTERNS[reason] if not any(re.search(pattern, text) for text in texts)] == []


@pytest.mark.parametrize(
    "piece", ["a ", "take half ", "1 ", "1-", "extra pills ", "i sell ", "@ ", "x.", "¿cuánto ", "("]
)
def test_no_text_keeps_the_server_busy(piece: str) -> None:
    text = (piece * 500)[:500]
    refusal_of(text)
    # The processor's time, not the clock's: a pattern that tries every way to split a text takes minutes of it.
    start = time.thread_time()
    refusal_of(text[::-1] + text)
    assert time.thread_time() - start < 5
