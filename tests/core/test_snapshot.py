"""The catalogue as one frozen value: what is published, where it can apply, and costs worked out once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from finder.core import snapshot as module
from finder.core.listing import Listing, Role, Status
from finder.core.situation import Situation
from finder.core.snapshot import Snapshot
from tests.factories import TODAY, all_of, cost_plus, cost_plus_prices, facts, listing, price, rule, snapshot


def ids(rows: object) -> list[str]:
    return [row.id for row in rows]  # type: ignore[attr-defined]


class TestPublished:
    @pytest.mark.parametrize(
        ("status", "published"),
        [(Status.ACTIVE, True), (Status.PAUSED, True), (Status.UNVERIFIED, False), (Status.RETIRED, False)],
    )
    @pytest.mark.parametrize("role", Role)
    def test_drafts_and_retired_listings_are_nowhere_in_it(self, role: Role, status: Status, published: bool) -> None:
        found = snapshot(listing("one", status=status, role=role))
        everywhere = (*found.everywhere, *found.nothing_found, *found.cautions)
        assert (ids(found.by_id.values()), ids(everywhere)) == ((["one"], ["one"]) if published else ([], []))

    def test_only_options_can_apply_and_what_was_not_found_stands_apart(self) -> None:
        found = snapshot(
            listing("option"), listing("none", role=Role.NOTHING_FOUND), listing("care", role=Role.CAUTION)
        )
        assert ids(found.that_can_apply(Situation())) == ids(found.that_can_apply(Situation(state="OH"))) == ["option"]
        assert (ids(found.nothing_found), ids(found.cautions)) == (["none"], ["care"])


class TestWhere:
    FOUND = snapshot(
        listing("here", states=frozenset({"OH", "IN"})), listing("there", states=frozenset({"GA"})), listing("all")
    )

    @pytest.mark.parametrize(
        ("state", "expected"),
        [("OH", ["all", "here"]), ("GA", ["all", "there"]), ("TX", ["all"]), (None, ["all", "here", "there"])],
    )
    def test_a_listing_applies_in_its_states_and_in_any_while_the_state_is_not_told(
        self, state: str | None, expected: list[str]
    ) -> None:
        assert sorted(ids(self.FOUND.that_can_apply(Situation(state=state)))) == expected


def test_equal_rules_of_listings_are_one_object_so_that_each_is_judged_once() -> None:
    group = all_of(rule("age", "at_most", 64), rule("state", "is", "OH"))
    found = snapshot(
        listing("one", criteria=(group,)),
        listing("two", criteria=(all_of(rule("age", "at_most", 64), rule("state", "is", "OH")),)),
    )
    assert found.by_id["one"].criteria[0] is found.by_id["two"].criteria[0]
    assert found.by_id["one"].criteria == (group,)


class TestCosts:
    SELLER = cost_plus()

    def found(self) -> Snapshot:
        return snapshot(self.SELLER, prices=cost_plus_prices())

    def low(self, found: Snapshot, *, seller: Listing = SELLER, dose: int = 150, days: int = 30) -> Decimal | None:
        cost = found.cost(seller, dose, 50, days, TODAY)
        return None if cost is None else cost.low

    def test_each_prescription_has_its_own_cost_however_often_it_is_asked(self) -> None:
        found = self.found()
        once = [self.low(found, dose=dose, days=days) for dose, days in ((150, 30), (50, 30), (150, 90))]
        assert once == [Decimal("15.28"), Decimal("11.76"), Decimal("25.84")]
        assert [self.low(found, dose=dose, days=days) for dose, days in ((150, 30), (50, 30), (150, 90))] == once

    def test_a_listing_without_prices_has_no_cost(self) -> None:
        assert self.low(self.found(), seller=listing("cost-plus-drugs")) is None

    def test_what_is_kept_is_bounded_and_right_after_it_was_cleared(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "MOST_COSTS_KEPT", 2)
        found = self.found()
        for dose in (50, 100, 150, 200, 250):
            self.low(found, dose=dose)
            assert len(found._costs) <= 2
        assert self.low(found, dose=50) == Decimal("11.76")

    def test_two_catalogues_share_no_costs(self) -> None:
        dearer = Snapshot.of("two", (self.SELLER,), facts(prices=(price("cost-plus-drugs", "9.76"),)))
        assert (self.low(self.found(), dose=50), self.low(dearer, dose=50)) == (Decimal("11.76"), Decimal("14.76"))


def test_the_ways_of_a_dose_are_priced_once_and_never_for_somebodys_own_price() -> None:
    listing = cost_plus()
    catalogue = snapshot(listing, prices=cost_plus_prices())
    kept = catalogue.by_id[listing.id]
    first = catalogue.costs_by_way(kept, 150, 30, TODAY)
    assert first
    assert catalogue.costs_by_way(kept, 150, 30, TODAY) is first
    assert catalogue.costs_by_way(replace(kept, pricing=()), 150, 30, TODAY) == {}
