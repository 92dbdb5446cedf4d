"""Nothing that no question asks makes a no, or a yes: docs/unasked-facts.md, and the rules themselves."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.core import judging
from finder.core.criteria import Criterion, Finding, Form
from finder.core.listing import Covers, Listing, Role
from finder.core.matching import Matcher
from finder.core.situation import CONDITIONS, INSURANCE, Prescription, Situation
from finder.core.verdict import Verdict
from tests.core.shipped import SNAPSHOT
from tests.core.unasked_facts import unasked_facts

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "unasked-facts.md"
TODAY = date(2026, 11, 30)
OPTIONS = [listing for listing in SNAPSHOT.by_id.values() if listing.role is Role.OPTION]
# Words by which a listing says what somebody must be or have.
CONDITION = re.compile(
    r"\b(must (be|have|live|apply|earn)|you need \w+ (months|days)|you need a Part D|is for people|does not help|"
    r"not for (lupus|other)|people with \w+ cannot|file taxes together)\b",
    re.I,
)


def sentences_of(listing: Listing) -> list[str]:
    texts = (*listing.notes, *listing.cautions, *listing.steps, listing.summary, listing.covers_detail)
    return [part for text in texts if text for part in re.split(r"(?<=[.?!])\s+", text["en"])]


def rows_of(heading: str) -> list[str]:
    part = DOCUMENT.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [line for line in part.splitlines() if line.startswith("| `")]


def test_the_table_names_every_fact_of_every_rule_that_no_question_asks(tmp_path: Path) -> None:
    found = [fact.line for fact in unasked_facts()]
    (tmp_path / "unasked-facts.md").write_text("\n".join(found), encoding="utf-8")
    assert rows_of("In the rules") == found, f"If this is meant, put {tmp_path / 'unasked-facts.md'} into the document."


def test_every_condition_in_the_words_of_a_listing_stands_in_the_document() -> None:
    found = {(row.id, text) for row in OPTIONS for text in sentences_of(row) if CONDITION.search(text)}
    written = {
        tuple(cell.strip(" `") for cell in line.split("|")[1:3]) for line in rows_of("In the words of a listing")
    }
    assert written == found


def test_a_listing_with_such_a_condition_is_never_surely_told_or_says_it_is_not_sure() -> None:
    """Where nobody knows whether it has azathioprine the answer is open anyhow; the others are named here, with why."""
    ids = {line.split("`")[1] for line in rows_of("In the words of a listing")}
    sure = {name for name in ids if SNAPSHOT.by_id[name].covers is not Covers.UNKNOWN}
    assert sure == {"basic-health-program", "marketplace-tax-credit", "medicare-part-b-transplant"}


def _as(verdict: Verdict) -> object:
    def decided(_judge: judging.Judge, criterion: Criterion) -> Finding:
        return Finding(criterion, verdict)

    return decided


SOMEBODY = st.fixed_dictionaries(
    {
        "state": st.sampled_from(["OH", "TX", "PA", "NY", "CA", "SC", "MD", "ME", "NJ", "MS", None]),
        "household_size": st.integers(1, 6) | st.none(),
        "income": st.integers(0, 90_000).map(Decimal) | st.none(),
        "income_steady": st.booleans() | st.none(),
        "age": st.integers(0, 90) | st.none(),
        "insurance": st.sampled_from(INSURANCE).map(lambda word: frozenset({word})) | st.none(),
        "married": st.booleans() | st.none(),
        "disabled": st.booleans() | st.none(),
        "transplant": st.sampled_from(["kidney", "other", "none"]) | st.none(),
        "condition": st.sampled_from(CONDITIONS).map(lambda word: frozenset({word})) | st.none(),
        "resources": st.integers(0, 40_000).map(Decimal) | st.none(),
        "work_hours": st.integers(0, 160).map(Decimal) | st.none(),
    }
)


@settings(max_examples=40, deadline=None)
@given(told=SOMEBODY, decided=st.sampled_from([Verdict.YES, Verdict.NO]))
def test_what_a_program_decides_never_makes_a_no_or_a_yes(told: dict[str, object], decided: Verdict) -> None:
    """Whatever the programs would say, an answer given without them stays as it is."""

    def verdicts() -> dict[str, Verdict]:
        person = Situation(income_period="year", **told)  # type: ignore[arg-type]  # by column
        matcher = Matcher(snapshot=SNAPSHOT, situation=person, prescription=Prescription(), on=TODAY)
        found = {listing.id: matcher.verdict_of(listing.id) for listing in OPTIONS if listing.criteria}
        return {name: row.verdict for name, row in found.items() if row is not None}

    before = verdicts()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(judging.JUDGES, Form.PROGRAM_DECIDES, _as(decided))
        after = verdicts()
    settled = {name for name, verdict in before.items() if verdict is not Verdict.MAYBE}
    assert {name: after[name] for name in settled} == {name: before[name] for name in settled}
