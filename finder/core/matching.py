"""From a person's answers to every listing judged, priced and ranked.

Pure: no clock, no database, no request. The date is always given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from finder.core.contradictions import contradictions_on, without_doubtful_coverage
from finder.core.costs import DEFAULT_DAYS_SUPPLY, Cost, YearCost, year_cost
from finder.core.criteria import Criterion, Finding, Form, missing_of, stands_on_assumption, taken_as_no, why_unsure
from finder.core.enrolment import plan_year_on
from finder.core.evidence import Evidence
from finder.core.judging import Judge
from finder.core.listing import Basis, Covers, Listing, Pricing, Status
from finder.core.matches import Match, Plan
from finder.core.monitoring import BloodTestPrice, CoveredTest, cash_blood_test
from finder.core.pricing import cost_of, pricing_on
from finder.core.ranking import is_held, position
from finder.core.situation import Prescription, Situation
from finder.core.snapshot import Snapshot
from finder.core.verdict import Unsure, Verdict, all_of


def _ask(fact: str) -> Finding:
    """A rule of our own that only a call settles."""
    return Finding(Criterion(form=Form.PROGRAM_DECIDES, fact=fact), Verdict.MAYBE, unsure=Unsure.PROGRAM_DECIDES)


FREE = Decimal(0)
COVERS_UNKNOWN = _ask("covers")
CLOSED_NOW = _ask("closed_now")
OTHER_STRENGTH = _ask("strength_sold")
HELD_NOW = _ask("held_now")
SOME_STATES = Finding(
    Criterion(form=Form.RULE, fact="some_states"), Verdict.MAYBE, unsure=Unsure.NOT_TOLD, missing=("state",)
)
OTHER_STATE = Criterion(form=Form.RULE, fact="state", operator="one_of")


@dataclass(kw_only=True)
class Matcher:
    """The work of one match: judged listings are kept because rules may refer to other listings."""

    snapshot: Snapshot
    situation: Situation
    prescription: Prescription
    on: date
    assuming: frozenset[Criterion] | None = None
    rules: Judge = field(init=False)
    blood_test: BloodTestPrice | None = field(init=False)
    _judged: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    _doubting_matchers: dict[frozenset[Criterion], Matcher] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts = self.snapshot.facts
        state = self.situation.state
        plan_year = plan_year_on(self.on, state, facts.enrolment)
        evidence = Evidence(
            situation=self.situation,
            prescription=self.prescription,
            on=self.on,
            guidelines=facts.guidelines,
            tables=facts.tables,
            plan_year=plan_year,
        )
        self.rules = Judge(evidence, self.verdict_of, self.assuming)
        self.blood_test = cash_blood_test(facts.monitoring, facts.labs, self.on, state)

    def judge(self, listing: Listing) -> tuple[Finding, ...]:
        """Every rule of the listing judged, once."""
        if listing.id not in self._judged:
            # A rule that leads back to its own listing would never end: check-data refuses such files.
            self._judged[listing.id] = ()
            self._judged[listing.id] = tuple(self._findings(listing))
        return self._judged[listing.id]

    def verdict_of(self, listing_id: str) -> Finding | None:
        """Another listing's verdict, for rules that refer to it; ``None`` when there is no such listing."""
        listing = self.snapshot.by_id.get(listing_id)
        if listing is None:
            return None
        if listing.states and self.situation.state and self.situation.state not in listing.states:
            return Finding(OTHER_STATE, Verdict.NO)
        findings = self.judge(listing)
        verdict = all_of([finding.verdict for finding in findings])
        unclear = [row for row in findings if row.verdict is Verdict.MAYBE] if verdict is Verdict.MAYBE else []
        on_trust = verdict is Verdict.YES and any(map(stands_on_assumption, findings))
        return Finding(OTHER_STATE, verdict, unsure=why_unsure(unclear), missing=missing_of(unclear), on_trust=on_trust)

    def _findings(self, listing: Listing) -> list[Finding]:
        found = [finding for rule in listing.criteria if (finding := self.rules.judge(rule)) is not None]
        doubtful = [row.verdict is Verdict.NO and stands_on_assumption(row) for row in found]
        if any(doubtful):
            # A missing answer never makes a no.
            doubting = self._without_assumptions(listing)
            judged = zip(found, doubtful, strict=True)
            found = [doubting.judge(row.criterion) or row if doubted else row for row, doubted in judged]
        if listing.states and self.situation.state is None:
            found.append(SOME_STATES)
        if listing.covers is Covers.UNKNOWN:
            found.append(COVERS_UNKNOWN)
        if listing.status is Status.PAUSED:
            found.append(CLOSED_NOW)
        return found

    def _without_assumptions(self, listing: Listing) -> Judge:
        """The same person with nothing taken as met but what the listing asks of itself, which a "no" there fits."""
        assumed_rules = frozenset(rule for rule in listing.criteria if rule.assumed)
        if assumed_rules not in self._doubting_matchers:
            self._doubting_matchers[assumed_rules] = Matcher(
                snapshot=self.snapshot,
                situation=self.situation,
                prescription=self.prescription,
                on=self.on,
                assuming=assumed_rules,
            )
        return self._doubting_matchers[assumed_rules].rules

    def match(self, listing: Listing) -> Match:
        """Judge, price and place one listing."""
        findings = self.judge(listing)
        cost = self.cost(listing, self.prescription.days_supply or DEFAULT_DAYS_SUPPLY)
        if cost is not None and not cost.as_written:
            findings = (*findings, OTHER_STRENGTH)
        verdict = all_of([finding.verdict for finding in findings])
        if verdict is Verdict.NO and listing.leads_for_holders and is_held(listing, self.situation):
            # Whoever holds the card uses it first; whether they keep it is decided at renewal (docs/safety.md S9).
            findings = (*findings, HELD_NOW)
            verdict = Verdict.MAYBE
        unclear = [row for row in findings if row.verdict is Verdict.MAYBE] if verdict is Verdict.MAYBE else []
        first_year = self.year(listing, cost)
        return Match(
            listing=listing,
            verdict=verdict,
            findings=findings,
            missing=missing_of(unclear) if unclear else taken_as_no(findings),
            unsure=why_unsure(unclear),
            cost=cost,
            first_year=first_year,
            position=position(listing, verdict, cost, first_year, self.situation, self.prescription),
        )

    def cost(self, listing: Listing, days: int) -> Cost | None:
        """One fill of ``days`` days; ``None`` while the dose is not told or nothing is known to be covered (S2)."""
        prescription = self.prescription
        if prescription.daily_dose_mg is None or listing.covers is not Covers.YES:
            return None
        own_prices = self.own_pricing(listing)
        if own_prices is not None:
            listing = replace(listing, pricing=(replace(own_prices, criteria=()),))
        if own_prices is not None or (listing.pricing and listing.pricing[0].basis is Basis.QUOTE):
            # Somebody's own figure: worked out for them alone, and not kept with the catalogue's.
            return cost_of(listing, self.snapshot.facts.prices, int(prescription.daily_dose_mg), None, days, self.on)
        return self.snapshot.cost(
            listing, int(prescription.daily_dose_mg), prescription.written_strength_mg, days, self.on
        )

    def own_pricing(self, listing: Listing) -> Pricing | None:
        """How the listing prices for people like this one, where it has a price for them apart from the others."""
        for row in listing.pricing:
            if row.criteria and row.in_force(self.on):
                judged = (self.rules.judge(rule) for rule in row.criteria)
                if all(found is not None and found.verdict is Verdict.YES for found in judged):
                    return row
        return None

    def year(self, listing: Listing, cost: Cost | None, *, later: bool = False) -> YearCost | None:
        """The coming (or a later) year of tablets and blood tests.

        The tests at what the listing's own coverage pays, else the coverage the person holds, else in cash.
        """
        if cost is None:
            return None
        monitoring = self.snapshot.facts.monitoring
        count = self.prescription.blood_tests_first_year
        counts = monitoring.later_year if later else monitoring.counts(self.situation.starting, count)
        pricing = self.own_pricing(listing) or pricing_on(listing, self.on)
        if pricing is not None and pricing.blood_test_low is not None:
            high = pricing.blood_test_high if pricing.blood_test_high is not None else pricing.blood_test_low
            return year_cost(cost, (pricing.blood_test_low, high), counts)
        test = self.covered_test or self.blood_test
        return None if test is None else year_cost(cost, (test.low, test.high), counts)

    @cached_property
    def covered_test(self) -> CoveredTest | None:
        """One blood count with the coverage the person holds; ``None`` for who holds none.

        The coverage's own figure, else anything from nothing to the cash price: the plan has to be asked.
        """
        coverage = (self.situation.insurance or frozenset()) - {"none"}
        if not coverage:
            return None
        known = [row for row in self.snapshot.facts.monitoring.covered if row.insurance & coverage]
        for listing in self.snapshot.by_id.values():
            if is_held(listing, self.situation):
                known += self._own_figures(listing, coverage)
        if known or self.blood_test is None:
            return min(known, key=lambda row: (row.high, row.low), default=None)
        newest = max(row.observed_on for row in self.blood_test.made_from)
        return CoveredTest(insurance=coverage, low=FREE, high=self.blood_test.high, source="", checked_on=newest)

    def _own_figures(self, listing: Listing, coverage: frozenset[str]) -> list[CoveredTest]:
        row = self.own_pricing(listing) or pricing_on(listing, self.on)
        if row is None or row.blood_test_low is None:
            return []
        high = row.blood_test_low if row.blood_test_high is None else row.blood_test_high
        return [
            CoveredTest(
                insurance=coverage, low=row.blood_test_low, high=high, source=row.source, checked_on=row.checked_on
            )
        ]


def match(
    snapshot: Snapshot, situation: Situation, prescription: Prescription, on: date, quoted: Iterable[Listing] = ()
) -> Plan:
    """Judge every listing that can apply where the person lives, price it, and rank them all.

    The dose, where told, must have passed ``dose.check_dose``. ``quoted`` listings carry a price that the
    person was told, and stand in for the catalogue's own. Cost is proportional to the listings of the
    person's state and the nationwide ones.
    """
    remarks = tuple(contradictions_on(situation, on))
    situation = without_doubtful_coverage(situation, on)
    matcher = Matcher(snapshot=snapshot, situation=situation, prescription=prescription, on=on)
    quoted_by_id = {listing.id: listing for listing in quoted}
    listings = [quoted_by_id.pop(listing.id, listing) for listing in snapshot.that_can_apply(situation)]
    matches = [matcher.match(listing) for listing in (*listings, *quoted_by_id.values())]
    matches.sort(key=lambda row: row.position.key)
    return Plan(
        on=on,
        snapshot=snapshot,
        situation=situation,
        prescription=prescription,
        matches=tuple(matches),
        blood_test=matcher.blood_test,
        covered_test=matcher.covered_test,
        remarks=remarks,
    )
