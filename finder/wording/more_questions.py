"""The questions that an answer can ask for, in the order they are asked: the one that frightens most comes last."""

from __future__ import annotations

from finder.wording.question_words import QuestionWords
from finder.wording.words import N_

MORE_QUESTIONS: dict[str, QuestionWords] = {
    "income_not_counted": QuestionWords(
        name=N_("part of the income from SSI, child support or the like"),
        label=N_(
            "How much of the household income is SSI, child support, VA disability pay, workers' compensation, gifts "
            "or loans?"
        ),
        hint=N_(
            "For the same time as the income above. Social Security retirement, survivors' and disability (SSDI) "
            "checks count, so leave them out here. A child's Social Security usually counts only if the child must "
            "file taxes; then the state decides. Alimony goes by the date of the divorce. Money taken out of pay for "
            "health premiums or a 401(k) is not worked out here."
        ),
        why=N_("Medicaid, CHIP and the Marketplace do not count it. We count all of your income until you tell us."),
    ),
    "days_supply": QuestionWords(
        name=N_("days of tablets bought at once"),
        label=N_("For how many days do you want to buy at once?"),
        hint=N_("30 days is usual. Buy 90 only when your dose is steady and your prescriber agrees."),
    ),
    "starting": QuestionWords(
        name=N_("starting or already taking it"),
        label=N_("Are you starting, or already taking it?"),
        hint="",
        why=N_("The first year needs more blood tests."),
        choices={"yes": N_("Starting"), "no": N_("Already taking it")},
    ),
    "blood_tests_first_year": QuestionWords(
        name=N_("blood tests in the first year"),
        label=N_("How many blood counts did your prescriber plan for the coming year?"),
        hint=N_(
            "We count 17 in the first year, as the US label says: 4, then 4, then 9. Write your number if it differs."
        ),
    ),
    "transplant": QuestionWords(
        name=N_("transplant"),
        label=N_("Is the medicine for a transplant?"),
        hint="",
        why=N_("Medicare and some funds have rules for transplants."),
        choices={
            "kidney": N_("Kidney transplant"),
            "other": N_("Transplant of another organ"),
            "none": N_("No transplant"),
        },
    ),
    "medicare_at_transplant": QuestionWords(
        name=N_("Medicare at the time of the transplant"),
        label=N_("Did you have Medicare Part A when you had the transplant?"),
        hint="",
        why=N_("Then Medicare Part B may pay for it."),
    ),
    "condition": QuestionWords(
        name=N_("condition treated"),
        label=N_("What is the medicine for?"),
        hint="",
        why=N_("Some funds help people with one condition only."),
        choices={
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
    "married": QuestionWords(
        name=N_("married or not"),
        label=N_("Are you married?"),
        hint="",
        why=N_("Some programs count a couple's income and savings together."),
    ),
    "pregnant": QuestionWords(
        name=N_("pregnancy"),
        label=N_("Are you pregnant?"),
        hint=N_("If you are pregnant: call your prescriber today. Do not stop on your own."),
        why=N_("Medicaid has higher income limits then."),
    ),
    "expecting": QuestionWords(
        name=N_("number of children expected"),
        label=N_("How many children are expected?"),
        hint=N_("1, or 2 for twins. Leave it blank if you do not know."),
        why=N_("For Medicaid each of them counts as one more person."),
    ),
    "postpartum": QuestionWords(
        name=N_("birth in the last 12 months"),
        label=N_("Did you give birth in the last 12 months?"),
        hint="",
        why=N_("In most states Medicaid goes on for a year after."),
    ),
    "children_at_home": QuestionWords(
        name=N_("children at home"),
        label=N_("Do you care for a child under 19 at home?"),
        hint="",
        why=N_("Parents can have other limits."),
    ),
    "youngest_child_age": QuestionWords(
        name=N_("age of the youngest child"),
        label=N_("How old is the youngest child?"),
        hint="",
        why=N_("Work rules can depend on it."),
    ),
    "disabled": QuestionWords(
        name=N_("disability"),
        label=N_("Do you get SSI or SSDI, or were you found disabled?"),
        hint="",
        why=N_("It opens other ways to Medicaid."),
    ),
    "veteran": QuestionWords(
        name=N_("military service"),
        label=N_("Did you serve in the U.S. military?"),
        hint="",
        why=N_("Then VA health care may help."),
    ),
    "tribal_member": QuestionWords(
        name=N_("tribal membership"),
        label=N_("Are you a member or descendant of a tribe?"),
        hint="",
        why=N_("Then the Indian Health Service may help."),
    ),
    "job_offer": QuestionWords(
        name=N_("health plan offered by a job"),
        label=N_("Does a job, yours or your spouse's, offer a health plan you can afford?"),
        hint="",
        why=N_("The Marketplace tax credit depends on it."),
    ),
    "lost_coverage_on": QuestionWords(
        name=N_("day other coverage ended or will end"),
        label=N_("Did you lose other coverage, or will you soon? When?"),
        hint=N_("Month/day/year, for example 10/31/2026. Leave it blank if not."),
        why=N_("For some weeks you can then join a plan at any time of the year."),
    ),
    "resources": QuestionWords(
        name=N_("savings and resources"),
        label=N_("How much do you have in savings and other resources?"),
        hint=N_("Do not count your home or one car."),
        why=N_("Some Medicare help has a limit on savings."),
    ),
    "work_hours": QuestionWords(
        name=N_("hours of work a month"),
        label=N_("How many hours a month do you work, study or volunteer?"),
        hint=N_('Being too sick to work may count: ask about "medically frail".'),
        why=N_("Some states ask for it, and many more from January 2027 on."),
    ),
    "citizenship": QuestionWords(
        name=N_("citizenship group"),
        label=N_("Citizenship or immigration group of the person who takes the tablets"),
        hint=N_(
            "You need not answer. Applying gives the government information about you. If anyone at home is "
            "worried, talk to a free immigration legal helper first. People not applying for themselves need not "
            "give their status."
        ),
        why=N_("Medicaid, Medicare and the Marketplace have rules about it. We keep no answer."),
        choices={
            "citizen": N_("U.S. citizen or national"),
            "green_card_5_years": N_("Green card for 5 years or more"),
            "green_card_newer": N_("Green card for less than 5 years"),
            "other_lawful": N_("Another lawful status"),
            "": N_("None of these, or I would rather not say"),
        },
    ),
}
