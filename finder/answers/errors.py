"""What is wrong with one answer, as a key with values; ``finder.wording`` has the sentence."""

from __future__ import annotations


class AnswerError(ValueError):
    """One answer that cannot be used; ``key`` and ``values`` name the sentence to show."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
