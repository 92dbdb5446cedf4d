"""What the person told us. ``None`` always means "not told": never zero, never "no"."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from finder.core.questions import AnswerType, Days, Number, Options, QuestionSpec, Trait, question

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
IN_RULES, OF_FEW, PRIVATE, FOR_ADULTS = Trait.IN_RULES, Trait.OF_FEW, Trait.PRIVATE, Trait.FOR_ADULTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A person's answers, each with the specification of its question; the names are the columns of ``screen``.

    ``income`` is the household's before tax, in dollars per ``income_period``. A period that was not
    told is never guessed: ``finder.answers`` then takes the income as not told.
    ``income_not_counted`` is the part of it that MAGI leaves out. The unborn are not counted in ``household_size``;
    ``expecting`` says how many a pregnant person expects.
    ``postpartum`` is a birth in the last 12 months: that child is counted already.
    ``lost_coverage_on`` is the day other coverage ended or will end.
    """

    zip: str | None = question(AnswerType.ZIP_CODE, Trait.NONE)
    state: str | None = question(AnswerType.STATE, IN_RULES)
    household_size: int | None = question(Number(1, 20, "people"), IN_RULES)
    married: bool | None = question(AnswerType.YES_NO, IN_RULES | FOR_ADULTS)
    income: Decimal | None = question(AnswerType.INCOME, Trait.NONE)
    income_not_counted: Decimal | None = question(AnswerType.DOLLARS, Trait.NONE)
    income_period: str | None = question(Options(tuple(PERIODS_PER_YEAR)), IN_RULES)
    income_steady: bool | None = question(AnswerType.YES_NO, IN_RULES)
    age: int | None = question(Number(0, 120, "years"), IN_RULES)
    insurance: frozenset[str] | None = question(Options(INSURANCE, several=True), IN_RULES)
    pregnant: bool | None = question(AnswerType.YES_NO, IN_RULES | OF_FEW)
    expecting: int | None = question(Number(1, 8, ""), Trait.NONE)
    postpartum: bool | None = question(AnswerType.YES_NO, IN_RULES | OF_FEW)
    children_at_home: bool | None = question(AnswerType.YES_NO, IN_RULES | FOR_ADULTS)
    youngest_child_age: int | None = question(Number(0, 18, "years"), IN_RULES | FOR_ADULTS)
    disabled: bool | None = question(AnswerType.YES_NO, IN_RULES)
    citizenship: str | None = question(Options(CITIZENSHIP), IN_RULES | PRIVATE)
    veteran: bool | None = question(AnswerType.YES_NO, IN_RULES | OF_FEW | FOR_ADULTS)
    tribal_member: bool | None = question(AnswerType.YES_NO, IN_RULES | OF_FEW)
    resources: Decimal | None = question(AnswerType.DOLLARS, IN_RULES)
    job_offer: bool | None = question(AnswerType.YES_NO, IN_RULES | FOR_ADULTS)
    work_hours: Decimal | None = question(Number(0, 744, "hours", whole=False), IN_RULES | FOR_ADULTS)
    transplant: str | None = question(Options(TRANSPLANT), IN_RULES | OF_FEW)
    medicare_at_transplant: bool | None = question(AnswerType.YES_NO, IN_RULES | OF_FEW)
    condition: frozenset[str] | None = question(Options(CONDITIONS, several=True), IN_RULES | OF_FEW)
    starting: bool | None = question(AnswerType.YES_NO, IN_RULES)
    lost_coverage_on: date | None = question(AnswerType.DAY, Trait.NONE)

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

    daily_dose_mg: Decimal | None = question(AnswerType.DOSE, IN_RULES)
    written_strength_mg: int | None = question(AnswerType.STRENGTH, IN_RULES)
    days_supply: int | None = question(Days(1, 365), IN_RULES)
    days_left: int | None = question(Days(0, 3650), IN_RULES)
    blood_tests_first_year: int | None = question(Number(0, 365, "tests"), Trait.NONE)


SITUATION_FIELDS = tuple(row.name for row in fields(Situation))
PRESCRIPTION_FIELDS = tuple(row.name for row in fields(Prescription))
QUESTIONS: dict[str, QuestionSpec] = {
    row.name: row.metadata[QuestionSpec] for row in (*fields(Situation), *fields(Prescription))
}


def _with_trait(trait: Trait) -> frozenset[str]:
    return frozenset(name for name, spec in QUESTIONS.items() if trait in spec.traits)


PRIVATE_QUESTIONS = _with_trait(PRIVATE)
QUESTIONS_OF_FEW = _with_trait(OF_FEW)
QUESTIONS_FOR_ADULTS = _with_trait(FOR_ADULTS)
