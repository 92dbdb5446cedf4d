"""The questions that an answer can ask for, in the order they are asked: the one that frightens most comes last."""

from __future__ import annotations

from finder.wording.question_words import QuestionWords
from finder.wording.words import N_

MORE_QUESTIONS: dict[str, QuestionWords] = {
    "income_not_counted": QuestionWords(
        N_("part of the income from SSI, child support or the like"),
        N_(
            "How much of the household income is SSI, child support, VA disability pay, workers' compensation, gifts "
            "or loans?"
        ),
        N_(
            "For the same time as the income above. Social Security retirement, survivors' and disability (SSDI) "
            "checks count, so leave them out here. A child's Social Security usually counts only if the child must "
            "file taxes; then the state decides. Alimony goes by the date of the divorce. Money taken out of pay for "
            "health premiums or a 401(k) is not worked out here."
        ),
        N_("Medicaid, CHIP and the Marketplace do not count it. We count all of your income until you tell us."),
    ),
    "days_supply": QuestionWords(
        N_("days of tablets bought at once"),
        N_("For how many days do you want to buy at once?"),
        N_("30 days is usual. Buy 90 only when your dose is steady and your prescriber agrees."),
    ),
    "starting": QuestionWords(
        N_("starting or already taking it"),
        N_("Are you starting, or already taking it?"),
        "",
        N_("The first year needs more blood tests."),
        choices={"yes": N_("Starting"), "no": N_("Already taking it")},
    ),
    "blood_tests_first_year": QuestionWords(
        N_("blood tests in the first year"),
        N_("How many blood counts did your prescriber plan for the coming year?"),
        N_("We count 17 in the first year, as the US label says: 4, then 4, then 9. Write your number if it differs."),
    ),
    "transplant": QuestionWords(
        N_("transplant"),
        N_("Is the medicine for a transplant?"),
        "",
        N_("Medicare and some funds have rules for transplants."),
        choices={
            "kidney": N_("Kidney transplant"),
            "other": N_("Transplant of another organ"),
            "none": N_("No transplant"),
        },
    ),
    "medicare_at_transplant": QuestionWords(
        N_("Medicare at the time of the transplant"),
        N_("Did you have Medicare Part A when you had the transplant?"),
        "",
        N_("Then Medicare Part B may pay for it."),
    ),
    "condition": QuestionWords(
        N_("condition treated"),
        N_("What is the medicine for?"),
        "",
        N_("Some funds help people with one condition only."),
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
        N_("married or not"),
        N_("Are you married?"),
        "",
        N_("Some programs count a couple's income and savings together."),
    ),
    "pregnant": QuestionWords(
        N_("pregnancy"),
        N_("Are you pregnant?"),
        N_("If you are pregnant: call your prescriber today. Do not stop on your own."),
        N_("Medicaid has higher income limits then."),
    ),
    "expecting": QuestionWords(
        N_("number of children expected"),
        N_("How many children are expected?"),
        N_("1, or 2 for twins. Leave it blank if you do not know."),
        N_("For Medicaid each of them counts as one more person."),
    ),
    "postpartum": QuestionWords(
        N_("birth in the last 12 months"),
        N_("Did you give birth in the last 12 months?"),
        "",
        N_("In most states Medicaid goes on for a year after."),
    ),
    "children_at_home": QuestionWords(
        N_("children at home"),
        N_("Do you care for a child under 19 at home?"),
        "",
        N_("Parents can have other limits."),
    ),
    "youngest_child_age": QuestionWords(
        N_("age of the youngest child"), N_("How old is the youngest child?"), "", N_("Work rules can depend on it.")
    ),
    "disabled": QuestionWords(
        N_("disability"),
        N_("Do you get SSI or SSDI, or were you found disabled?"),
        "",
        N_("It opens other ways to Medicaid."),
    ),
    "veteran": QuestionWords(
        N_("military service"), N_("Did you serve in the U.S. military?"), "", N_("Then VA health care may help.")
    ),
    "tribal_member": QuestionWords(
        N_("tribal membership"),
        N_("Are you a member or descendant of a tribe?"),
        "",
        N_("Then the Indian Health Service may help."),
    ),
    "job_offer": QuestionWords(
        N_("health plan offered by a job"),
        N_("Does a job, yours or your spouse's, offer a health plan you can afford?"),
        "",
        N_("The Marketplace tax credit depends on it."),
    ),
    "lost_coverage_on": QuestionWords(
        N_("day other coverage ended or will end"),
        N_("Did you lose other coverage, or will you soon? When?"),
        N_("Month/day/year, for example 10/31/2026. Leave it blank if not."),
        N_("For some weeks you can then join a plan at any time of the year."),
    ),
    "resources": QuestionWords(
        N_("savings and resources"),
        N_("How much do you have in savings and other resources?"),
        N_("Do not count your home or one car."),
        N_("Some Medicare help has a limit on savings."),
    ),
    "work_hours": QuestionWords(
        N_("hours of work a month"),
        N_("How many hours a month do you work, study or volunteer?"),
        N_('Being too sick to work may count: ask about "medically frail".'),
        N_("Some states ask for it, and many more from January 2027 on."),
    ),
    "citizenship": QuestionWords(
        N_("citizenship group"),
        N_("Citizenship or immigration group of the person who takes the tablets"),
        N_(
            "You need not answer. Applying gives the government information about you. If anyone at home is "
            "worried, talk to a free immigration legal helper first. People not applying for themselves need not "
            "give their status."
        ),
        N_("Medicaid, Medicare and the Marketplace have rules about it. We keep no answer."),
        choices={
            "citizen": N_("U.S. citizen or national"),
            "green_card_5_years": N_("Green card for 5 years or more"),
            "green_card_newer": N_("Green card for less than 5 years"),
            "other_lawful": N_("Another lawful status"),
            "": N_("None of these, or I would rather not say"),
        },
    ),
}
