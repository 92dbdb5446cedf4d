"""The questions of the first form, in the order they are asked."""

from __future__ import annotations

from finder.core.dose import STRENGTHS
from finder.wording.question_words import QuestionWords
from finder.wording.words import N_

FIRST_QUESTIONS: dict[str, QuestionWords] = {
    "who_for": QuestionWords(
        name=N_("Who is this for?"),
        label=N_("Who is this for?"),
        hint=N_("Answer for the person who takes the tablets. We never ask for a name."),
        choices={"me": N_("Me"), "child": N_("A child or teenager"), "other": N_("Someone else")},
    ),
    "days_left": QuestionWords(
        name=N_("days of tablets left"),
        label=N_("How many days of tablets do you have left?"),
        hint=N_("Leave it blank if you are not sure."),
        why=N_("Mail takes days. If you may run out, we show first what to do today."),
    ),
    "zip": QuestionWords(
        name=N_("ZIP code"),
        label=N_("ZIP code"),
        hint=N_("5 digits. Or leave it blank and choose a state."),
        why=N_("Programs differ from state to state."),
    ),
    "state": QuestionWords(name=N_("state"), label=N_("State or territory")),
    "daily_dose_mg": QuestionWords(
        name=N_("daily dose"),
        label=N_("Dose for one day"),
        hint=N_("As the label says: 150 mg, or 3 tablets of 50 mg. Leave it blank if you do not know yet."),
        why=N_("We price the tablets for your dose. We never change a dose."),
    ),
    "written_strength_mg": QuestionWords(
        name=N_("strength of the tablets"),
        label=N_("Strength of one tablet"),
        hint="",
        why=N_("The price of a tablet depends very much on its strength."),
        choices={
            # What is hard to find comes last.
            str(mg): f"{mg} mg"
            for mg in sorted(STRENGTHS, key=lambda mg: (STRENGTHS[mg].is_hard_to_find, mg))
        },
    ),
    "household_size": QuestionWords(
        name=N_("number of people in the household"),
        label=N_("How many people are in your household?"),
        hint=N_("Count you, your spouse, and anyone you claim on taxes."),
        why=N_("Income limits depend on it."),
    ),
    "income": QuestionWords(
        name=N_("household income"),
        label=N_("Household income before tax"),
        hint=N_("For example 1,500. A good guess is fine."),
        why=N_("Many kinds of help have an income limit. We keep no answer."),
    ),
    "income_period": QuestionWords(
        name=N_("how often the income comes"),
        label=N_("That income is for ..."),
        choices={
            "month": N_("a month"),
            "year": N_("a year"),
            "twice_a_month": N_("twice a month"),
            "two_weeks": N_("every two weeks"),
            "week": N_("a week"),
        },
    ),
    "income_steady": QuestionWords(
        name=N_("whether the income is steady"),
        label=N_("Is this about the same every month?"),
        hint="",
        why=N_("Medicaid looks at this month. The Marketplace looks at the whole year."),
    ),
    "age": QuestionWords(
        name=N_("age"),
        label=N_("Age of the person who takes the tablets"),
        hint=N_("Under 26, and in foster care at 18? Ask for Medicaid: it has a way in of its own."),
        why=N_("Medicare, Medicaid and CHIP depend on age."),
    ),
    "insurance": QuestionWords(
        name=N_("insurance"),
        label=N_("What insurance does the person have?"),
        hint=N_(
            "Choose all that apply. Leave it blank if you are not sure. Medicaid only for an emergency or for family "
            "planning does not count: leave it out."
        ),
        why=N_("Some help is for people without insurance, some only for people with it."),
        choices={
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
}
