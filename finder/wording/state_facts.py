"""What was looked for in a state and found, in sentences: by subject, each with the sources that say it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from finder.core.statefacts import SearchFinding, StateFact, StateSubject
from finder.wording.words import N_, Words

# In the order to show them.
SUBJECTS = {
    StateSubject.DRUG_PROGRAM: N_("Help with the price of medicines"),
    StateSubject.KIDNEY_PROGRAM: N_("Help with kidney care"),
    StateSubject.IMMIGRANT_COVERAGE: N_("Coverage that asks for no federal status"),
    StateSubject.MEDICALLY_FRAIL: N_("Too sick to work, and Medicaid's work rule"),
    StateSubject.SAVINGS_TEST: N_("Savings, and the Medicare Savings Program"),
    StateSubject.PLAN_FROM_JANUARY: N_("Last day to choose a plan from January"),
}
# What a statement without words of its own says.
STATE_FACT_SENTENCES = {
    (StateSubject.DRUG_PROGRAM, SearchFinding.YES): N_("The state has a program."),
    (StateSubject.DRUG_PROGRAM, SearchFinding.NONE): N_("We looked for a state program and found none."),
    (StateSubject.DRUG_PROGRAM, SearchFinding.UNCONFIRMED): N_(
        "A list names a state program. We have not confirmed that it still runs. Ask."
    ),
    (StateSubject.KIDNEY_PROGRAM, SearchFinding.YES): N_(
        "The state has a program for people with kidney failure. Ask what it pays."
    ),
    (StateSubject.KIDNEY_PROGRAM, SearchFinding.NONE): N_(
        "We looked for a state program and found none. Ask the social worker at your dialysis or transplant center."
    ),
    (StateSubject.KIDNEY_PROGRAM, SearchFinding.UNCONFIRMED): N_(
        "A list names a state program. We have not confirmed that it still runs. Ask the social worker at your "
        "dialysis or transplant center."
    ),
    (StateSubject.IMMIGRANT_COVERAGE, SearchFinding.YES): N_("The state has such coverage. Ask whom it takes now."),
    (StateSubject.IMMIGRANT_COVERAGE, SearchFinding.NONE): N_(
        "We looked for state coverage of this kind and found none. A health center or legal aid may know more."
    ),
    (StateSubject.IMMIGRANT_COVERAGE, SearchFinding.UNCONFIRMED): N_(
        "A list names state coverage of this kind. We have not confirmed that it still runs. Ask legal aid."
    ),
    (StateSubject.MEDICALLY_FRAIL, SearchFinding.YES): N_(
        "The state has a list of conditions that may count. Ask about yours."
    ),
    (StateSubject.MEDICALLY_FRAIL, SearchFinding.NONE): N_(
        "We looked for the state's list of conditions and found none. Ask."
    ),
    (StateSubject.MEDICALLY_FRAIL, SearchFinding.UNCONFIRMED): N_(
        "Each state must list the conditions that may count as “medically frail”. We have not read this one. Ask."
    ),
    (StateSubject.SAVINGS_TEST, SearchFinding.YES): N_("The state looks at savings."),
    (StateSubject.SAVINGS_TEST, SearchFinding.NONE): N_("The state does not look at savings."),
    (StateSubject.SAVINGS_TEST, SearchFinding.UNCONFIRMED): N_(
        "A list says that the state does not look at savings. We have not confirmed it. Ask."
    ),
    (StateSubject.PLAN_FROM_JANUARY, SearchFinding.YES): N_("The state's exchange has a last day of its own."),
    (StateSubject.PLAN_FROM_JANUARY, SearchFinding.NONE): N_(
        "We looked for the exchange's own last day and found none. Choose by December 15 to be safe."
    ),
    (StateSubject.PLAN_FROM_JANUARY, SearchFinding.UNCONFIRMED): N_(
        "A list names a last day of the exchange's own. We have not confirmed it. Choose by December 15 to be safe."
    ),
}


class Statement(NamedTuple):
    """A sentence, the id of the listing that it is about (or empty), and the rows that say it."""

    sentence: str
    listing: str
    rows: list[StateFact]


def statements(words: Words, facts: Iterable[StateFact], on: date) -> list[tuple[str, list[Statement]]]:
    """The statements of one state in force on a day, by the name of their subject; equal ones are one."""
    found: dict[StateSubject, dict[tuple[str, str], Statement]] = {subject: {} for subject in SUBJECTS}
    for fact in facts:
        if fact.applies(on):
            sentence = words.text(fact.says) or words._(STATE_FACT_SENTENCES[fact.subject, fact.found])
            key = (sentence, fact.listing)
            found[fact.subject].setdefault(key, Statement(*key, [])).rows.append(fact)
    return [(words._(SUBJECTS[subject]), list(rows.values())) for subject, rows in found.items() if rows]
