"""Plain builders of core values with sensible defaults; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from typing import Any

from finder.core.criteria import Criterion, Figure, Finding, Form
from finder.core.enrolment import EnrolmentPeriod
from finder.core.evidence import Evidence
from finder.core.fair_price import DispensingFee
from finder.core.judging import Judge
from finder.core.listing import Basis, Confidence, Covers, Kind, Listing, Pricing, Role, Status
from finder.core.monitoring import LabPrice, Monitoring
from finder.core.nearby import PlaceIndex
from finder.core.poverty import Guideline, Guidelines
from finder.core.prices import Price, PriceBook, PriceKind
from finder.core.situation import Prescription, Situation
from finder.core.snapshot import Facts, Snapshot
from finder.core.tables import Covered, StateLimit, StateTables
from finder.core.text import Text

TODAY = date(2026, 11, 23)
SOURCE = "https://example.org/source"

# Federal Register figures, in dollars a year: year, region, first person, each more, from, to.
GUIDELINE_ROWS = (
    (2024, "contiguous_us_dc", 15060, 5380, date(2024, 1, 17), date(2025, 1, 15)),
    (2024, "alaska", 18810, 6730, date(2024, 1, 17), date(2025, 1, 15)),
    (2024, "hawaii", 17310, 6190, date(2024, 1, 17), date(2025, 1, 15)),
    (2025, "contiguous_us_dc", 15650, 5500, date(2025, 1, 15), date(2026, 1, 13)),
    (2025, "alaska", 19550, 6880, date(2025, 1, 15), date(2026, 1, 13)),
    (2025, "hawaii", 17990, 6330, date(2025, 1, 15), date(2026, 1, 13)),
    (2026, "contiguous_us_dc", 15960, 5680, date(2026, 1, 13), date(2027, 2, 1)),
    (2026, "alaska", 19950, 7100, date(2026, 1, 13), date(2027, 2, 1)),
    (2026, "hawaii", 18360, 6530, date(2026, 1, 13), date(2027, 2, 1)),
)


def guidelines() -> Guidelines:
    return Guidelines.of(
        Guideline(
            year=year,
            region=region,
            first_person=Decimal(first),
            each_additional=Decimal(more),
            starts=starts,
            ends=ends,
            source=SOURCE,
            as_of="undated",
            checked_on=TODAY,
            confidence="high",
        )
        for year, region, first, more, starts, ends in GUIDELINE_ROWS
    )


def rule(fact: str, operator: str, value: object = None, **more: Any) -> Criterion:
    """A rule with one undated value, or with ``figures``."""
    more.setdefault("figures", (Figure(value, None, None),))
    return Criterion(form=Form.RULE, fact=fact, operator=operator, **more)


def all_of(*parts: Criterion, **more: Any) -> Criterion:
    return Criterion(form=Form.ALL_OF, parts=parts, **more)


def any_of(*parts: Criterion, **more: Any) -> Criterion:
    return Criterion(form=Form.ANY_OF, parts=parts, **more)


def not_(part: Criterion, **more: Any) -> Criterion:
    return Criterion(form=Form.NOT, parts=(part,), **more)


def refers_to(listing_id: str) -> Criterion:
    return Criterion(form=Form.LISTING, listing=listing_id)


def program_decides() -> Criterion:
    return Criterion(form=Form.PROGRAM_DECIDES)


def judge(
    situation: Situation | None = None,
    prescription: Prescription | None = None,
    on: date = TODAY,
    *,
    limits: Iterable[StateLimit] = (),
    plan_year: int | None = None,
) -> Judge:
    evidence = Evidence(
        situation=situation or Situation(),
        prescription=prescription or Prescription(),
        on=on,
        guidelines=guidelines(),
        tables=StateTables.of(limits),
        plan_year=plan_year,
    )
    return Judge(evidence)


def judged(criterion: Criterion, on: date = TODAY, limits: Iterable[StateLimit] = (), **told: Any) -> Finding:
    """The finding of a rule that exists, for the answers ``told``."""
    finding = judge(Situation(**told), on=on, limits=limits).judge(criterion)
    assert finding is not None
    return finding


def state_limit(state: str = "OH", covered: Covered = Covered.YES, **more: Any) -> StateLimit:
    values: dict[str, Any] = {
        "table": "medicaid",
        "group": "adult",
        "percent": None,
        "per_month": (),
        "per_month_more": None,
        "starts": None,
        "ends": None,
        "source": SOURCE,
        "as_of": "undated",
        "checked_on": TODAY,
        "confidence": "high",
    }
    return StateLimit(state=state, covered=covered, **{**values, **more})


def listing(listing_id: str = "a-pharmacy", **more: Any) -> Listing:
    """A mail pharmacy that sells the drug to anybody and has no price on file."""
    empty: dict[str, Any] = {
        f.name: Text(en="") if "Text" in str(f.type) and "tuple" not in str(f.type) else ()
        for f in fields(Listing)
        if f.default is MISSING
    }
    values: dict[str, Any] = {
        "id": listing_id,
        "kind": Kind.MAIL_ORDER_PHARMACY,
        "role": Role.OPTION,
        "status": Status.ACTIVE,
        "name": Text(en=listing_id),
        "sponsor": "",
        "covers": Covers.YES,
        "states": frozenset(),
        "days_to_hand": (7, 14),
        "held_with": frozenset(),
        "leads_for_holders": False,
        "phone": "",
        "url": "",
        "state_contact": "",
        "confidence": Confidence.HIGH,
        "checked_on": TODAY,
    }
    return Listing(**{**empty, **values, **more})


def pricing(basis: Basis = Basis.TABLETS, **more: Any) -> Pricing:
    values: dict[str, Any] = {"source": SOURCE, "checked_on": TODAY, "confidence": Confidence.MEDIUM}
    return Pricing(basis=basis, **{**values, **more})


def price(seller: str = "a-pharmacy", amount: str = "12.00", **more: Any) -> Price:
    """A posted price for 30 generic 50 mg tablets, seen today."""
    values: dict[str, Any] = {
        "kind": PriceKind.FIXED,
        "product": "azathioprine",
        "ndc": "",
        "strength_mg": 50,
        "quantity": 30,
        "days_supply": None,
        "area": "US",
        "observed_on": TODAY,
        "source": SOURCE,
        "confidence": "medium",
    }
    return Price(seller=seller, price=Decimal(amount), **{**values, **more})


def nadac(amount: str, strength_mg: int = 50, observed_on: date = TODAY, **more: Any) -> Price:
    return price(
        "nadac", amount, kind=PriceKind.BENCHMARK, strength_mg=strength_mg, quantity=1, observed_on=observed_on, **more
    )


def fee(state: str = "US", low: str = "9.30", high: str = "13.20", **more: Any) -> DispensingFee:
    values: dict[str, Any] = {
        "payer": "medicaid_ffs",
        "starts": None,
        "source": SOURCE,
        "as_of": "undated",
        "checked_on": TODAY,
        "confidence": "medium",
    }
    return DispensingFee(state=state, fee_low=Decimal(low), fee_high=Decimal(high), **{**values, **more})


def lab_price(seller: str = "a-lab", low: str = "20.00", high: str | None = None, **more: Any) -> LabPrice:
    """What one blood count costs at an online seller."""
    values: dict[str, Any] = {
        "test": "cbc",
        "cpt": "85025",
        "order_fee": None,
        "kind": "seen",
        "where": "online",
        "not_in": frozenset(),
        "observed_on": TODAY,
        "source": SOURCE,
        "confidence": "medium",
    }
    return LabPrice(seller=seller, price_low=Decimal(low), price_high=Decimal(high or low), **{**values, **more})


def monitoring(**more: Any) -> Monitoring:
    """The label's blood counts: 4 in month 1, 4 in months 2 and 3, 9 in the rest of the first year, then 12 a year."""
    values: dict[str, Any] = {
        "first_year": (4, 4, 9),
        "later_year": 12,
        "sellers": ("a-lab", "b-lab"),
        "local_sellers": ("a-counter",),
        "leaves_out": (Text(en="Visits"), Text(en="Liver tests"), Text(en="A gene test")),
        "source": SOURCE,
        "checked_on": TODAY,
    }
    return Monitoring(**{**values, **more})


def facts(
    prices: Iterable[Price] = (),
    labs: Iterable[LabPrice] | None = None,
    limits: Iterable[StateLimit] = (),
    fees: Iterable[DispensingFee] | None = None,
    enrolment: Iterable[EnrolmentPeriod] = (),
) -> Facts:
    """Facts with blood counts at $20 to $33 and a fair-price fee of $9.30 to $13.20, unless told otherwise."""
    usual_labs = (lab_price("a-lab", "20.00"), lab_price("b-lab", "27.00", order_fee=Decimal("6.00")))
    values: dict[str, Any] = {
        "guidelines": guidelines(),
        "tables": StateTables.of(limits),
        "prices": PriceBook.of(prices),
        "fees": (fee(),) if fees is None else tuple(fees),
        "labs": usual_labs if labs is None else tuple(labs),
        "monitoring": monitoring(),
        "enrolment": tuple(enrolment),
    }
    empty: dict[str, Any] = {"products": (), "places": PlaceIndex()}
    rest = {f.name: empty.get(f.name, {}) for f in fields(Facts) if f.name not in values}
    return Facts(**values, **rest)


def snapshot(*listings: Listing, **more: Any) -> Snapshot:
    """A catalogue of these listings; ``more`` goes to ``facts``."""
    return Snapshot.of("test", listings, facts(**more))


def cost_plus(**more: Any) -> Listing:
    """Cost plus 15 %, a $5 fee inside the posted price, and $5 shipping."""
    how = pricing(Basis.FORMULA, markup_percent=Decimal(15), pharmacy_fee=Decimal("5.00"), shipping=Decimal("5.00"))
    return listing("cost-plus-drugs", **{"pricing": (how,), **more})


def cost_plus_prices(observed_on: date = date(2026, 7, 20)) -> tuple[Price, ...]:
    """The posted prices of 30 tablets."""
    posted = {50: "6.76", 75: "116.02", 100: "93.18"}
    return tuple(
        price("cost-plus-drugs", amount, strength_mg=mg, observed_on=observed_on) for mg, amount in posted.items()
    )


def rx_outreach(**more: Any) -> Listing:
    """A nonprofit mail pharmacy that posts prices by days' supply of 50 mg, shipping included."""
    how = pricing(Basis.DAYS_SUPPLY, shipping=Decimal(0))
    values = {"kind": Kind.NONPROFIT_PHARMACY, "pricing": (how,), "days_to_hand": (7, 11)}
    return listing("rx-outreach", **{**values, **more})


def rx_outreach_prices() -> tuple[Price, ...]:
    day = date(2026, 7, 10)
    return tuple(
        price("rx-outreach", amount, quantity=None, days_supply=days, observed_on=day)
        for days, amount in ((30, "12.00"), (90, "20.00"))
    )


def medicaid(**more: Any) -> Listing:
    """Coverage that leads for the people who have it."""
    values = {
        "kind": Kind.PUBLIC_COVERAGE,
        "held_with": frozenset({"medicaid"}),
        "leads_for_holders": True,
        "instead_of_cash": True,
        "days_to_hand": (1, 45),
    }
    return listing("medicaid", **{**values, **more})
