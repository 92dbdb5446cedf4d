"""What the person told us. ``None`` always means "not told": never zero, never "no"."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

PERIODS_PER_YEAR = {"year": 1, "month": 12, "twice_a_month": 24, "two_weeks": 26, "week": 52}

INSURANCE = (
    "none",
    "employer",
    "marketplace",
    "medicaid",
    "chip",
    "medicare",
    "medicare_drug",
    "va",
    "tricare",
    "ihs",
    "other",
)
CITIZENSHIP = ("citizen", "green_card_5_years", "green_card_newer", "other_lawful")
TRANSPLANT = ("kidney", "other", "none")
CONDITIONS = (
    "rheumatoid_arthritis",
    "lupus",
    "crohns",
    "ulcerative_colitis",
    "autoimmune_hepatitis",
    "myasthenia_gravis",
    "myositis",
    "vasculitis",
    "transplant",
    "other",
)

# Mail of the armed forces: where it goes says nothing about the state whose programs apply.
MILITARY_MAIL = frozenset({"AA", "AE", "AP"})
# The freely associated states have ZIP codes, but are no states or territories: no program that states run applies.
FREELY_ASSOCIATED = frozenset({"FM", "MH", "PW"})

MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A person's answers; the field names are the columns of ``screen``.

    ``income`` is the household's before tax, in dollars per ``income_period``. A period that was not
    told is never guessed: ``finder.answers`` then takes the income as not told.
    ``income_not_counted`` is the part of it that MAGI leaves out. The unborn are not counted in ``household_size``;
    ``expecting`` says how many a pregnant person expects.
    ``postpartum`` is a birth in the last 12 months: that child is counted already.
    ``lost_coverage_on`` is the day other coverage ended or will end.
    """

    zip: str | None = None
    state: str | None = None
    household_size: int | None = None
    married: bool | None = None
    income: Decimal | None = None
    income_not_counted: Decimal | None = None
    income_period: str | None = None
    income_steady: bool | None = None
    age: int | None = None
    insurance: frozenset[str] | None = None
    pregnant: bool | None = None
    expecting: int | None = None
    postpartum: bool | None = None
    children_at_home: bool | None = None
    youngest_child_age: int | None = None
    disabled: bool | None = None
    citizenship: str | None = None
    veteran: bool | None = None
    tribal_member: bool | None = None
    resources: Decimal | None = None
    job_offer: bool | None = None
    work_hours: Decimal | None = None
    transplant: str | None = None
    medicare_at_transplant: bool | None = None
    condition: frozenset[str] | None = None
    starting: bool | None = None
    lost_coverage_on: date | None = None

    @property
    def income_per_year(self) -> Decimal | None:
        """Dollars a year, exactly as told times the periods in a year."""
        return self._per_year(self.income)

    @property
    def magi_per_year(self) -> Decimal | None:
        """The income that MAGI counts, in dollars a year: all of it unless a part was said to be of another kind."""
        if self.income is None:
            return None
        return self._per_year(self.income - (self.income_not_counted or 0))

    def _per_year(self, amount: Decimal | None) -> Decimal | None:
        return None if amount is None else amount * PERIODS_PER_YEAR[self.income_period or "month"]

    @property
    def income_per_month(self) -> Decimal | None:
        """Dollars a month."""
        per_year = self.income_per_year
        return None if per_year is None else per_year / MONTHS_PER_YEAR

    @property
    def ssi_size(self) -> int | None:
        """People counted by SSI and Medicare rules: a couple is 2, anyone else 1."""
        return None if self.married is None else 2 if self.married else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """What was prescribed, and how much is left.

    ``blood_tests_first_year`` replaces the label's count where the person was told another.
    """

    daily_dose_mg: Decimal | None = None
    written_strength_mg: int | None = None
    days_supply: int | None = None
    days_left: int | None = None
    blood_tests_first_year: int | None = None


SITUATION_FIELDS = tuple(f.name for f in fields(Situation))
PRESCRIPTION_FIELDS = tuple(f.name for f in fields(Prescription))
