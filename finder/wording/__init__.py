"""Words for what the core found: keys and numbers in, plain sentences out, in English or Spanish.

The one place where findings, costs, errors and steps become sentences; pages, ``screen`` and the API share it.
"""

from __future__ import annotations

from finder.wording.words import Words, words_in

__all__ = ["Words", "words_in"]
