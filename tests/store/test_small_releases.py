"""A newer release's safety facts and guide on a database in use: proposals, urgent ones marked, nothing overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from finder.db import db, write
from finder.store.models import Proposal, ProposalState, ShippedListing, SmallFacts
from finder.store.proposals import RuleError, open_proposals, reject
from finder.store.publishing import MistakesError
from finder.store.records import small_in
from finder.store.small_file_changes import is_urgent, texts_of
from tests.catalog.folders import changed
from tests.store.proposing import BEN, approved, version
from tests.store.test_releases import proposals, seed

SAFETY, GUIDE, PAPERS = "safety_facts.toml", "guide/facts.toml", "documents.toml"


@pytest.fixture
def database_url(seeded_sqlite: Path, tmp_path: Path) -> str:
    """Nothing here depends on the kind of database."""
    return f"sqlite:///{shutil.copyfile(seeded_sqlite, tmp_path / 'own.sqlite')}"


@pytest.fixture
def site(seeded: Flask):
    with seeded.app_context():
        yield seeded


def statements(file: str = "safety_facts") -> list[str]:
    db.session.rollback()
    return [fact["statement"] for fact in small_in(db.session)[file]["facts"]]


def corrected(shipped: Path, file: str = SAFETY) -> str:
    """A release with one statement said otherwise; what it says now."""
    before = statements(file.removesuffix(".toml"))[0]
    changed(shipped, file, before, f"{before} Corrected.")
    return f"{before} Corrected."


def undecided() -> list[Proposal]:
    return [proposal for proposal in proposals() if proposal.state is ProposalState.OPEN]


def test_a_corrected_safety_fact_is_proposed_as_urgent_and_waits_for_a_reviewer(site: Flask, shipped: Path) -> None:
    now = corrected(shipped)
    said = seed(site)
    assert "New in the files, and proposed: safety_facts." in said
    assert "URGENT: a reviewer should decide today on safety_facts." in said
    assert (now in statements(), version()) == (False, 1)
    (proposal,) = proposals()
    assert is_urgent(proposal.change)
    approved(proposal.id)
    assert (now in statements(), version()) == (True, 2)
    assert "proposed" not in seed(site)


def test_a_database_older_than_the_memory_of_small_files_gets_the_correction_too(site: Flask, shipped: Path) -> None:
    """Nothing in it says what the files of its own release said."""
    with write() as session:
        session.execute(sa.delete(ShippedListing).where(ShippedListing.id.startswith("small:")))
    now = corrected(shipped)
    assert "proposed: safety_facts." in seed(site)
    approved(proposals()[0].id)
    assert now in statements()


def test_facts_and_texts_that_quote_each_other_come_together(site: Flask, shipped: Path) -> None:
    safety, guide = corrected(shipped), corrected(shipped, GUIDE)
    assert "proposed: safety_facts, guide/facts." in seed(site)
    (proposal,) = proposals()
    assert list(texts_of(proposal.document)) == ["safety_facts", "guide/facts"]
    approved(proposal.id)
    assert (safety in statements(), guide in statements("guide/facts")) == (True, True)


def test_a_change_of_papers_is_proposed_and_is_not_urgent(site: Flask, shipped: Path) -> None:
    file = shipped / PAPERS
    first = next(line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("en = "))
    changed(shipped, PAPERS, first, first.replace('en = "', 'en = "New: '))
    assert "URGENT" not in seed(site)
    (proposal,) = proposals()
    assert not is_urgent(proposal.change)


def test_what_was_not_taken_is_not_proposed_again_before_the_files_change_again(site: Flask, shipped: Path) -> None:
    corrected(shipped)
    seed(site)
    with write() as session:
        reject(session, open_proposals(session)[0].id, BEN, "It is not so.")
    assert "proposed" not in seed(site)
    guide = corrected(shipped, GUIDE)
    assert "proposed: guide/facts." in seed(site)
    approved(undecided()[0].id)
    assert guide in statements("guide/facts")
    assert not any(statement.endswith("Corrected.") for statement in statements())


def test_a_third_release_comes_on_top_of_the_second_that_nobody_has_decided(site: Flask, shipped: Path) -> None:
    safety = corrected(shipped)
    seed(site)
    guide = corrected(shipped, GUIDE)
    seed(site)
    assert [proposal.state for proposal in proposals()] == [ProposalState.WITHDRAWN, ProposalState.OPEN]
    approved(undecided()[0].id)
    assert (safety in statements(), guide in statements("guide/facts")) == (True, True)


def test_what_was_taken_in_meanwhile_is_not_overwritten(site: Flask, shipped: Path) -> None:
    corrected(shipped)
    seed(site)
    with write() as session:
        row = session.get_one(SmallFacts, "safety_facts")
        row.document = {"facts": row.document["facts"][:-1]}
    with pytest.raises(RuleError, match="rows_changed"):
        approved(proposals()[0].id)


def test_a_correction_that_does_not_fit_the_rest_is_not_published(site: Flask, shipped: Path) -> None:
    corrected(shipped)
    seed(site)
    with write() as session:
        proposal = session.get_one(Proposal, open_proposals(session)[0].id)
        (file,) = proposal.document["files"]
        misspelled = {**file, "text": file["text"].replace("statement = ", "statment = ", 1)}
        proposal.document = {**proposal.document, "files": [misspelled]}
    with pytest.raises(MistakesError):
        approved(proposals()[0].id)
