"""The order to try things in. Each test of a safety rule names it (S1, S2 ...)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.core.listing import Basis, Covers, Kind, Listing
from finder.core.matches import Match
from finder.core.matching import match
from finder.core.prices import Price
from finder.core.situation import Prescription, Situation
from finder.core.text import Text
from finder.core.verdict import Verdict
from tests.factories import (
    TODAY,
    cost_plus,
    cost_plus_prices,
    listing,
    medicaid,
    price,
    pricing,
    program_decides,
    rule,
    rx_outreach,
    rx_outreach_prices,
    snapshot,
)

DOSE = Prescription(daily_dose_mg=Decimal(150), written_strength_mg=50, days_supply=30, days_left=30)
OHIO = Situation(state="OH", insurance=frozenset({"none"}))


def shop(name: str, days: tuple[int, int] | None = (0, 0), **more: object) -> Listing:
    """A seller of exact quantities; ``days`` until the tablets are in hand."""
    how = (pricing(Basis.TABLETS, shipping=Decimal(0)),)
    return listing(name, **{"days_to_hand": days, "pricing": how, **more})


def posts(name: str, amount: str, **more: object) -> Price:
    """The price of 90 tablets there."""
    return price(name, amount, **{"quantity": 90, **more})


def matches(
    *listings: Listing, told: Situation = OHIO, prescription: Prescription = DOSE, prices: object = ()
) -> list[Match]:
    return list(match(snapshot(*listings, prices=prices), told, prescription, TODAY).matches)


def order(*listings: Listing, **more: object) -> list[str]:
    return [row.listing.id for row in matches(*listings, **more)]  # type: ignore[arg-type]


class TestRunningOut:
    COUNTER, MAIL = shop("counter"), shop("mail", (7, 14))
    PRICES = (posts("counter", "99.00"), posts("mail", "5.00"))

    @pytest.mark.parametrize("left", [0, 6, 13, None])
    def test_s1_mail_never_leads_with_fewer_than_14_days_left(self, left: int | None) -> None:
        assert order(self.COUNTER, self.MAIL, prices=self.PRICES, prescription=replace(DOSE, days_left=left)) == [
            "counter",
            "mail",
        ]

    @pytest.mark.parametrize("left", [14, 30, 90])
    def test_s1_with_14_days_or_more_what_comes_in_time_is_ordered_by_price(self, left: int) -> None:
        assert order(self.COUNTER, self.MAIL, prices=self.PRICES, prescription=replace(DOSE, days_left=left)) == [
            "mail",
            "counter",
        ]

    def test_s1_what_comes_after_the_last_tablet_does_not_lead_either(self) -> None:
        slow = shop("slow", (20, 45))
        prices = (*self.PRICES, posts("slow", "1.00"))
        for left, first in ((44, "mail"), (45, "slow")):
            assert order(slow, self.MAIL, prices=prices, prescription=replace(DOSE, days_left=left))[0] == first

    def test_s1_a_counter_whose_price_is_not_known_comes_before_mail_when_tablets_run_out(self) -> None:
        found = order(
            self.MAIL, listing("counter", days_to_hand=(0, 0)), prices=self.PRICES, prescription=Prescription()
        )
        assert found == ["counter", "mail"]

    def test_s1_an_unknown_time_to_hand_is_never_taken_as_soon(self) -> None:
        unknown = shop("unknown", None)
        prices = (*self.PRICES, posts("unknown", "1.00"))
        assert order(unknown, self.COUNTER, prices=prices, prescription=replace(DOSE, days_left=6))[0] == "counter"

    def test_s1_each_place_says_whether_the_tablets_come_in_time(self) -> None:
        rows = matches(self.COUNTER, self.MAIL, prices=self.PRICES, prescription=replace(DOSE, days_left=6))
        assert [row.position.reasons[0] for row in rows] == ["in_hand_in_time", "may_come_too_late"]


class TestUnknownCoverage:
    CALL = listing("call-first", covers=Covers.UNKNOWN, days_to_hand=(0, 0))

    @pytest.mark.parametrize("left", [6, 30, None])
    def test_s2_unknown_stock_never_comes_before_something_known(self, left: int | None) -> None:
        found = order(
            self.CALL,
            shop("mail", (7, 14), criteria=(program_decides(),)),
            prices=(posts("mail", "900.00"),),
            prescription=replace(DOSE, days_left=left),
        )
        assert found == ["mail", "call-first"]

    def test_s2_a_price_on_file_does_not_lift_unknown_stock(self) -> None:
        rows = matches(shop("a", covers=Covers.UNKNOWN), shop("b"), prices=(posts("a", "1.00"), posts("b", "50.00")))
        assert [row.listing.id for row in rows] == ["b", "a"]
        assert rows[1].cost is None
        assert rows[1].position.reasons[-1] == "call_first"

    def test_s2_no_makers_program_stands_above_call_first(self) -> None:
        maker = listing("maker", kind=Kind.MANUFACTURER_PAP, covers=Covers.UNKNOWN)
        assert order(maker, cost_plus(), prices=cost_plus_prices()) == ["cost-plus-drugs", "maker"]


class TestCards:
    CASH = shop("cash")
    CARD = medicaid(pricing=(pricing(Basis.COPAY, copay_low=Decimal(0), copay_high=Decimal(4)),))
    MEMBER = Situation(state="OH", insurance=frozenset({"medicaid"}))

    @pytest.mark.parametrize("left", [0, 6, 30, None])
    @pytest.mark.parametrize("dose", [Decimal(150), None])
    def test_s9_a_members_card_leads_and_cash_never_does(self, left: int | None, dose: Decimal | None) -> None:
        rows = matches(
            self.CASH,
            self.CARD,
            told=self.MEMBER,
            prices=(posts("cash", "1.00"),),
            prescription=replace(DOSE, days_left=left, daily_dose_mg=dose),
        )
        assert [row.listing.id for row in rows] == ["medicaid", "cash"]
        assert rows[0].position.reasons == ("use_your_card_first",)

    def test_s9_the_card_leads_even_where_its_rules_or_price_are_open(self) -> None:
        card = medicaid(criteria=(rule("citizenship", "is", "citizen"),))
        assert order(self.CASH, card, told=self.MEMBER, prices=(posts("cash", "1.00"),))[0] == "medicaid"

    def test_s9_a_card_that_is_held_leads_even_where_the_answers_no_longer_fit_its_rules(self) -> None:
        card = medicaid(criteria=(rule("income_per_month", "at_most", 1000),))
        told = replace(self.MEMBER, income=Decimal(5000))
        first = matches(self.CASH, card, told=told, prices=(posts("cash", "1.00"),))[0]
        assert (first.listing.id, first.verdict) == ("medicaid", Verdict.MAYBE)
        without = replace(told, insurance=frozenset({"none"}))
        assert matches(self.CASH, card, told=without, prices=(posts("cash", "1.00"),))[0].listing.id == "cash"

    def test_coverage_that_is_only_applied_for_does_not_lead(self) -> None:
        assert order(self.CASH, self.CARD, prices=(posts("cash", "50.00"),)) == ["cash", "medicaid"]


class TestOrder:
    """Verdict, then a known price, then the first year's highest cost, then days to hand, then the id."""

    OPEN = (rule("veteran", "is", True),)

    def test_what_does_not_fit_comes_last_whatever_it_costs(self) -> None:
        never = shop("a", criteria=(rule("state", "is", "GA"),))
        assert order(never, listing("z", covers=Covers.UNKNOWN), prices=(posts("a", "0.01"),)) == ["z", "a"]

    def test_the_verdict_comes_before_the_price(self) -> None:
        found = order(shop("a", criteria=self.OPEN), shop("b"), prices=(posts("a", "1.00"), posts("b", "90.00")))
        assert found == ["b", "a"]

    def test_a_known_price_comes_before_none(self) -> None:
        assert order(listing("a", days_to_hand=(0, 0)), shop("b"), prices=(posts("b", "900.00"),)) == ["b", "a"]

    def test_the_first_years_highest_cost_comes_before_days_to_hand(self) -> None:
        prices = (posts("slow", "5.00"), posts("fast", "6.00"))
        assert order(shop("fast", (0, 0)), shop("slow", (7, 14)), prices=prices) == ["slow", "fast"]

    def test_s3_a_range_is_ranked_by_its_top(self) -> None:
        # Rx Outreach is $12 to $36 a month for three tablets a day; the other is $30 flat.
        prices = (*rx_outreach_prices(), posts("flat", "30.00"))
        assert order(rx_outreach(), shop("flat", (7, 11)), prices=prices) == ["flat", "rx-outreach"]
        prices = (*rx_outreach_prices(), posts("flat", "37.00"))
        assert order(rx_outreach(), shop("flat", (7, 11)), prices=prices) == ["rx-outreach", "flat"]

    def test_a_membership_counts_in_the_first_year(self) -> None:
        club = shop("club", pricing=(pricing(Basis.TABLETS, shipping=Decimal(0), membership_per_year=Decimal(60)),))
        prices = (posts("club", "10.00"), posts("shop", "14.00"))
        assert order(club, shop("shop"), prices=prices) == ["shop", "club"]

    def test_at_one_price_the_sooner_comes_first_and_then_the_id(self) -> None:
        prices = [posts(name, "10.00") for name in ("a", "b", "c")]
        assert order(shop("a", (7, 14)), shop("c", (0, 0)), shop("b", (0, 0)), prices=prices) == ["b", "c", "a"]

    def test_a_stale_price_only_breaks_ties_and_comes_before_no_price(self) -> None:
        old = TODAY - timedelta(days=181)
        same = (posts("a", "10.00", observed_on=old), posts("b", "10.00"))
        assert order(shop("a"), shop("b"), prices=same) == ["b", "a"]
        cheaper = (posts("a", "9.99", observed_on=old), posts("b", "10.00"))
        assert order(shop("a"), shop("b"), listing("c", days_to_hand=(0, 0)), prices=cheaper) == ["a", "b", "c"]

    def test_while_the_dose_is_not_told_sellers_with_prices_on_file_come_first(self) -> None:
        found = order(listing("a"), cost_plus(), prices=cost_plus_prices(), prescription=Prescription(days_left=30))
        assert found == ["cost-plus-drugs", "a"]

    def test_coverage_that_is_held_is_at_hand_at_once(self) -> None:
        terms = (pricing(Basis.COPAY, copay_low=Decimal(10), copay_high=Decimal(10)),)
        card = shop("z", (1, 45), kind=Kind.PUBLIC_COVERAGE, held_with=frozenset({"employer"}), pricing=terms)
        prices = (posts("a", "10.00"),)
        member = Situation(state="OH", insurance=frozenset({"employer"}))
        assert order(shop("a", (1, 1)), card, prices=prices, told=member) == ["z", "a"]
        assert order(shop("a", (1, 1)), card, prices=prices) == ["a", "z"]


class TestReasons:
    """Why a listing stands where it does, the most telling reason first."""

    @pytest.mark.parametrize(
        ("row", "reasons"),
        [
            (shop("a"), ("in_hand_in_time", "rules_fit", "price_known")),
            (shop("b"), ("in_hand_in_time", "rules_fit", "price_not_known")),
            (shop("a", (20, 31)), ("may_come_too_late", "rules_fit", "price_known")),
            (shop("a", criteria=(program_decides(),)), ("in_hand_in_time", "rules_open", "price_known")),
            (shop("a", covers=Covers.UNKNOWN), ("in_hand_in_time", "rules_open", "call_first")),
            (shop("a", covers=Covers.NOT_APPLICABLE), ("in_hand_in_time", "rules_fit", "gives_no_medicine")),
            (shop("a", criteria=(rule("state", "is", "GA"),)), ("does_not_fit",)),
        ],
    )
    def test_a_place_is_explained_by_time_rules_and_price(self, row: Listing, reasons: tuple[str, ...]) -> None:
        assert [found.position.reasons for found in matches(row, prices=(posts("a", "10.00"),))] == [reasons]

    def test_while_the_dose_is_not_told_terms_on_file_count_as_a_price(self) -> None:
        blank = Prescription(days_left=30)
        rows = matches(shop("a"), listing("b", days_to_hand=(0, 0)), prescription=blank)
        assert [row.position.reasons[-1] for row in rows] == ["price_known", "price_not_known"]


class TestWhoGains:
    LISTINGS = (
        cost_plus(),
        rx_outreach(),
        medicaid(),
        shop("a"),
        shop("b"),
        listing("c", covers=Covers.UNKNOWN),
        listing("d", covers=Covers.UNKNOWN),
    )
    PRICES = (*cost_plus_prices(), *rx_outreach_prices(), posts("a", "20.00"), posts("b", "20.00"))

    @settings(max_examples=25)
    @given(st.lists(st.text(max_size=5), min_size=7, max_size=7), st.sampled_from([None, 6, 30]))
    def test_who_gains_never_changes_the_order(self, gains: list[str], left: int | None) -> None:
        changed = [replace(row, who_gains=Text(en=gain)) for row, gain in zip(self.LISTINGS, gains, strict=True)]
        prescription = replace(DOSE, days_left=left)
        before = order(*self.LISTINGS, prices=self.PRICES, prescription=prescription)
        assert order(*changed, prices=self.PRICES, prescription=prescription) == before

    @settings(max_examples=25)
    @given(st.permutations(range(7)))
    def test_the_order_in_which_listings_were_read_does_not_matter(self, positions: list[int]) -> None:
        shuffled = [self.LISTINGS[index] for index in positions]
        assert order(*shuffled, prices=self.PRICES) == order(*self.LISTINGS, prices=self.PRICES)
