"""What can be wrong with a listing, its rules and a row: a sentence for who edits files, and one for forms."""

from __future__ import annotations

from finder.wording.value_sentences import (
    FILL_IN,
    HINT_SENTENCES,
    LAST_BEFORE_FIRST,
    MUST_BE_A_LIST,
    VALUE_SENTENCES,
    ProblemSentence,
)
from finder.wording.words import N_

# One table of a listing: catalog/table_reader.py, catalog/listings.py.
TABLE_SENTENCES = {
    "no_english": ProblemSentence("has no '%(english)s'. Add the English words.", N_("Write the English words too.")),
    "no_translation": ProblemSentence(
        "'%(field)s' is missing. A published listing needs its %(language)s words.", FILL_IN
    ),
    "unequal_lists": ProblemSentence(
        "must have as many entries as '%(english_key)s': %(english)s, not %(translated)s.",
        N_(
            "English and %(language)s must have the same number of lines. "
            "English: %(english)s. %(language)s: %(translated)s."
        ),
    ),
    "not_tables": ProblemSentence("must be a list of tables. Start each with its own [[...]] line.", MUST_BE_A_LIST),
    "unknown_key": ProblemSentence("is not a key we know.", N_("We do not know this field.")),
    "basis_of_quotes": ProblemSentence(
        "'quote' is for prices that people type in. Use formula, tablets, days_supply or copay.",
        N_("Choose another: this one is for prices that people type in."),
    ),
    "no_lower_end": ProblemSentence(
        "needs a '%(low)s' that is not higher.",
        N_("This needs a lowest amount that is not higher."),
    ),
    "published_unconfirmed": ProblemSentence(
        'A listing with confidence "low" is not published. Set status = "unverified", or confirm it.',
        N_("What is not confirmed is not published. Confirm it first."),
    ),
    "published_without_source": ProblemSentence(
        "A published listing needs a source. Add a [[sources]] table.",
        N_("A published listing needs a source. Add one."),
    ),
    "price_of_unknown_stock": ProblemSentence(
        '[[pricing]] needs covers = "yes": what may not be there has no price (call first).',
        N_("What may not be there has no price. Take the prices out, or say that it has azathioprine."),
    ),
    "no_license": ProblemSentence(
        "'%(field)s' is missing. Say what is confirmed about the seller's state licence.",
        FILL_IN,
    ),
}
# Rules, and what they refer to: catalog/criteria.py, catalog/checks.py, catalog/evidence_checks.py.
RULE_SENTENCES = {
    "ends_before_start": ProblemSentence("must be later than 'from'.", LAST_BEFORE_FIRST),
    "not_one_of": ProblemSentence(
        "A rule has exactly one of: %(choices)s. %(what)s",
        N_("Choose exactly one of these: %(choices)s."),
    ),
    "only_true": ProblemSentence("can only be true. Leave the line out otherwise.", N_("This can only be yes.")),
    "group_without_rules": ProblemSentence(
        "has no rules. Add one, or leave the group out.",
        N_("This group has no rules. Add one, or take the group out."),
    ),
    "not_takes_one": ProblemSentence(
        "takes one rule. Put several into an any_of or all_of inside it.",
        N_("Only one rule fits here. Put several into a group inside it."),
    ),
    "figures_and_operator": ProblemSentence(
        "Write operator = \"%(field)s\" beside 'figures', and no '%(field)s'.",
        N_("With figures by date, choose how it is compared only once."),
    ),
    "operator_not_for_fact": ProblemSentence(
        "does not go with a fact that is %(kind)s. Use: %(choices)s.",
        N_("This does not go with what the rule asks. Choose one of these: %(choices)s."),
    ),
    "no_listing": ProblemSentence(
        "There is no listing %(name)r.", N_("There is no listing with this short name: %(name)s.")
    ),
    "no_table": ProblemSentence(
        "%(file)s has no table %(table)r with the group %(group)r.",
        N_("We have no such table of limits: %(table)s, %(group)s."),
    ),
    "no_proof_of_no_savings_test": ProblemSentence(
        "%(file)s has no two sources, one of them official, that these states have no savings test: %(states)s. "
        "Add them, or let the program decide there.",
        N_(
            "We have no two sources, one of them official, that these states have no savings test: %(states)s. "
            "Let the program decide there."
        ),
    ),
    "circle": ProblemSentence(
        "These rules go round in a circle: %(circle)s. Take one of them out.",
        N_("These rules go round in a circle: %(circle)s. Take one of them out."),
    ),
    "no_document": ProblemSentence("documents.toml has no %(name)r.", N_("We do not know this paper: %(name)s.")),
    "place_kind_twice": ProblemSentence(
        "names %(kind)s, for which %(listing)s.toml speaks already. Name it in one of them.",
        N_("Another listing speaks for these places already: %(listing)s."),
    ),
    "not_an_id": ProblemSentence(
        "An id is of small letters, digits and hyphens, at most %(most)s: good-pharmacy.",
        N_("Use small letters, digits and hyphens, for example: good-days."),
    ),
    "id_of_another_file": ProblemSentence(
        'The id %(id)r belongs to %(id)s.toml already. Write id = "%(stem)s".',
        N_("There is a listing with this short name already."),
    ),
    "id_is_not_the_file_name": ProblemSentence(
        'The id must be the file\'s name. Write id = "%(stem)s", or rename the file to %(id)s.toml.',
        N_("The short name of a listing does not change."),
    ),
}
# One row: catalog/row_checks.py, catalog/folder.py.
ROW_SENTENCES = {
    "price_of_what": ProblemSentence(
        "A price is for a 'quantity' or for a 'days_supply'. Fill in one of them.",
        N_("A price is for a number of tablets or for a number of days. Fill in one of them."),
    ),
    "price_too_high": ProblemSentence(
        "$%(price)s is too much to be a price. Is the point in its place?",
        N_("This is too much to be a price. Is the point in its place?"),
    ),
    "limit_of_what": ProblemSentence(
        "A group that is covered has a limit in 'percent' or in 'per_month'. Fill in one of them.",
        N_("A group that is covered has a limit in percent or in dollars a month. Fill in one of them."),
    ),
    "low_above_high": ProblemSentence(
        "must not be more than '%(high)s'.",
        N_("The lowest amount must not be more than the highest."),
    ),
    "closes_before_it_opens": ProblemSentence("must not be before 'opens'.", LAST_BEFORE_FIRST),
    "half_a_position": ProblemSentence(
        "A position has a 'latitude' and a 'longitude'. Fill in both, or neither.",
        N_("Fill in both the latitude and the longitude, or neither."),
    ),
    "position_abroad": ProblemSentence(
        "This position is not in the United States. Are 'latitude' and 'longitude' swapped, or is a minus missing?",
        N_("This position is not in the United States. Are latitude and longitude swapped, or is a minus missing?"),
    ),
    "statement_not_in_every_language": ProblemSentence(
        "A statement is in every language. Fill in %(columns)s, or neither.",
        N_("Write it in every language, or in none."),
    ),
    "plan_from_january_without_last_day": ProblemSentence(
        "Write in 'to' the day after the last one to choose a plan from January.",
        N_("Write the day after the last one to choose a plan from January."),
    ),
    "savings_test_of_no_program": ProblemSentence(
        "A savings test is that of a program. Name it in 'listing'.",
        N_("A savings test is that of a program. Name the program."),
    ),
    "same_days": ProblemSentence(
        "This row and line %(line)s hold on the same days. Let one end where the other begins.",
        N_("This row and another one hold on the same days. Let one end where the other begins."),
    ),
    "row_twice": ProblemSentence(
        "This row repeats line %(line)s: the same %(columns)s. Keep one of them.",
        N_("This row is there twice. Keep one of them."),
    ),
    "row_in_two_files": ProblemSentence(
        "This row stands in %(file)s too: the same %(columns)s. Keep one of them.",
        N_("This row is there twice. Keep one of them."),
    ),
    "row_of_another_file": ProblemSentence("This row belongs in %(file)s.", N_("This row belongs in another file.")),
    "cells": ProblemSentence(
        "This row has %(cells)s cells. It must have %(needed)s.",
        N_("This row has too many or too few cells."),
    ),
    "not_csv": ProblemSentence(
        "This is not CSV: %(error)s. Look for a missing quote.",
        N_("This is not CSV: check the quote marks. The rest of the file was not read."),
    ),
}
PROBLEM_SENTENCES = {**HINT_SENTENCES, **VALUE_SENTENCES, **TABLE_SENTENCES, **RULE_SENTENCES, **ROW_SENTENCES}
