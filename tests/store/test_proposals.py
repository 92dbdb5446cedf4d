from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from finder.core.text import Text
from finder.db import db, write
from finder.store.member_proposals import propose_differ, propose_new, propose_status, propose_verify
from finder.store.models import Proposal, ProposalKind, ProposalState
from finder.store.proposals import RuleError, rebase, reject, withdraw
from finder.store.publishing import Decision, MistakesError, ReasonsError, approve, impact_of, pause_now
from finder.store.snapshot_cache import SnapshotKeeper, current_snapshot
from finder.wording.problems import problem_line
from tests.catalog.folders import HOUSEHOLDS
from tests.store.proposing import ANA, BEN, CARA, approved, checked, edited, history, record, revision, seen, version


@pytest.fixture
def site(seeded: Flask, shipped: Path):
    """A seeded app with one stored household."""
    (shipped / "households").mkdir()
    (shipped / "households" / "one.toml").write_text(HOUSEHOLDS, encoding="utf-8")
    with seeded.app_context():
        yield seeded


def proposal(number: int) -> Proposal:
    with write() as session:
        row = session.get_one(Proposal, number)
        session.expunge(row)
        return row


def refusal(act, *args, **more) -> str:
    with pytest.raises(RuleError) as caught:
        act(*args, **more)
    return caught.value.key


def in_session(act, *args, **more) -> int:
    """What was done in a transaction of its own: the proposal's number."""
    with write() as session:
        done = act(session, *args, **more)
        return done.id if isinstance(done, Proposal) else 0


def lower_limit() -> list[dict[str, object]]:
    first, *rest = record()["criteria"]
    return [{**first, "at_most": 50}, *rest]


def test_an_approved_change_is_published_with_its_history(site: Flask) -> None:
    number = edited(phone="1-800-555-0100", sponsor="Another company")
    assert (revision(), version()) == (1, 1)
    assert approved(number) == 2
    assert (record()["phone"], revision(), version()) == ("1-800-555-0100", 2, 2)
    rows = history()[:2]
    assert [(row.field, row.old, row.new) for row in rows] == [
        ("phone", None, "1-800-555-0100"),
        ("sponsor", "A company", "Another company"),
    ]
    assert {(row.actor, row.version, row.proposal_id, row.source) for row in rows} == {
        (ANA, 2, number, "https://example.org/rules")
    }
    done = proposal(number)
    assert (done.state, done.decided_by, done.version) == (ProposalState.APPROVED, BEN, 2)


def test_nobody_approves_or_rejects_their_own(site: Flask) -> None:
    number = edited(sponsor="Another company")
    assert refusal(approved, number, by=ANA) == "own_proposal"
    assert refusal(in_session, reject, number, ANA, "No.") == "own_proposal"
    assert (proposal(number).state, version()) == (ProposalState.OPEN, 1)


def test_the_database_itself_refuses_an_approval_of_ones_own(site: Flask) -> None:
    number = edited(sponsor="Another company")
    own = sa.text("UPDATE change_proposal SET state = 'approved', decided_by = proposer WHERE id = :id")
    with db.engine.connect() as connection, pytest.raises(IntegrityError, match="two_people"):
        connection.execute(own, {"id": number})


def test_rejecting_needs_a_reason_which_is_kept(site: Flask) -> None:
    number = edited(sponsor="Another company")
    assert refusal(in_session, reject, number, BEN, "  ") == "reason_needed"
    in_session(reject, number, BEN, "The site says otherwise.")
    assert (proposal(number).state, proposal(number).reason) == (ProposalState.REJECTED, "The site says otherwise.")
    assert refusal(approved, number) == "already_decided"


def test_only_the_proposer_takes_a_proposal_back(site: Flask) -> None:
    number = edited(sponsor="Another company")
    assert refusal(in_session, withdraw, number, BEN) == "not_yours"
    in_session(withdraw, number, ANA)
    assert proposal(number).state is ProposalState.WITHDRAWN


def test_a_reviewer_approves_what_was_shown_and_nothing_else(site: Flask) -> None:
    number = edited(sponsor="Another company")
    shown = seen(number)
    in_session(rebase, number, ANA, {**record(), "sponsor": "A third company"}, 1)
    assert refusal(approve, number, Decision(BEN, shown, {})) == "proposal_changed"
    assert version() == 1


def test_the_second_of_two_changes_to_one_revision_is_not_approved(site: Flask) -> None:
    first, second = edited(sponsor="First"), edited(by=CARA, sponsor="Second")
    approved(first)
    assert refusal(approved, second) == "changed_meanwhile"
    assert record()["sponsor"] == "First"
    in_session(rebase, second, CARA, {**record(), "phone": "1-800-555-0100"}, 2)
    approved(second)
    assert (record()["sponsor"], record()["phone"]) == ("First", "1-800-555-0100")


def test_a_change_with_a_mistake_is_not_published(site: Flask) -> None:
    number = edited(documents=["no_such_paper"])
    with pytest.raises(MistakesError) as caught:
        approved(number)
    assert "documents.toml has no 'no_such_paper'" in problem_line(caught.value.problems[0])
    assert (version(), proposal(number).state) == (1, ProposalState.OPEN)


def test_a_changed_answer_of_a_stored_household_needs_a_typed_reason(site: Flask) -> None:
    number = edited(criteria=lower_limit())
    with pytest.raises(ReasonsError) as caught:
        approved(number)
    assert caught.value.impact.needs_reasons == {"good:yes:no"}
    assert refusal(approve, number, Decision(BEN, seen(number), {"good:yes:no": " "})) == "reasons_needed"
    approve(number, Decision(BEN, seen(number), {"good:yes:no": "The program lowered its limit.", "other": "x"}))
    assert proposal(number).answers == {"good:yes:no": "The program lowered its limit."}


def test_the_impact_names_people_whose_verdict_cost_or_place_changes(site: Flask) -> None:
    number = edited(criteria=lower_limit())
    impact = impact_of(proposal(number), current_snapshot(), date(2026, 11, 23))
    changes = {(group.what, group.before, group.after): len(people) for group, people in impact.groups.items()}
    assert impact.asked == 481
    # Ohio, three ages, $1,500 and $2,200 a month: under 200% of poverty and over 50%; and the stored household.
    assert changes[("verdict", "yes", "no")] == 7
    # Those with Medicaid are asked to call: they lose it too.
    assert changes[("verdict", "maybe", "no")] == 6
    assert changes[("place", "1", "later")] == 13


def test_verifying_moves_dates_alone_and_never_back(site: Flask) -> None:
    number = in_session(propose_verify, "good", checked(), rules=True, prices=False)
    approved(number)
    assert {row.field for row in history()[:-1]} == {
        "as_of",
        "checked_on",
        "criteria.0.checked_on",
        "criteria.1.checked_on",
    }
    # It was heard on the phone: the program speaks of that day.
    assert record()["as_of"] == date(2026, 11, 20)
    assert record()["checked_on"] == record()["criteria"][0]["checked_on"] == date(2026, 11, 20)
    assert record()["pricing"][0]["checked_on"] == date(2026, 11, 1)
    assert refusal(in_session, propose_verify, "good", checked(), rules=True, prices=False) == "nothing_changed"


def test_a_new_listing_a_retired_one_and_one_whose_sources_differ(site: Flask) -> None:
    other = {**record(), "id": "other", "name": "Other Pharmacy", "name_es": "Other Pharmacy"}
    approved(in_session(propose_new, other, checked()))
    assert record("other")["name"] == "Other Pharmacy"
    assert refusal(in_session, propose_new, other, checked()) == "id_taken"
    retire = in_session(propose_status, ProposalKind.RETIRE, "other", checked())
    # It was there when the reviewer looked, and answers of people with it go.
    approve(retire, Decision(BEN, seen(retire), {"other:yes:not_listed": "It has closed."}))
    assert record("other")["status"] == "retired"
    more = {"url": "https://example.org/other", "dated": "2026", "confidence": "medium", "supports": "price"}
    approved(
        in_session(propose_differ, "good", Text(en="One page says $5.", es="Una página dice $5."), more, checked())
    )
    assert (record()["notes"], len(record()["sources"])) == (["One page says $5."], 2)


def test_pausing_is_one_step_with_a_reason_and_stands_in_the_history(site: Flask) -> None:
    with write() as session:
        assert refusal(pause_now, session, "good", checked(BEN), " ") == "reason_needed"
    with write() as session:
        assert pause_now(session, "good", checked(BEN), "The fund is closed.") == 2
    assert record()["status"] == "paused"
    row = history()[0]
    assert (row.field, row.new, row.actor) == ("status", "paused", BEN)
    assert proposal(row.proposal_id or 0).answers == {"good:yes:maybe": "The fund is closed."}


def test_an_approved_change_is_live_in_every_worker(site: Flask) -> None:
    keepers = [SnapshotKeeper(db.engine), SnapshotKeeper(db.engine)]
    assert [keeper.current().by_id["good"].sponsor.original for keeper in keepers] == ["A company"] * 2
    approved(edited(sponsor="Another company"))
    for keeper in keepers:
        # The request that notices still gets the old one; the build stays well under five seconds.
        keeper.current()
        keeper.wait()
    assert [keeper.current().by_id["good"].sponsor.original for keeper in keepers] == ["Another company"] * 2
