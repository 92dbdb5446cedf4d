"""Remarks on a case: what was put right, what is asked, what cannot both be true, and tablets to ask about."""

from __future__ import annotations

from functools import reduce

from finder.core.contradictions import Remark
from finder.wording.questions import column
from finder.wording.states import state_name
from finder.wording.words import N_, Words

REMARK_SENTENCES = {
    "zip_padded": N_("The ZIP code had lost its first zeros. We read it as %(zip)s."),
    "zip_in_several_states": N_("The ZIP code %(zip)s lies in more than one state. Which of these: %(places)s?"),
    "zip_military": N_(
        "%(zip)s is a military address, which has no state programs of its own. Which state is your home state? A "
        "military pharmacy fills prescriptions of people with TRICARE."
    ),
    "zip_freely_associated": N_(
        "%(places)s is not a US state or territory. So programs that states run, such as Medicaid, do not apply there. "
        "Ask your hospital or health office. Do you live in the US? Then choose your state."
    ),
    "married_alone": N_("Married, but only one person in the household. Is that right?"),
    "child_alone": N_("A child at home, but only one person in the household. Is that right?"),
    "age_of_no_child": N_("An age of the youngest child, but no child at home. Is that right?"),
    "transplant_condition": N_("No transplant, but the medicine is for a transplant. Is that right?"),
    "medicare_at_no_transplant": N_("Medicare at the time of a transplant, but no transplant. Is that right?"),
    "pregnant_at_age": N_("Pregnant at this age. Is that right?"),
    "birth_at_age": N_("A birth in the last 12 months at this age. Is that right?"),
    "expecting_not_pregnant": N_("A number of children expected, but not pregnant. Is that right?"),
    "married_at_age": N_("Married at this age. Is that right?"),
    "veteran_at_age": N_("Served in the military at this age. Is that right?"),
    "chip_at_age": N_("CHIP is for children, and in some states in pregnancy. Is that the insurance at this age?"),
    "coverage_ended": N_(
        "Coverage ended before today, but there is coverage now. Which is right? Leave out the coverage that ended, or "
        "the day. Until then we count the insurance as not told."
    ),
    "read_the_label": N_("Read the label: what strength are the tablets? The price depends on it."),
    "fifty_costs_far_less": N_(
        "As 50 mg tablets this dose would cost far less than in another strength. Ask the prescriber and the "
        "pharmacist whether 50 mg tablets can be used."
    ),
    "fifty_costs_less": N_(
        "As 50 mg tablets this dose would cost less than in another strength. Ask the prescriber and the pharmacist "
        "whether 50 mg tablets can be used."
    ),
}


def sentence(words: Words, remark: Remark) -> str:
    """One remark in plain words."""
    values = {name: _shown(words, value) for name, value in remark.values.items()}
    return words._(REMARK_SENTENCES[remark.key], **values)


def columns(words: Words, remark: Remark) -> str:
    """The columns that a remark is about, by their short names."""
    return ", ".join(column(words, name) for name in remark.columns)


def _shown(words: Words, value: object) -> str:
    if isinstance(value, tuple):
        names = [state_name(words, str(place)) for place in value]
        return reduce(lambda said, name: words._("%(one)s or %(other)s", one=said, other=name), names)
    return str(value)
