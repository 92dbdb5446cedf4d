"""A text: words by language, English where nobody has translated them yet."""

from __future__ import annotations

import copy
import pickle

import pytest

from finder.core.text import NO_TEXT, Text

CALL = Text(en="Call", es="Llame")


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        (CALL, "en", "Call"),
        (CALL, "es", "Llame"),
        (CALL, "vi", "Call"),
        (Text(en="Call"), "es", "Call"),
        (Text(en="Call", es=""), "es", "Call"),
        (Text(es="Llame"), "en", ""),
        (NO_TEXT, "en", ""),
    ],
)
def test_words_are_in_the_language_and_in_english_until_they_are_translated(
    text: Text, language: str, words: str
) -> None:
    assert text.in_language(language) == words


def test_a_text_is_a_mapping_from_language_to_words() -> None:
    assert dict(CALL) == {"en": "Call", "es": "Llame"}
    assert (CALL["es"], CALL.get("vi", ""), len(CALL)) == ("Llame", "", 2)


def test_a_text_without_words_is_false() -> None:
    assert not NO_TEXT
    assert not Text(en="", es="")
    assert CALL


def test_texts_of_the_same_words_are_the_same_text() -> None:
    assert Text(es="Llame", en="Call") == CALL
    assert hash(Text(es="Llame", en="Call")) == hash(CALL)
    assert CALL not in (Text(en="Call"), Text(en="Call", es="Llama"), "Call")


def test_a_text_survives_copying_and_pickling() -> None:
    assert copy.deepcopy(CALL) == pickle.loads(pickle.dumps(CALL)) == CALL


def test_a_text_names_its_languages_when_a_test_shows_it() -> None:
    assert repr(CALL) == "Text(en='Call', es='Llame')"
