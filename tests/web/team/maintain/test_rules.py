"""Rules in words, as reviewers read them."""

from __future__ import annotations

from typing import Any

import pytest

from finder.wording import words_in
from finder.wording.rule_sentences import rule_sentence

AGE = {"fact": "age", "at_least": 65}
VETERAN = {"fact": "veteran", "is": True}


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"all_of": [AGE, VETERAN]}, "All of these hold: (1) age is at least 65; (2) military service is Yes."),
        ({"any_of": [AGE, VETERAN]}, "One of these holds: (1) age is at least 65; (2) military service is Yes."),
        ({"not": [AGE]}, "This does not hold: (1) age is at least 65."),
        (
            {"any_of": [AGE, {"not": [VETERAN]}]},
            "One of these holds: (1) age is at least 65; (2) this does not hold: (1) military service is Yes.",
        ),
        ({"program_decides": True}, "The program decides: ask."),
        (AGE | {"assumed": True}, "Age is at least 65. When not told, it is assumed."),
    ],
    ids=["all", "any", "not", "not inside a group", "program decides", "assumed"],
)
def test_a_rule_is_said_with_its_group(rule: dict[str, Any], sentence: str) -> None:
    assert rule_sentence(words_in("en"), rule, str) == sentence
