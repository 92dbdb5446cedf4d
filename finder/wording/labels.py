"""Names of kinds, columns and choices, and the questions of the form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from finder.answers.columns import COLUMNS as COLUMNS_ASKED
from finder.answers.columns import YES_NO_COLUMNS
from finder.catalog.phones import phone_of
from finder.core.dose import STRENGTHS
from finder.core.kinds import complete
from finder.core.listing import Kind
from finder.core.prices import PriceKind
from finder.core.situation import CITIZENSHIP, CONDITIONS, INSURANCE, PERIODS_PER_YEAR, TRANSPLANT
from finder.wording.words import N_, Words

KINDS = complete(
    Kind,
    {
        Kind.NONPROFIT_PHARMACY: N_("Nonprofit mail pharmacy"),
        Kind.MAIL_ORDER_PHARMACY: N_("Mail pharmacy"),
        Kind.RETAIL_GENERIC_LIST: N_("Store price list"),
        Kind.MEMBERSHIP: N_("Membership or club"),
        Kind.DISCOUNT_CARD: N_("Discount card"),
        Kind.STATE_DISCOUNT_CARD: N_("State discount card"),
        Kind.CHARITY_PHARMACY_NETWORK: N_("Charity pharmacy"),
        Kind.SAFETY_NET_CLINIC_NETWORK: N_("Clinic with a sliding fee"),
        Kind.PUBLIC_COVERAGE: N_("Public coverage"),
        Kind.MANUFACTURER_PAP: N_("Maker's program"),
        Kind.COPAY_FOUNDATION: N_("Copay fund"),
        Kind.TRANSPLANT_FUND: N_("Transplant fund"),
        Kind.MEDICAL_BILL_HELP: N_("Help with medical bills"),
        Kind.NAVIGATION_HELP: N_("Help finding help"),
    },
)


class PriceKindWords(NamedTuple):
    """What a price of a kind is called; by who was told it by phone; and for the team, before its source is known."""

    label: str
    by_phone: str
    for_team: str


def _always(label: str) -> PriceKindWords:
    return PriceKindWords(label, label, label)


PRICE_KINDS = complete(
    PriceKind,
    {
        PriceKind.FIXED: _always(N_("posted price")),
        # Who was told it by phone saw no counter.
        PriceKind.SEEN: PriceKindWords(
            N_("price seen at a counter"), N_("price told by phone"), N_("price seen at a counter, or told by phone")
        ),
        PriceKind.BENCHMARK: _always(N_("benchmark, not a price for people")),
        PriceKind.DERIVED: _always(N_("our estimate")),
        PriceKind.REPORTED: _always(N_("reported by people who paid it")),
    },
)

PARTS = {
    "tablets": N_("Tablets"),
    "pharmacy_fee": N_("Pharmacy fee"),
    "shipping": N_("Shipping"),
    "membership": N_("Membership"),
    "copay": N_("Copay"),
    "quote": N_("Price you were told"),
    "premium": N_("Premium"),
    "coinsurance": N_("Your share of the price"),
}

# Sellers of blood tests that are a kind of seller, not a name.
LAB_SELLERS = {
    name: name
    for name in (
        N_("Direct-to-consumer sellers"),
        N_("Hospital cash price (median)"),
        N_("Hospital outpatient lab"),
        N_("Medicare Clinical Laboratory Fee Schedule"),
        N_("Quest / Labcorp cash"),
        N_("Typical online seller"),
    )
}
NEEDS = {
    "email": N_("An email address"),
    "bank_card": N_("A bank card"),
    "address": N_("A mailing address"),
    "phone": N_("A phone"),
    "internet": N_("Internet access"),
    "membership": N_("A membership"),
}

# Short names of what was asked, for "we were not told: ..." and error messages.
COLUMNS = complete(
    COLUMNS_ASKED,
    {
        "zip": N_("ZIP code"),
        "state": N_("state"),
        "household_size": N_("number of people in the household"),
        "married": N_("married or not"),
        "income": N_("household income"),
        "income_not_counted": N_("part of the income from SSI, child support or the like"),
        "income_period": N_("how often the income comes"),
        "income_steady": N_("whether the income is steady"),
        "age": N_("age"),
        "insurance": N_("insurance"),
        "pregnant": N_("pregnancy"),
        "expecting": N_("number of children expected"),
        "postpartum": N_("birth in the last 12 months"),
        "children_at_home": N_("children at home"),
        "youngest_child_age": N_("age of the youngest child"),
        "disabled": N_("disability"),
        "citizenship": N_("citizenship group"),
        "veteran": N_("military service"),
        "tribal_member": N_("tribal membership"),
        "resources": N_("savings and resources"),
        "job_offer": N_("health plan offered by a job"),
        "work_hours": N_("hours of work a month"),
        "transplant": N_("transplant"),
        "medicare_at_transplant": N_("Medicare at the time of the transplant"),
        "condition": N_("condition treated"),
        "starting": N_("starting or already taking it"),
        "lost_coverage_on": N_("day other coverage ended or will end"),
        "daily_dose_mg": N_("daily dose"),
        "written_strength_mg": N_("strength of the tablets"),
        "days_supply": N_("days of tablets bought at once"),
        "days_left": N_("days of tablets left"),
        "blood_tests_first_year": N_("blood tests in the first year"),
    },
)

YES_NO = {"yes": N_("Yes"), "no": N_("No")}
CHOICES: dict[str, Mapping[str, str]] = {
    "income_period": complete(
        PERIODS_PER_YEAR,
        {
            "month": N_("a month"),
            "year": N_("a year"),
            "twice_a_month": N_("twice a month"),
            "two_weeks": N_("every two weeks"),
            "week": N_("a week"),
        },
    ),
    "insurance": complete(
        INSURANCE,
        {
            "none": N_("No insurance"),
            "employer": N_("A plan from a job (mine, a spouse's or a parent's)"),
            "marketplace": N_("A Marketplace plan (HealthCare.gov or my state's site)"),
            "medicaid": N_("Medicaid"),
            "chip": N_("CHIP (children's program)"),
            "medicare": N_("Medicare Part A or B"),
            "medicare_drug": N_("Medicare drug plan (Part D) or Medicare Advantage with drugs"),
            "va": N_("VA health care"),
            "tricare": N_("TRICARE"),
            "ihs": N_("Indian Health Service or tribal clinic"),
            "other": N_("Another plan"),
        },
    ),
    "citizenship": complete(
        (*CITIZENSHIP, ""),
        {
            "citizen": N_("U.S. citizen or national"),
            "green_card_5_years": N_("Green card for 5 years or more"),
            "green_card_newer": N_("Green card for less than 5 years"),
            "other_lawful": N_("Another lawful status"),
            "": N_("None of these, or I would rather not say"),
        },
    ),
    "transplant": complete(
        TRANSPLANT,
        {
            "kidney": N_("Kidney transplant"),
            "other": N_("Transplant of another organ"),
            "none": N_("No transplant"),
        },
    ),
    "condition": complete(
        CONDITIONS,
        {
            "rheumatoid_arthritis": N_("Rheumatoid arthritis"),
            "lupus": N_("Lupus"),
            "crohns": N_("Crohn's disease"),
            "ulcerative_colitis": N_("Ulcerative colitis"),
            "autoimmune_hepatitis": N_("Autoimmune hepatitis"),
            "myasthenia_gravis": N_("Myasthenia gravis"),
            "myositis": N_("Myositis"),
            "vasculitis": N_("Vasculitis"),
            "transplant": N_("A transplant"),
            "other": N_("Another condition"),
        },
    ),
    "starting": {"yes": N_("Starting"), "no": N_("Already taking it")},
    # What is hard to find comes last.
    "written_strength_mg": {
        str(mg): f"{mg} mg" for mg in sorted(STRENGTHS, key=lambda mg: (STRENGTHS[mg].is_hard_to_find, mg))
    },
}


def kind(words: Words, of: Kind) -> str:
    """What sort of help a listing is."""
    return words._(KINDS[of])


def price_kind(words: Words, of: PriceKind, source: str) -> str:
    """What a number is, as its source tells it."""
    named = PRICE_KINDS[of]
    return words._(named.by_phone if phone_of(source) else named.label)


def part(words: Words, name: str) -> str:
    """One line of a bill."""
    return words._(PARTS[name])


def column(words: Words, name: str) -> str:
    """The short name of a column."""
    return words._(COLUMNS[name])


@cache
def choices(words: Words, name: str) -> Mapping[str, str]:
    """The choices of a column with their words, in the order to show them; empty for other columns."""
    table = CHOICES.get(name, YES_NO if name in YES_NO_COLUMNS else {})
    return {value: words._(label) for value, label in table.items()}
