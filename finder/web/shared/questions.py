"""The questions of the form: words, hints and reasons for asking, in the order they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from finder.answers.columns import COLUMNS, YES_NO_COLUMNS
from finder.core.kinds import complete
from finder.wording import Words
from finder.wording.labels import choices
from finder.wording.states import state_names
from finder.wording.words import N_


class QuestionWords(NamedTuple):
    """One question in words; all three are messages to translate."""

    label: str
    hint: str = ""
    why: str = ""


FIRST = {
    "who_for": QuestionWords(
        N_("Who is this for?"), N_("Answer for the person who takes the tablets. We never ask for a name.")
    ),
    "days_left": QuestionWords(
        N_("How many days of tablets do you have left?"),
        N_("Leave it blank if you are not sure."),
        N_("Mail takes days. If you may run out, we show first what to do today."),
    ),
    "zip": QuestionWords(
        N_("ZIP code"),
        N_("5 digits. Or leave it blank and choose a state."),
        N_("Programs differ from state to state."),
    ),
    "state": QuestionWords(N_("State or territory")),
    "daily_dose_mg": QuestionWords(
        N_("Dose for one day"),
        N_("As the label says: 150 mg, or 3 tablets of 50 mg. Leave it blank if you do not know yet."),
        N_("We price the tablets for your dose. We never change a dose."),
    ),
    "written_strength_mg": QuestionWords(
        N_("Strength of one tablet"), "", N_("The price of a tablet depends very much on its strength.")
    ),
    "household_size": QuestionWords(
        N_("How many people are in your household?"),
        N_("Count you, your spouse, and anyone you claim on taxes."),
        N_("Income limits depend on it."),
    ),
    "income": QuestionWords(
        N_("Household income before tax"),
        N_("For example 1,500. A good guess is fine."),
        N_("Many kinds of help have an income limit. We keep no answer."),
    ),
    "income_period": QuestionWords(N_("That income is for ...")),
    "income_steady": QuestionWords(
        N_("Is this about the same every month?"),
        "",
        N_("Medicaid looks at this month. The Marketplace looks at the whole year."),
    ),
    "age": QuestionWords(
        N_("Age of the person who takes the tablets"), "", N_("Medicare, Medicaid and CHIP depend on age.")
    ),
    "insurance": QuestionWords(
        N_("What insurance does the person have?"),
        N_("Choose all that apply. Leave it blank if you are not sure."),
        N_("Some help is for people without insurance, some only for people with it."),
    ),
}

MORE = {
    "income_not_counted": QuestionWords(
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
        N_("For how many days do you want to buy at once?"),
        N_("30 days is usual. Buy 90 only when your dose is steady and your prescriber agrees."),
    ),
    "starting": QuestionWords(
        N_("Are you starting, or already taking it?"), "", N_("The first year needs more blood tests.")
    ),
    "blood_tests_first_year": QuestionWords(
        N_("How many blood counts did your prescriber plan for the coming year?"),
        N_("We count 17 in the first year, as the US label says: 4, then 4, then 9. Write your number if it differs."),
    ),
    "transplant": QuestionWords(
        N_("Is the medicine for a transplant?"), "", N_("Medicare and some funds have rules for transplants.")
    ),
    "medicare_at_transplant": QuestionWords(
        N_("Did you have Medicare Part A when you had the transplant?"), "", N_("Then Medicare Part B may pay for it.")
    ),
    "condition": QuestionWords(
        N_("What is the medicine for?"), "", N_("Some funds help people with one condition only.")
    ),
    "married": QuestionWords(
        N_("Are you married?"), "", N_("Some programs count a couple's income and savings together.")
    ),
    "pregnant": QuestionWords(
        N_("Are you pregnant?"),
        N_("If you are pregnant: call your prescriber today. Do not stop on your own."),
        N_("Medicaid has higher income limits then."),
    ),
    "expecting": QuestionWords(
        N_("How many children are expected?"),
        N_("1, or 2 for twins. Leave it blank if you do not know."),
        N_("For Medicaid each of them counts as one more person."),
    ),
    "postpartum": QuestionWords(
        N_("Did you give birth in the last 12 months?"), "", N_("In most states Medicaid goes on for a year after.")
    ),
    "children_at_home": QuestionWords(
        N_("Do you care for a child under 19 at home?"), "", N_("Parents can have other limits.")
    ),
    "youngest_child_age": QuestionWords(N_("How old is the youngest child?"), "", N_("Work rules can depend on it.")),
    "disabled": QuestionWords(
        N_("Do you get SSI or SSDI, or were you found disabled?"), "", N_("It opens other ways to Medicaid.")
    ),
    "veteran": QuestionWords(N_("Did you serve in the U.S. military?"), "", N_("Then VA health care may help.")),
    "tribal_member": QuestionWords(
        N_("Are you a member or descendant of a tribe?"), "", N_("Then the Indian Health Service may help.")
    ),
    "job_offer": QuestionWords(
        N_("Does a job, yours or your spouse's, offer a health plan you can afford?"),
        "",
        N_("The Marketplace tax credit depends on it."),
    ),
    "lost_coverage_on": QuestionWords(
        N_("Did you lose other coverage, or will you soon? When?"),
        N_("Month/day/year, for example 10/31/2026. Leave it blank if not."),
        N_("For some weeks you can then join a plan at any time of the year."),
    ),
    "resources": QuestionWords(
        N_("How much do you have in savings and other resources?"),
        N_("Do not count your home or one car."),
        N_("Some Medicare help has a limit on savings."),
    ),
    "work_hours": QuestionWords(
        N_("How many hours a month do you work, study or volunteer?"),
        N_('Being too sick to work may count: ask about "medically frail".'),
        N_("Some states ask for it, and more from 2027."),
    ),
    "citizenship": QuestionWords(
        N_("Citizenship or immigration group of the person who takes the tablets"),
        N_(
            "You need not answer. Applying gives the government information about you. If anyone at home is "
            "worried, talk to a free immigration legal helper first. People not applying for themselves need not "
            "give their status."
        ),
        N_("Medicaid, Medicare and the Marketplace have rules about it. We keep no answer."),
    ),
}
QUESTIONS = complete(("who_for", *COLUMNS), FIRST | MORE)
WHO_FOR = {"me": N_("Me"), "child": N_("A child or teenager"), "other": N_("Someone else")}
BLANK = N_("Not sure")
SHORT = frozenset(
    {"zip", "household_size", "expecting", "age", "days_left", "days_supply", "youngest_child_age", "work_hours"}
)


def _field(name: str) -> Field:
    if name in ("state", "written_strength_mg", "income_period"):
        return SelectField(validate_choice=False)
    if COLUMNS[name].several if name in COLUMNS else False:
        return SelectMultipleField(
            widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False
        )
    if name in YES_NO_COLUMNS or name in ("who_for", "citizenship", "transplant"):
        return RadioField(validate_choice=False)
    short = {"class": "short"} if name in SHORT else {}
    mode = {} if name == "daily_dose_mg" else {"inputmode": "decimal"}
    return StringField(render_kw={"autocomplete": "off", "maxlength": "60", **short, **mode})


def form_for(names: Iterable[str], words: Words, told: MultiDict[str, str], errors: Mapping[str, str]) -> Form:
    """A form of the named questions in one language, filled with what was told, errors at their fields."""
    kind = type("Questions", (Form,), {name: _field(name) for name in names})
    form: Form = kind(told)
    for field in form:
        field.label.text = words._(QUESTIONS[field.name].label)
        if isinstance(field, (SelectField, SelectMultipleField)):
            field.choices = _choices(field, words)
            field.process(told)
        if field.name in errors:
            field.errors = [errors[field.name]]
    return form


def _choices(field: Field, words: Words) -> list[tuple[str, str]]:
    name = field.name
    if name == "state":
        return [("", words._("Choose a state")), *state_names(words).items()]
    if name == "who_for":
        return [(value, words._(label)) for value, label in WHO_FOR.items()]
    named = list(choices(words, name).items())
    if isinstance(field, SelectMultipleField) or name == "citizenship":
        return named
    if name == "income_period":
        return [("", words._("Choose one")), *named]
    blank = ("", words._(BLANK))
    return [*named, blank] if isinstance(field, RadioField) else [blank, *named]
