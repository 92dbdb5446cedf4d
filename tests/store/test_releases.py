"""A newer release's files on a database with volunteers' edits: proposals, and nothing overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from finder.db import write
from finder.store.merge import merge_records
from finder.store.models import Proposal, ProposalState, ShippedListing
from finder.store.proposals import FEED, RuleError, open_proposals, rebase, reject
from tests.catalog.folders import changed
from tests.store.proposing import ANA, BEN, approved, edited, history, record, version

FILE = "programs/good.toml"


@pytest.fixture
def database_url(seeded_sqlite: Path, tmp_path: Path) -> str:
    """Nothing here depends on the kind of database."""
    return f"sqlite:///{shutil.copyfile(seeded_sqlite, tmp_path / 'own.sqlite')}"


@pytest.fixture
def site(seeded: Flask):
    with seeded.app_context():
        yield seeded


def seed(site: Flask) -> str:
    """The next release's ``seed``; what it says."""
    result = site.test_cli_runner().invoke(args=["seed"])
    assert (result.exit_code, result.stdout) == (0, "")
    return result.stderr


def proposals() -> list[Proposal]:
    with write() as session:
        found = list(session.scalars(sa.select(Proposal).where(Proposal.proposer == FEED).order_by(Proposal.id)))
        session.expunge_all()
        return found


def test_what_the_files_changed_is_proposed_and_waits(site: Flask, shipped: Path) -> None:
    changed(shipped, FILE, "A company", "Another company")
    assert "New in the files, and proposed: good." in seed(site)
    assert (record()["sponsor"], version()) == ("A company", 1)
    (proposal,) = proposals()
    assert "proposed" not in seed(site)
    approved(proposal.id)
    assert record()["sponsor"] == "Another company"
    assert {row.actor for row in history()} == {None}


def test_what_volunteers_changed_stays_beside_what_the_files_changed(site: Flask, shipped: Path) -> None:
    approved(edited(phone="1-800-555-0100"))
    changed(shipped, FILE, "A company", "Another company")
    seed(site)
    assert record()["phone"] == "1-800-555-0100"
    approved(proposals()[0].id)
    assert (record()["phone"], record()["sponsor"]) == ("1-800-555-0100", "Another company")


def test_files_that_did_not_change_propose_nothing_against_a_volunteers_edit(site: Flask) -> None:
    approved(edited(sponsor="By Ana"))
    assert "proposed" not in seed(site)
    assert proposals() == []


def test_where_both_changed_the_same_part_a_member_picks_and_another_one_decides(site: Flask, shipped: Path) -> None:
    approved(edited(sponsor="By Ana"))
    changed(shipped, FILE, "A company", "Another company")
    seed(site)
    (proposal,) = proposals()
    with pytest.raises(RuleError, match="changed_meanwhile"):
        approved(proposal.id)
    record_now = record()
    assert merge_records(proposal.base, proposal.document, record_now, {}) is None
    picked = merge_records(proposal.base, proposal.document, record_now, {"sponsor": "mine"})
    assert picked is not None
    with write() as session:
        rebase(session, proposal.id, BEN, picked, 2)
    with pytest.raises(RuleError, match="own_proposal"):
        approved(proposal.id, by=BEN)
    approved(proposal.id, by=ANA)
    assert record()["sponsor"] == "Another company"


def test_what_was_not_taken_is_not_proposed_again_before_the_files_change_again(site: Flask, shipped: Path) -> None:
    changed(shipped, FILE, "A company", "Another company")
    seed(site)
    with write() as session:
        reject(session, open_proposals(session)[0].id, BEN, "It is not so.")
    assert "proposed" not in seed(site)
    changed(shipped, FILE, 'kind = "mail_order_pharmacy"', 'kind = "membership"')
    assert "proposed: good." in seed(site)
    # What was refused does not come back with what is new.
    assert (proposals()[-1].document["kind"], proposals()[-1].document["sponsor"]) == ("membership", "A company")


def test_a_third_release_comes_on_top_of_the_second_that_nobody_has_decided(site: Flask, shipped: Path) -> None:
    changed(shipped, FILE, "A company", "Another company")
    seed(site)
    changed(shipped, FILE, 'kind = "mail_order_pharmacy"', 'kind = "membership"')
    seed(site)
    (proposal,) = proposals()
    approved(proposal.id)
    assert (record()["kind"], record()["sponsor"]) == ("membership", "Another company")


def test_a_new_file_is_a_new_listing_once_it_is_approved(site: Flask, shipped: Path) -> None:
    text = (shipped / FILE).read_text(encoding="utf-8")
    (shipped / "programs" / "new.toml").write_text(text.replace('id = "good"', 'id = "new"'), encoding="utf-8")
    assert "proposed: new." in seed(site)
    approved(proposals()[0].id)
    assert record("new")["id"] == "new"


def test_a_database_older_than_the_memory_of_files_knows_them_from_its_history(site: Flask, shipped: Path) -> None:
    approved(edited(phone="1-800-555-0100"))
    with write() as session:
        session.execute(sa.delete(ShippedListing))
    changed(shipped, FILE, "A company", "Another company")
    seed(site)
    assert (proposals()[0].document["phone"], proposals()[0].document["sponsor"]) == (
        "1-800-555-0100",
        "Another company",
    )
    assert proposals()[0].state is ProposalState.OPEN


def test_other_files_that_differ_are_named_and_left_alone(site: Flask, shipped: Path) -> None:
    changed(shipped, "prices.csv", "9.50", "8.50")
    assert "Not as in the files, and left so: prices." in seed(site)
    assert version() == 1


def test_files_with_mistakes_are_refused_and_nothing_is_proposed(site: Flask, shipped: Path) -> None:
    changed(shipped, FILE, 'kind = "mail_order_pharmacy"', 'kind = "no_such_kind"')
    result = site.test_cli_runner().invoke(args=["seed"])
    assert result.exit_code == 2
    assert "Nothing was written." in result.stderr
    assert proposals() == []
