"""The coverage gap: a state that does not offer a program to a group of people (docs/safety.md S12).

The rule of such a group has the words for it, ``not_offered``: in Medicaid the group of most adults.
"""

from __future__ import annotations

from finder.core.criteria import Finding, Form
from finder.core.text import NO_TEXT, Text
from finder.core.verdict import Verdict


def not_offered(finding: Finding) -> Text:
    """What to say where the state does not offer the group that the person is of; no words anywhere else."""
    if finding.criterion.form is not Form.ANY_OF:
        return NO_TEXT
    return next((said for part in finding.parts if (said := _words_of_closed_group(part))), NO_TEXT)


def _words_of_closed_group(part: Finding) -> Text:
    """The words of a group that stays closed to the person for this alone: the state has none."""
    against = [leaf for leaf in part.parts if leaf.verdict is Verdict.NO]
    ages = [leaf for leaf in part.parts if leaf.criterion.fact == "age"]
    closed = all(leaf.criterion.not_offered and leaf.limit is None for leaf in against)
    of_age = all(leaf.verdict is Verdict.YES for leaf in ages)
    return against[0].criterion.not_offered if against and closed and of_age else NO_TEXT
