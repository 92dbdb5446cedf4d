"""Rules that few people meet: what still waits for one of them is shown, but nobody is sent there on a guess."""

from __future__ import annotations

from finder.core.criteria import Criterion, Finding, Form, as_set
from finder.core.matches import Match
from finder.core.situation import QUESTIONS_OF_FEW
from finder.core.verdict import Unsure, Verdict

# What a listing that serves some states only asks for stands beside the questions.
TRUE_OF_FEW = QUESTIONS_OF_FEW | {"some_states"}
# Most people who look for a cheaper price are neither children nor 65.
YOUNG, OLD_AGE = 25, 60


def waits_for_few(match: Match, facts: frozenset[str] = TRUE_OF_FEW) -> bool:
    """Whether one of the listing's rules was not told about and is true of few, as ``facts`` are."""
    return any(asks_for_few(finding, facts) for finding in match.findings)


def asks_for_few(finding: Finding, facts: frozenset[str] = TRUE_OF_FEW) -> bool:
    """Whether one rule, or a group of them, is open only for an answer that is true of few."""
    if finding.verdict is not Verdict.MAYBE or finding.criterion.form is Form.NOT:
        return False
    still_open = [part for part in finding.parts if part.verdict is Verdict.MAYBE]
    if still_open:
        enough = all if finding.criterion.form is Form.ANY_OF else any
        return enough(asks_for_few(part, facts) for part in still_open)
    if finding.unsure is not Unsure.NOT_TOLD:
        return False
    # An income between two limits may wait for a pregnancy alone, which would raise the limit.
    waits_for_few_alone = bool(finding.missing) and facts.issuperset(finding.missing)
    return waits_for_few_alone or _is_for_few(finding.criterion, finding.limit, facts)


def _is_for_few(criterion: Criterion, limit: object, facts: frozenset[str]) -> bool:
    if criterion.fact == "insurance":
        return criterion.operator in ("is", "one_of") and "none" not in as_set(limit)
    if criterion.fact == "age" and isinstance(limit, int):
        return limit >= OLD_AGE if criterion.operator == "at_least" else limit <= YOUNG
    return criterion.fact in facts
