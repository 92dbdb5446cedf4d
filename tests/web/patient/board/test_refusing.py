from __future__ import annotations

import re
import time

import pytest

from finder.store.posts import LONGEST_POST
from finder.web.shared.board import post_checks
from finder.web.shared.board.post_rules import AS_TYPED, PATTERNS, RefusalReason
from finder.web.shared.board.refusals import REFUSAL_SENTENCES, made_alike, refusal_of
from tests.web.patient.board.texts import LET_THROUGH, REFUSED


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in REFUSED.items() for text in texts])
def test_what_may_not_stand_there_is_refused_with_its_reason(reason: RefusalReason, text: str) -> None:
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
    assert set(REFUSAL_SENTENCES) == set(PATTERNS) | set(AS_TYPED) == set(RefusalReason) == set(REFUSED)


@pytest.mark.parametrize("reason", RefusalReason)
def test_every_pattern_finds_something_of_what_is_refused(reason: RefusalReason) -> None:
    texts = [made_alike(text) for text in REFUSED[reason]]
    assert [pattern for pattern in PATTERNS[reason] if not any(re.search(pattern, text) for text in texts)] == []


PIECES = ("a ", "a", "take half ", "1 ", "1", "1-", "extra pills ", "i sell ", "@ ", "x.", "¿cuánto ", "(", " ", "one ")


@pytest.mark.parametrize("piece", PIECES)
def test_the_work_for_a_text_grows_as_the_text_does(piece: str) -> None:
    """Nothing but the ratio counts: a text four times as long may take four times as long, not sixteen times."""
    text = piece * LONGEST_POST
    assert _seconds(text[: 4 * LONGEST_POST]) < 9 * _seconds(text[:LONGEST_POST]) + 0.001


def _seconds(text: str) -> float:
    """The processor's time for a text, the shortest of some tries: others use the machine too."""
    tries = []
    for _ in range(5):
        start = time.thread_time()
        refusal_of(f"{text}§")
        tries.append(time.thread_time() - start)
    return min(tries)


def test_a_text_that_is_too_long_is_not_looked_at(get_page, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []
    monkeypatch.setattr(post_checks, "refusal_of", looked_at.append)
    told = {"kind": "tip", "about": "topic.myths", "words": "take half " * LONGEST_POST}
    page = get_page("/board/new", data=told, status=422)
    assert f"Write at most {LONGEST_POST} characters." in page.main
    assert looked_at == []
    get_page("/board/new", data=told | {"words": "Ask first.", "about": ""}, status=422)
    assert looked_at == ["Ask first."]
