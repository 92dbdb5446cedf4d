"""What a form does not ask for changes nothing, whoever sends it along."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from finder.db import write
from finder.store.models import Proposal
from tests.web.team.maintain.conftest import CHECKED, LISTING, Visitor, filled, number_of, record

WORK = f"/team/listings/{LISTING}"
OTHER_DAY = "2020-01-01"
LATER = CHECKED | {"checked_on": "2026-11-24"}
# Every column of a proposal and of a listing that no form offers, and what somebody would like to have there.
EXTRA = {
    "kind": "new",
    "subject": "other",
    "listing": "other",
    "id": "other",
    "base_revision": "99",
    "base": "{}",
    "document": "{}",
    "proposer": "2",
    "by": "2",
    "made_at": OTHER_DAY,
    "state": "approved",
    "status": "unverified",
    "decided_by": "2",
    "approver": "2",
    "decided_at": OTHER_DAY,
    "version": "99",
    "answers": "{}",
    "reason": "Because.",
    "translation_reviewed": "yes",
}
DIFFER = {
    "words_en": "One page says $5.",
    "words_es": "Una página dice $5.",
    "url": "https://example.org/",
    "dated": "2026",
}


@pytest.fixture
def two(ana: Visitor, ben: Visitor) -> tuple[Visitor, Visitor]:
    """Ana is the first member and Ben the second."""
    assert (ana.id, ben.id) == (1, 2)
    return ana, ben


@pytest.mark.parametrize(
    ("path", "kind", "fields"),
    [
        ("verify", "verify", LATER),
        ("retire", "retire", {}),
        ("pause", "pause", {}),
        ("sources-differ", "sources_differ", DIFFER),
        ("edit", "edit", {"sponsor": "Somebody", "do": "send"}),
    ],
)
def test_a_proposal_is_the_members_own_and_waits(app: Flask, two, path: str, kind: str, fields: dict[str, str]) -> None:
    ana, before = two[0], record(app)
    shown = filled(ana.see(f"{WORK}/edit")) if kind == "edit" else {}
    extra = {key: value for key, value in EXTRA.items() if key not in shown}
    number = number_of(ana.send(f"{WORK}/{path}", **{**shown, **CHECKED, **fields, **extra}))
    with app.app_context(), write() as session:
        made = session.get_one(Proposal, number)
        assert (made.kind, made.subject, made.proposer, made.state) == (kind, LISTING, ana.id, "open")
        assert (made.decided_by, made.decided_at, made.version, made.reason) == (None, None, None, "")
        assert (made.base_revision, made.base) == (1, before)
        assert made.made_at.date() == datetime.now(UTC).date()
        held = made.document
    expected = {"retire": "retired", "pause": "paused"}.get(path, before["status"])
    assert (held["id"], held["status"], held["role"]) == (LISTING, expected, before["role"])
    assert "translation_reviewed" not in held
    assert record(app) == before, "nothing is published"


def test_who_decides_is_who_is_logged_in(app: Flask, two, visit) -> None:
    ana, ben = two
    cara = visit("cara")
    extra = {**EXTRA, "decided_by": str(cara.id), "approver": str(cara.id), "proposer": str(cara.id)}
    numbers = [number_of(ana.send(f"{WORK}/{step}", **LATER)) for step in ("verify", "retire")]
    shown = filled(ben.see(f"/team/proposals/{numbers[0]}"))
    ben.send(f"/team/proposals/{numbers[0]}/approve", **{**extra, "seen": shown["seen"]})
    ben.send(f"/team/proposals/{numbers[1]}/reject", **extra)
    with app.app_context(), write() as session:
        made = [session.get_one(Proposal, number) for number in numbers]
        assert [(one.proposer, one.decided_by, one.state) for one in made] == [
            (ana.id, ben.id, "approved"),
            (ana.id, ben.id, "rejected"),
        ]
        assert all(one.decided_at.date() == datetime.now(UTC).date() for one in made)
    assert (record(app)["id"], record(app)["status"]) == (LISTING, "active")


def test_taking_and_giving_back_are_ones_own(two) -> None:
    ana, ben = two
    ana.send(f"{WORK}/take", member=str(ben.id), holder=str(ben.id), until="2030-01-01", taken_by=str(ben.id))
    assert "Yours now" in ana.see("/team").main
    ben.send(f"{WORK}/give-back", member=str(ana.id), holder=str(ana.id))
    assert "Yours now" in ana.see("/team").main, "nobody gives back what is not theirs"


@pytest.mark.parametrize("revision", ["9" * 30, "9" * 5000, "-1", "٣"], ids=["long", "endless", "negative", "arabic"])
def test_a_made_up_revision_breaks_nothing(app: Flask, ana: Visitor, revision: str) -> None:
    shown = {**filled(ana.see(f"{WORK}/edit")), **CHECKED, "sponsor": "Somebody", "do": "send", "revision": revision}
    answer = ana.client.post(f"{WORK}/edit", data={**shown, "csrf_token": proof(ana)})
    assert answer.status_code in (303, 422)
    number = number_of(ana.send(f"{WORK}/retire", **CHECKED))
    merged = ana.client.post(f"/team/proposals/{number}/merge", data={"csrf_token": proof(ana), "revision": revision})
    assert merged.status_code in (303, 409, 422)
    assert record(app)["sponsor"] != "Somebody", "nothing is published"


def proof(member: Visitor) -> str:
    return next(
        str(box.get("value")) for box in member.see("/team/new").all("input") if box.get("name") == "csrf_token"
    )


def test_a_form_that_asks_for_too_many_blocks_is_refused_before_anything_is_made_of_it(ana: Visitor) -> None:
    shown = {**filled(ana.see(f"{WORK}/edit")), "do": "live", "criteria-count": "9", "csrf_token": proof(ana)}
    many = {f"criteria-{at}-parts-count": "60" for at in range(9)}
    assert ana.client.post(f"{WORK}/edit", data=shown | many).status_code == 413
    assert ana.client.post(f"{WORK}/edit", data=shown).status_code == 200


@pytest.mark.parametrize("counts", [{}, {"form": "all_of"}], ids=["read", "made"])
def test_rules_within_rules_without_end_break_nothing(ana: Visitor, counts: dict[str, str]) -> None:
    told = {**filled(ana.see(f"{WORK}/edit")), "do": "send", "criteria-count": "1", "csrf_token": proof(ana)}
    start = "criteria-0-"
    for _level in range(240):
        told |= {f"{start}parts-count": "1", **{start + name: value for name, value in counts.items()}}
        start += "parts-0-"
    assert ana.client.post(f"{WORK}/edit", data=told).status_code in (413, 422)
