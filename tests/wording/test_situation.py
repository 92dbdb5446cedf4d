from __future__ import annotations

import pytest

from finder.core.situation import Prescription, Situation
from finder.wording import words_in
from finder.wording.situation import answer_phrases


@pytest.mark.parametrize(
    ("language", "transplant", "said"),
    [
        ("en", "kidney", "Kidney transplant"),
        ("es", "kidney", "Trasplante de riñón"),
        ("en", "none", "No transplant"),
    ],
)
def test_an_organ_is_said_to_be_a_transplant(language: str, transplant: str, said: str) -> None:
    assert answer_phrases(words_in(language), Situation(transplant=transplant), Prescription()) == [said]
