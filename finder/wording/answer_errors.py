"""What to do about an answer that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from finder.answers.errors import AnswerError
from finder.wording.questions import choices
from finder.wording.states import state_name
from finder.wording.words import N_, Words

ANSWER_SENTENCES = {
    "not_a_number": N_("Write one number, for example %(example)s."),
    "not_a_whole_number": N_("Write a whole number, for example %(example)s."),
    "out_of_range": N_("Write a number from %(lowest)s to %(highest)s."),
    "not_a_choice": N_("Choose one of these: %(choices)s."),
    "not_yes_or_no": N_("Write yes or no, or leave it blank."),
    "not_a_zip": N_("Write a ZIP code of 5 digits, for example 43004."),
    "not_a_state": N_("Choose a state, or write its two letters, for example OH."),
    "zip_not_known": N_("We do not know the ZIP code %(zip)s. Check it, or leave it blank and choose a state."),
    "zip_in_other_state": N_("The ZIP code %(zip)s is in %(place)s, not in %(told)s. Change the one that is wrong."),
    "not_a_day": N_("Write the day as month/day/year, for example 10/31/2026."),
    "not_a_strength": N_("Tablets are sold in 25, 50, 75 and 100 mg. Write one of these numbers."),
    "strengths_differ": N_("The dose names another strength than this one. Change the one that is wrong."),
    "not_a_dose": N_("Write the dose for one day, for example 150 mg, or 3 tablets of 50 mg."),
    "dose_strength_not_told": N_(
        "How many mg is one tablet? Write the dose with it, for example 3 tablets of 50 mg, or choose the strength."
    ),
    "period_needed": N_("Is %(amount)s a week, a month or a year? Choose one."),
    "periods_differ": N_("The income names another period than this one. Change the one that is wrong."),
    "more_than_income": N_("This part is more than the income of %(amount)s. Change the one that is wrong."),
    "dose_too_low": N_("The smallest dose we can price is 25 mg a day. Check the label of your medicine."),
    "dose_too_high": N_("We cannot price more than 750 mg a day. Check the label, or ask your pharmacist."),
    "dose_not_in_steps": N_("We price doses in steps of 25 mg. If yours is different, leave this blank."),
    "confirm_dose": N_("This is a high dose. Check the label, then tick the box below to say that it is right."),
    "none_and_others": N_("Choose no insurance alone, or the kinds of insurance you have."),
    "one_answer_only": N_("Give one answer only."),
}
ANSWER_EXAMPLES = {"income": "1,500", "resources": "2,000", "household_size": "3", "age": "45"}
USUAL_EXAMPLE = "30"
# What was written is quoted up to so many characters.
MOST_QUOTED = 60


def sentence(words: Words, column: str, error: AnswerError) -> str:
    """One plain sentence that says what to do, for a field: choices by their labels."""
    labels = choices(words, column)
    allowed = error.values.get("choices")
    named = {"choices": "; ".join(labels.get(key, key) for key in allowed)} if isinstance(allowed, tuple) else {}
    return _sentence(words, column, error, named)


def _sentence(words: Words, column: str, error: AnswerError, named: Mapping[str, str]) -> str:
    values = {name: _shown(words, name, value) for name, value in error.values.items()}
    return words._(
        ANSWER_SENTENCES[error.key], **{"example": ANSWER_EXAMPLES.get(column, USUAL_EXAMPLE), **values, **named}
    )


def _shown(words: Words, name: str, value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    if name in ("lowest", "highest"):
        return f"{value:,}"
    if name == "amount":
        return words.about(Decimal(str(value)))
    return state_name(words, str(value)) if name in ("place", "told") else str(value)


def sentence_with_value(words: Words, column: str, error: AnswerError, written: str) -> str:
    """The sentence and what was written, for a file's rows and the API: choices by the keys to write there."""
    text = " ".join(written.split())
    value = text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]} ..."
    wrote = words._("You wrote: %(value)s.", value=value)
    told = _sentence(words, column, error, {})
    return f"{told} {wrote}" if value else told
