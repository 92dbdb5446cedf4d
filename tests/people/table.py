"""The people: who they are, what must lead for them and in what words, what must not appear, and the figures.

Read alike by tests of the core, of the pages and of the browser. The day is ``DAY``.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from finder.core.leading import Line
from tests.web.people import DAY

ON = date.fromisoformat(DAY)

CARD, LABEL, FIFTY, TODAY, REFILL, BUY, ASK, APPLY, GAP = Line
COST_PLUS = "Mark Cuban Cost Plus Drugs"
WORTH_APPLYING = "Worth applying"
STATES_RULE = "Your state does not offer Medicaid to most adults your age."
NOT_FOR_HOLDERS = ("Apply at", "Apply with", WORTH_APPLYING)
ASK_90 = "What is your lowest price for 90 generic 50 mg tablets, with any discount card?"
USUAL = {
    "household_size": "1",
    "income_period": "month",
    "insurance": "none",
    "daily_dose_mg": "3 tablets of 50 mg",
    "days_left": "30",
    "age": "40",
}

Answers = dict[str, str | list[str]]


class Person(NamedTuple):
    """One person. ``lines`` lead in this order; ``first`` stands in the first of them.

    ``says`` stands anywhere above the folds with other ways, ``never`` nowhere there. ``question`` is the one worth
    answering next.
    """

    who: str
    answers: Answers
    lines: tuple[Line, ...]
    first: tuple[str, ...]
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    question: str | None = None
    spanish: bool = False


def told(**answers: str | list[str]) -> Answers:
    """The answers of most people, with changes."""
    return USUAL | answers


PEOPLE: dict[str, Person] = {
    "ohio": Person(
        "An uninsured adult in Ohio, in a ZIP code",
        told(zip="44101", income="1500"),
        (BUY, APPLY),
        (COST_PLUS, "$15"),
        ("Ohio Medicaid: your $1,500 a month is under its limit of $1,835 by $335.", "$0 to $4", "1-800-324-8680"),
        ("Does not seem to fit", "condition treated"),
    ),
    "texas": Person(
        "An uninsured adult in Texas, below the poverty line",
        told(state="TX", income="900"),
        (BUY, GAP),
        (COST_PLUS, "$15"),
        (STATES_RULE, "Texas Medicaid", "your county's health office"),
        (WORTH_APPLYING, "$0 to $4"),
        "disabled",
    ),
    "texas_pregnant": Person(
        "Pregnant in Texas, below the poverty line: the state takes that group",
        told(state="TX", household_size="3", income="1800", pregnant="yes"),
        (BUY, APPLY),
        (COST_PLUS, "$15"),
        ("Texas Medicaid: your $1,800 a month is under its limit of $5,583 by $3,783.",),
        (STATES_RULE,),
    ),
    "texas_disabled": Person(
        "Disabled in Texas, no child told: the limit of parents is not theirs",
        told(state="TX", income="500", disabled="yes"),
        (BUY, APPLY),
        (COST_PLUS, "$15"),
        (WORTH_APPLYING,),
        (STATES_RULE, "over its limit"),
    ),
    "texas_parent": Person(
        "A parent in Texas over the limit of parents, in the gap",
        told(state="TX", household_size="3", income="500", children_at_home="yes", youngest_child_age="4"),
        (BUY, GAP),
        (COST_PLUS, "$15"),
        (
            STATES_RULE,
            "A parent or caretaker of a child at home",
            "Your $500 a month is over its limit of $344 by $156.",
            "Pregnant? Disabled? Then ask: other limits hold.",
        ),
        ("Caring for a child at home?",),
    ),
    "texas_a_dollar_over": Person(
        "A dollar a year over the limit of the Marketplace's help",
        told(state="TX", income="63841", income_period="year"),
        (BUY,),
        (COST_PLUS, "$15"),
        ("your $5,320.08 a month is over its limit of $5,320.00 by $0.08.",),
        (WORTH_APPLYING, "Kidney Health Care"),
    ),
    "california": Person(
        "An uninsured adult in California",
        told(state="CA", income="1500"),
        (BUY, APPLY),
        (COST_PLUS, "$15"),
        ("Medi-Cal: your $1,500 a month is under its limit of $1,835 by $335.",),
    ),
    "new_york": Person(
        "An uninsured adult in New York, above the Medicaid limit and within the Essential Plan's",
        told(state="NY", income="2500"),
        (BUY, APPLY),
        (COST_PLUS, "$15"),
        ("Essential Plan", "Your $2,500 a month is under its limit of $2,660 by $160."),
        ("Apply too Medicaid",),
        "disabled",
    ),
    "florida": Person(
        "Two people in Florida, above the poverty line",
        told(state="FL", income="2600", household_size="2"),
        (BUY, APPLY),
        (COST_PLUS, "$15"),
        ("Marketplace plan with a premium tax credit", "the least it asks for, $1,803, by $797"),
        ("Apply too Medicaid",),
    ),
    "six_days_spanish": Person(
        "Undocumented in Texas, reads Spanish, 6 days left",
        told(state="TX", income="1200", household_size="3", days_left="6", citizenship="none_of_these"),
        (TODAY, REFILL),
        ("Una farmacia cercana", "Unos $20 es un precio bajo. ¿Más de $40?", ASK_90),
        ("Su estado no ofrece Medicaid a la mayoría de los adultos de su edad.", "partial fill"),
        ("Vale la pena solicitarlo", "ciudadanía"),
        spanish=True,
    ),
    "kidney": Person(
        "A kidney transplant; Medicare has ended",
        told(state="MI", income="3500", transplant="kidney", medicare_at_transplant="yes", condition="transplant"),
        (BUY, APPLY),
        (COST_PLUS, "$15"),
        ("Medicare Part B-ID", "$122 a month", "Compare with the cost of all your transplant medicines"),
        ("$122 a fill", "Had a transplant?"),
        "disabled",
    ),
    "medicare": Person(
        "Medicare with a drug plan, low income and savings, rheumatoid arthritis",
        told(
            state="PA",
            income="1400",
            insurance=["medicare", "medicare_drug"],
            age="71",
            resources="3000",
            condition="rheumatoid_arthritis",
            married="no",
        ),
        (CARD, BUY),
        ("Your Medicare drug plan", "the number on the back of the card", "If you cannot pay the copay, say so."),
        ("Your $1,400 a month is under its limit of $1,995 by $595.",),
        ("transplant (", "Sign up for Medicare"),
    ),
    "member": Person(
        "A Medicaid member who cannot pay the copay, 5 days left",
        told(state="OH", income="900", insurance="medicaid", days_left="5"),
        (CARD, REFILL),
        (
            "Medicaid",
            "Show your Medicaid card at a pharmacy near you.",
            "may not refuse the tablets because you cannot pay the copay",
            "1-800-324-8680",
        ),
        ("emergency supply of at least 72 hours", "$0 to $4"),
        (*NOT_FOR_HOLDERS, COST_PLUS, "cash", "lowest price"),
    ),
    "child": Person(
        "A child of 10 without insurance in Georgia",
        told(
            state="GA",
            income="3000",
            household_size="3",
            age="10",
            who_for="child",
            daily_dose_mg="50 mg",
            written_strength_mg="50",
        ),
        (BUY, APPLY),
        (COST_PLUS, "$12"),
        ("Georgia Medicaid: your $3,000 a month is under its limit of $3,142 by $142.", "Do not crush tablets."),
        ("pregnan", "military service", "married"),
    ),
    "member_child": Person(
        "A child of 10 with CHIP in Texas",
        told(
            state="TX",
            income="3400",
            household_size="3",
            age="10",
            who_for="child",
            insurance="chip",
            daily_dose_mg="50 mg",
            written_strength_mg="50",
        ),
        (CARD,),
        ("Show the child's CHIP card", "Texas CHIP"),
        ("Do not crush tablets.",),
        (*NOT_FOR_HOLDERS, COST_PLUS, "pregnan"),
    ),
    "pregnant": Person(
        "Pregnant in Arizona, above the limit of other adults",
        told(state="AZ", income="2200", pregnant="yes", age="29", days_left="20"),
        (BUY, APPLY),
        (COST_PLUS, "$15"),
        (
            "Pregnant? Call your prescriber today. Do not stop on your own.",
            "your $2,200 a month is under its limit of $2,903 by $703.",
        ),
    ),
    "veteran": Person(
        "A veteran with VA health care, 4 days left",
        told(state="NC", income="2000", insurance="va", veteran="yes", age="55", days_left="4"),
        (CARD, TODAY),
        ("VA health care", "Call your VA pharmacy.", "1-877-222-8387", "$0 to $11"),
        (ASK_90, "About $20 is low. Over $40: call the next one, or ask them to match."),
        ("Apply with form 10-10EZ", "Apply too"),
    ),
    "veteran_not_enrolled": Person(
        "A veteran without coverage",
        told(state="NC", income="2000", veteran="yes", age="55"),
        (BUY, APPLY),
        (COST_PLUS, "$15"),
        ("VA health care", "NC Medicaid: your $2,000 a month is over its limit of $1,835 by $165."),
        ("Apply too Medicaid",),
        "disabled",
    ),
    "tribal": Person(
        "A tribal member who uses Indian health, 9 days left",
        told(state="NM", income="1200", insurance="ihs", tribal_member="yes", age="35", days_left="9"),
        (CARD, TODAY),
        ("Indian Health Service", "Call your clinic's pharmacy."),
        (ASK_90, "your $1,200 a month is under its limit of $1,835 by $635.", "Ask the hospital near you."),
        ("Register as a patient", "likely"),
    ),
    "employer": Person(
        "An employer's plan with a deductible",
        told(state="IL", income="5200", insurance="employer", household_size="3", job_offer="yes"),
        (CARD, BUY),
        ("The health plan of your job", "the number on the back of your card", "deductible"),
        ("Or in cash", "$15"),
        ("Marketplace plan", "Apply"),
    ),
    "employer_low_income": Person(
        "An employer's plan and little told",
        told(state="IL", income="2400", insurance="employer", days_left="7"),
        (CARD, TODAY),
        ("The health plan of your job",),
        (ASK_90,),
        ("Marketplace plan",),
    ),
    "puerto_rico": Person(
        "An uninsured adult in Puerto Rico",
        told(state="PR", income="1100"),
        (BUY, APPLY),
        (COST_PLUS, "$15"),
        ("Medicaid",),
        ("Marketplace plan", "It depends on what you have not told us yet: pregnancy"),
    ),
    "just_over": Person(
        "Fifteen dollars over Ohio's Medicaid limit",
        told(state="OH", income="1850"),
        (BUY, APPLY),
        (COST_PLUS, "$15"),
        (
            "Marketplace plan with a premium tax credit",
            "Ohio Medicaid: your $1,850 a month is over its limit of $1,835 by $15.",
        ),
        ("Apply too Medicaid",),
    ),
    "state_alone": Person(
        "Nothing told but the state",
        {"state": "IN"},
        (TODAY, REFILL),
        ("A pharmacy near you", ASK_90, "If fewer than 14, start here."),
        ("Had a transplant?",),
        question="daily_dose_mg",
    ),
    "two_75": Person(
        "2 tablets of 75 mg written, 30 days left",
        told(state="OH", income="1500", daily_dose_mg="2 tablets of 75 mg"),
        (FIFTY, BUY),
        ("Can it be 50 mg tablets?", "3 × 50 mg $10", "2 × 75 mg $227", "must agree first"),
        ("as written now, 2 × 75 mg: $232.",),
        ("about $470", "$469"),
    ),
    "two_75_six_days": Person(
        "2 tablets of 75 mg written, 6 days left",
        told(state="OH", income="1500", daily_dose_mg="2 tablets of 75 mg", days_left="6"),
        (FIFTY, TODAY),
        ("Call your prescriber today", "Ask for a short prescription at a pharmacy near you too."),
        (ASK_90, "As written now, 60 tablets of 75 mg: about $470."),
        ("$469",),
    ),
    "one_100": Person(
        "1 tablet of 100 mg written",
        told(state="WA", income="3800", daily_dose_mg="1 tablet of 100 mg"),
        (FIFTY, BUY),
        ("Can it be 50 mg tablets?", "2 × 50 mg $9", "1 × 100 mg $93"),
        ("as written now, 1 × 100 mg: $98.",),
    ),
    "strength_not_told": Person(
        "125 mg a day, the tablets not told",
        told(state="MN", income="3000", daily_dose_mg="125 mg", days_left="21"),
        (LABEL, APPLY),
        ("Does your label say 2 1/2 tablets of 50 mg a day?", "never split tablets unless it says so"),
        never=("A fair price at a counter", "90 × 50 mg"),
    ),
    "tricare": Person(
        "TRICARE",
        told(state="VA", income="4500", insurance="tricare", household_size="4"),
        (CARD, BUY),
        ("TRICARE", "Ask a military pharmacy first: it costs $0.", "1-877-363-1303"),
        ("$16 for 30 days",),
        ("Apply too",),
    ),
    "no_address": Person(
        "No income, no address for mail, 3 days left, in Oregon",
        told(state="OR", income="0", days_left="3"),
        (TODAY, REFILL),
        ("A pharmacy near you", ASK_90, "Ask for a partial fill"),
        (
            "Oregon Health Plan (OHP): your $0 a month",
            "short-term Medicaid the same day",
            "Do not wait for it",
        ),
    ),
    "arthritis": Person(
        "Rheumatoid arthritis in Tennessee",
        told(
            state="TN",
            income="1900",
            condition="rheumatoid_arthritis",
            age="52",
            daily_dose_mg="2 tablets of 50 mg",
        ),
        (BUY, APPLY),
        (COST_PLUS, "$14"),
        ("Marketplace plan with a premium tax credit",),
        ("Apply too Medicaid", "Had a transplant?", "Age 55 or older"),
        "disabled",
    ),
    "lupus": Person(
        "Lupus in Alabama, below the poverty line, 15 days left",
        told(state="AL", income="700", condition="lupus", age="28", days_left="15"),
        (BUY, GAP),
        (COST_PLUS, "$15"),
        (STATES_RULE, "Alabama Medicaid"),
        (WORTH_APPLYING, "Had a transplant?", "Age 55 or older"),
        "disabled",
    ),
    "crohns": Person(
        "Crohn's disease and a Marketplace plan in Colorado",
        told(
            state="CO",
            income="2600",
            condition="crohns",
            insurance="marketplace",
            age="33",
            daily_dose_mg="4 tablets of 50 mg",
        ),
        (CARD, BUY),
        ("Your Marketplace plan", "the number on the back of the card"),
        ("$17",),
        ("Apply at HealthCare.gov", "Had a transplant?"),
        "disabled",
    ),
    "other_cover": Person(
        "Another kind of insurance",
        told(state="NJ", income="4000", insurance="other"),
        (CARD, BUY),
        ("Your health plan", "the number on the back of your card"),
        ("Or in cash",),
        ("Marketplace plan",),
    ),
    "medicare_and_medicaid": Person(
        "Medicare and Medicaid together, 10 days left",
        told(state="OH", income="950", insurance=["medicare", "medicaid"], age="68", days_left="10", married="no"),
        (CARD, REFILL),
        ("Medicaid", "You have Medicare too: show both cards."),
        ("LI NET",),
        (*NOT_FOR_HOLDERS, COST_PLUS, "lowest price"),
    ),
    "student": Person(
        "22 years old without insurance",
        told(state="OH", income="1900", age="22"),
        (BUY, APPLY),
        (COST_PLUS, "$15"),
        ("Ask if a parent's health plan can take you in.",),
        ("Age 55 or older",),
    ),
    "no_dose": Person(
        "Does not know the dose, tablets for a month",
        {name: answer for name, answer in told(state="OH", income="1500").items() if name != "daily_dose_mg"},
        (ASK, APPLY),
        ("A pharmacy near you", ASK_90),
        ("Tell us the dose on your label", "Or ask Rx Outreach", "Ohio Medicaid"),
        ("today",),
    ),
    "twenty_five": Person(
        "25 mg tablets are written, which nobody prices",
        told(state="OH", income="1500", daily_dose_mg="150 mg", written_strength_mg="25"),
        (BUY, APPLY),
        (COST_PLUS, "$15", "Your label says other tablets: ask your prescriber before you buy these."),
    ),
    "tricare_at_70": Person(
        "TRICARE at 70 in Virginia, three times the poverty line",
        told(state="VA", income="4000", insurance="tricare", age="70"),
        (CARD, BUY),
        ("TRICARE",),
        never=NOT_FOR_HOLDERS,
    ),
}
