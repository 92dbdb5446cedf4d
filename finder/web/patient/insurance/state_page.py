"""What one state's coverage rules say in dollars, drawn from the tables that the answers use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from finder.catalog.vocabulary import STATE_OFFICES
from finder.core.enrolment import plan_year_on
from finder.core.listing import Kind, Listing, Role
from finder.core.poverty import Guideline
from finder.core.situation import MONTHS_PER_YEAR, Situation
from finder.core.snapshot import SafetyFact, Snapshot
from finder.core.tables import Covered, StateLimit
from finder.wording import Words
from finder.wording.contacts import Office, office
from finder.wording.state_facts import Statement, statements
from finder.wording.states import state_name
from finder.wording.words import N_

HOUSEHOLD_SIZES = (1, 2, 3, 4)
# Tables and groups of state_limits.csv, in the order to show them.
LIMIT_GROUPS = {
    ("medicaid", "adult"): N_("Medicaid: adults from 19 to 64"),
    ("medicaid", "young_adult"): N_("Medicaid: 19 or 20 years old"),
    ("medicaid", "parent"): N_("Medicaid: parents and caretakers"),
    ("medicaid", "pregnant"): N_("Medicaid: pregnancy, and some months after. Count the unborn child too"),
    ("medicaid", "child_0"): N_("Medicaid: babies under 1"),
    ("medicaid", "child_1_5"): N_("Medicaid: children from 1 to 5"),
    ("medicaid", "child_6_18"): N_("Medicaid: children from 6 to 18"),
    ("chip", "child"): N_("CHIP: children"),
    ("chip", "pregnant"): N_("CHIP: pregnancy. Count the unborn child too"),
    ("chip", "unborn_child"): N_("CHIP: from conception to birth, for any status. Count the unborn child too"),
    ("basic_health", "adult"): N_("Basic Health Program"),
    ("medicare_savings", "any"): N_("Medicare Savings Program"),
}
# What to know before, while and after applying, each a fact of safety_facts.toml; and help beside coverage.
FACTS_ON_APPLYING = (
    "medicaid_answer_time",
    "hospital_presumptive_eligibility",
    "special_enrolment_loss_of_coverage",
    "special_enrolment_loss_of_medicaid",
)
OTHER_KINDS = (Kind.SAFETY_NET_CLINIC_NETWORK, Kind.MEDICAL_BILL_HELP)


CREDIT = {
    "at_least": N_("Marketplace tax credit of %(year)s: least income"),
    "at_most": N_("Marketplace tax credit of %(year)s: most income"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRow:
    """One group: its limits for households of 1 to 4, or a sentence where there is none."""

    name: str
    percent: str
    amounts: list[str]
    sentence: str
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class StatePage:
    """Everything the page of one state shows."""

    words: Words
    snapshot: Snapshot
    state: str
    on: date

    @property
    def name(self) -> str:
        """The state's name."""
        return state_name(self.words, self.state)

    @property
    def limits(self) -> list[LimitRow]:
        """The groups on file for the state on this day."""
        tables = self.snapshot.facts.tables
        found = ((label, tables.on(self.on, *key, self.state)) for key, label in LIMIT_GROUPS.items())
        rows = [self._row(label, limit) for label, limit in found if limit is not None and not _goes_unsaid(limit)]
        return [*rows, *self._credit()]

    def _credit(self) -> Iterator[LimitRow]:
        """Between which incomes the tax credit is given, by the guideline of its plan year."""
        facts, words = self.snapshot.facts, self.words
        year = plan_year_on(self.on, self.state, facts.enrolment)
        guideline = facts.guidelines.of_year(year - 1, self.state)
        plans = [row for row in self.coverage if row.open_enrolment]
        for rule in (part for row in plans for top in row.criteria for part in top.parts):
            figure = rule.figure(self.on)
            if rule.fact != "income_percent_of_poverty" or rule.operator not in CREDIT or not figure or not guideline:
                continue
            percent = Decimal(str(figure.value))
            amounts = [words.about(_per_month(percent, guideline, people)) for people in HOUSEHOLD_SIZES]
            label = words._(CREDIT[rule.operator], year=year)
            yield LimitRow(
                name=label,
                percent=f"{words.number(percent)}%",
                amounts=amounts,
                sentence="",
                source=rule.source,
                checked_on=rule.checked_on or self.on,
            )

    def _row(self, label: str, limit: StateLimit) -> LimitRow:
        words = self.words
        sentence = self._sentence(limit)
        amounts = [] if sentence else [self._amount(limit, people) for people in HOUSEHOLD_SIZES]
        percent = f"{words.number(limit.percent)}%" if limit.percent is not None and not sentence else ""
        return LimitRow(
            name=words._(label),
            percent=percent,
            amounts=amounts,
            sentence=sentence,
            source=limit.source,
            checked_on=limit.checked_on,
        )

    def _sentence(self, limit: StateLimit) -> str:
        """What is said instead of the limits by household; empty where these hold."""
        words = self.words
        if limit.table == "medicare_savings":
            one, two = (self._amount(limit, people) for people in (1, 2))
            return words._("%(one)s for one person, %(two)s for a married couple", one=one, two=two)
        if limit.table == "chip" and limit.covered is Covered.NO:
            return words._("Here Medicaid covers this group, up to the limits above.")
        if limit.covered is Covered.NO:
            return words._("The state does not offer this group. That is the state's rule, not your fault.")
        return "" if limit.covered is Covered.YES else words._("The state has more rules here. Ask.")

    def _amount(self, limit: StateLimit, people: int) -> str:
        if limit.percent is None:
            amount = limit.dollars_per_month(people)
            return self.words.about(amount) if amount is not None else self.words._("not on file")
        guideline = self.snapshot.facts.guidelines.on(self.on, self.state)
        if guideline is None:
            return self.words._("not published yet")
        return self.words.about(_per_month(limit.percent, guideline, people))

    @property
    def offices(self) -> list[tuple[str, Office]]:
        """Where to apply or ask, once each, the one that most people need first."""
        found: dict[str, tuple[str, Office]] = {}
        for listing in self.coverage:
            place = office(self.words, listing, self.state, self.snapshot.facts, self.on)
            # One office serves several programs; what it says of its open days is worth more than the first name.
            if place is not None and place.name and (place.when or listing.state_contact not in found):
                found[listing.state_contact] = (self.words.text(listing.name), place)
        return [found[contact] for contact in STATE_OFFICES if contact in found]

    @property
    def coverage(self) -> list[Listing]:
        """Public coverage that can apply in the state."""
        return self._options((Kind.PUBLIC_COVERAGE,))

    @property
    def beside(self) -> list[Listing]:
        """Clinics that ask by income, and help with hospital bills."""
        return self._options(OTHER_KINDS)

    @property
    def found(self) -> list[tuple[str, list[Statement]]]:
        """What was looked for in the state and found, by subject."""
        facts = (fact for fact in self.snapshot.facts.state_facts if fact.state == self.state)
        return statements(self.words, facts, self.on)

    @property
    def applying(self) -> list[SafetyFact]:
        """How long it takes, and what to do meanwhile."""
        safety = self.snapshot.facts.safety
        return [safety[name] for name in FACTS_ON_APPLYING if name in safety]

    def _options(self, kinds: tuple[Kind, ...]) -> list[Listing]:
        rows = self.snapshot.that_can_apply(Situation(state=self.state))
        return [row for row in rows if row.kind in kinds and row.role is Role.OPTION]


def _goes_unsaid(limit: StateLimit) -> bool:
    """Whether a group that the state does not have is left out: most states have none from conception to birth."""
    return limit.group == "unborn_child" and limit.covered is Covered.NO


def _per_month(percent: Decimal, guideline: Guideline, people: int) -> Decimal:
    return percent * guideline.per_year(people) / Decimal(100) / MONTHS_PER_YEAR
