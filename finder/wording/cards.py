"""One card a listing: what depends on the person, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from finder.core.changes import WhatIf
from finder.core.costs import DAYS_PER_MONTH, LONG_FILL_DAYS, Cost
from finder.core.coverage_gap import not_offered
from finder.core.deciding_income import TRUE_OF_FEW_OR_DISABLED
from finder.core.freshness import listing_age
from finder.core.headline import is_in_gap
from finder.core.listing import Covers, Kind, Listing
from finder.core.matches import Match, Plan
from finder.core.matching import Matcher
from finder.core.ranking import is_held
from finder.core.rare_traits import asks_for_few
from finder.core.tablet_question import in_50_mg
from finder.core.verdict import Verdict
from finder.wording import Words, money
from finder.wording.contacts import Office, office
from finder.wording.labels import kind
from finder.wording.plan_steps import STEP_REASONS, how_soon
from finder.wording.questions import column
from finder.wording.reasons import NEVER_REPEATED, Reason, reasons
from finder.wording.verdicts import verdict
from finder.wording.words import N_
from finder.wording.would_change import sentences_of_change

# Of what an answer hangs on, so many are named at the top of a page.
MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """One way to buy: the total in words, its bill, and what the figure is."""

    total: str
    lines: list[money.BillLine]
    what: str
    stale: str
    by_days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything a card shows, ready to print."""

    id: str
    name: str
    kind: str
    soon: str
    call_first: bool
    verdict: str
    fits: str
    in_50_mg: str
    headline: str
    tablets: str
    fills: list[Fill]
    first_year: str
    later_years: str
    position: list[str]
    reasons: list[Reason]
    summary: str
    would_change: str
    office: Office | None
    checked: str
    aged: str
    listing: Listing
    waits_for: str


def cards(words: Words, plan: Plan, matches: Iterable[Match]) -> list[Card]:
    """The cards of some matches of a plan."""
    what_if = WhatIf(plan)
    matcher = Matcher(snapshot=plan.snapshot, situation=plan.situation, prescription=plan.prescription, on=plan.on)
    return [_card(words, what_if, matcher, row) for row in matches]


def _card(words: Words, what_if: WhatIf, matcher: Matcher, match: Match) -> Card:
    """The card of one match; ``would_change`` only where it does not fit so far."""
    listing, plan = match.listing, what_if.plan
    reason_rows = reasons(words, match.findings)
    return Card(
        id=listing.id,
        name=words.text(listing.name),
        kind=kind(words, listing.kind),
        soon="" if is_held(listing, plan.situation) else how_soon(words, listing.days_to_hand),
        call_first=listing.covers is Covers.UNKNOWN,
        verdict=verdict(words, match, plan.situation),
        fits=_fits(words, reason_rows),
        in_50_mg=_in_50_mg(words, plan, match),
        headline=_headline(words, match),
        tablets=money.a_day(words, match.cost.way) if match.cost is not None and match.cost.way is not None else "",
        fills=list(_fills(words, matcher, match)),
        first_year=_year(words, plan, match),
        later_years=_later_year(words, matcher, match),
        position=[words._(STEP_REASONS[key]) for key in match.position.reasons],
        reasons=reason_rows,
        summary=words.text(listing.summary),
        would_change=sentences_of_change(words, what_if, match),
        office=office(words, listing, plan.situation.state, plan.snapshot.facts, plan.on),
        checked=words._("Checked on %(day)s.", day=words.day(listing.checked_on)),
        aged=_stale_mark(words, plan, listing),
        listing=listing,
        waits_for=_waits_for(words, plan, match),
    )


def _waits_for(words: Words, plan: Plan, match: Match) -> str:
    """What its rules still hang on, where that is little; immigration status is left out (docs/safety.md S10)."""
    # A rule that asks for the status before all else hangs on the status.
    waiting = [row.missing for row in match.findings if row.missing and row.missing[0] not in NEVER_REPEATED]
    columns = {name: None for row in waiting for name in row if name not in NEVER_REPEATED}
    if not any(asks_for_few(finding, TRUE_OF_FEW_OR_DISABLED) for finding in match.findings):
        # What few can say yes to would open another way in: this one does not hang on it.
        columns = {name: None for name in columns if name not in TRUE_OF_FEW_OR_DISABLED}
    in_gap = match.verdict is Verdict.MAYBE and is_in_gap(plan, match)
    said = [words.text(text) for row in match.findings if in_gap and (text := not_offered(row))][:1]
    if 1 <= len(columns) <= MOST_NAMED:
        names = ", ".join(column(words, name) for name in columns)
        said.append(words._("It depends on what you have not told us yet: %(what)s.", what=names))
    return " ".join(said)


def _stale_mark(words: Words, plan: Plan, listing: Listing) -> str:
    """The mark of a listing past its shelf life; empty for a fresh one."""
    age = listing_age(listing)
    if not age.is_stale(plan.on):
        return ""
    if age.look_again_on >= plan.on:
        return words._("Its newest source is of %(month)s: call first.", month=words.month(age.counted_from))
    return words._("Checked in %(month)s, too long ago: call first.", month=words.month(age.checked_on))


def _fits(words: Words, reason_rows: list[Reason]) -> str:
    if not reason_rows:
        return words._("No rules to meet")
    met = sum(reason.status in ("fits", "assumed") for reason in reason_rows)
    unmet = sum(reason.status == "not_yet" for reason in reason_rows)
    if met == len(reason_rows):
        return words._("All its rules fit")
    if met + unmet == len(reason_rows):
        return words._("%(met)s of %(all)s rules fit", met=met, all=len(reason_rows))
    return words._(
        "%(met)s of %(all)s rules fit, %(open)s not known",
        met=met,
        all=len(reason_rows),
        open=len(reason_rows) - met - unmet,
    )


def _in_50_mg(words: Words, plan: Plan, match: Match) -> str:
    """What 50 mg tablets cost there where costly ones are written; empty where they are what is priced already."""
    cost = in_50_mg(plan, match.listing) if match.cost is not None and match.cost.as_written else None
    if cost is None or cost.way is None:
        return ""
    return words._(
        "As %(tablets)s a day, if your prescriber agrees: %(price)s. As written now:",
        tablets=money.a_day(words, cost.way),
        price=money.per_month(words, cost).lower(),
    )


def _headline(words: Words, match: Match) -> str:
    if match.cost is not None:
        return money.per_month(words, match.cost)
    return words.text(match.listing.cost_in_words) or words._("Price not known. Call first.")


def _fills(words: Words, matcher: Matcher, match: Match) -> list[Fill]:
    """The fill asked for, then the 30 and 90 day ones, so that they can be compared."""
    if match.cost is None:
        return []
    # A premium is paid by the month, whatever is filled.
    wanted = (DAYS_PER_MONTH,) if match.cost.has_premium else (match.cost.days, DAYS_PER_MONTH, LONG_FILL_DAYS)
    costs = (matcher.cost(match.listing, days) for days in dict.fromkeys(wanted))
    return [fill_of(words, cost) for cost in costs if cost is not None]


def fill_of(words: Words, cost: Cost) -> Fill:
    """One way to buy, in words."""
    by_days = ""
    if cost.by_days and cost.way is not None and cost.low != cost.high:
        [(_strength, count)] = cost.way.tablets_per_fill(cost.days)
        by_days = words._(
            "Priced by days, not by tablets. Ask: is it %(price)s for all %(count)s tablets?",
            price=words.about(cost.low),
            count=count,
        )
    return Fill(
        total=money.fill(words, cost),
        lines=money.bill(words, cost),
        what=money.what_it_is(words, cost),
        stale=money.stale_mark(words, cost),
        by_days=by_days,
    )


def _year(words: Words, plan: Plan, match: Match) -> str:
    year = match.first_year
    if year is None:
        return ""
    # What coverage costs in a year may be a premium and not a price of tablets.
    covers = match.listing.kind is Kind.PUBLIC_COVERAGE
    return words._(
        N_("%(total)s: copays and premiums %(tablets)s, and %(counts)s blood counts %(tests)s")
        if covers
        else N_("%(total)s: tablets %(tablets)s, and %(counts)s blood counts %(tests)s"),
        total=words.span(*year.total, whole=True),
        tablets=words.span(*year.tablets, whole=True),
        counts=year.counts,
        tests=words.span(*year.blood_tests, whole=True) + money.stale_tests(words, plan, match.listing),
    )


def _later_year(words: Words, matcher: Matcher, match: Match) -> str:
    year = matcher.year(match.listing, match.cost, later=True)
    return words.span(*year.total, whole=True) if year else ""
