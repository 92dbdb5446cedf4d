"""The coverage gap: a state that does not offer Medicaid to most adults (docs/safety.md S12)."""

from __future__ import annotations

from finder.core.criteria import Criterion, Finding, Form
from finder.core.verdict import Verdict


def is_closed_to_adults(finding: Finding) -> bool:
    """Whether the state does not offer the group of adults, of whom the person is one."""
    return finding.criterion.form is Form.ANY_OF and any(_is_not_offered(part) for part in finding.parts)


def _is_not_offered(part: Finding) -> bool:
    """Whether the group of adults, of whom the person is one, stays closed for this alone: the state has none."""
    against = [leaf for leaf in part.parts if leaf.verdict is Verdict.NO]
    ages = [leaf for leaf in part.parts if leaf.criterion.fact == "age"]
    return (
        bool(against)
        and all(is_of_adults(leaf.criterion) and leaf.limit is None for leaf in against)
        and all(leaf.verdict is Verdict.YES for leaf in ages)
    )


def is_of_adults(criterion: Criterion) -> bool:
    """Whether it is the rule of the state's group of adults, who are most people."""
    return criterion.operator == "within_table" and criterion.group == "adult"
