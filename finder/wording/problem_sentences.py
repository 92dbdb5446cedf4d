"""What can be wrong with files and rows of ours: a sentence for who edits files, and one for who fills in a form."""

from __future__ import annotations

from typing import NamedTuple

from finder.wording.words import N_


class Said(NamedTuple):
    """One message. ``in_files`` is English for editors of files; a small letter at its start goes on after the key.

    ``in_forms`` stands beside its field, in the language of the page; empty where no form can bring it out.
    """

    in_files: str
    in_forms: str = ""


FILL_IN = N_("Fill this in.")
MUST_BE_A_LIST = N_("This must be a list.")
LAST_BEFORE_FIRST = N_("The last day must come after the first.")
ADDRESS = N_("Write an address that starts with https://.")
UNKNOWN_WORD = N_("We do not know this word: %(value)s.")
CHOOSE_ONE_OF = N_("Choose one of these: %(choices)s.")
TWO_LETTERS = N_("Write two letters, like OH.")

HINTS = {
    "did_you_mean": Said("Did you mean '%(choices)s'?", N_("Did you mean “%(choices)s”?")),
    "use_one_of": Said("Use one of: %(choices)s.", CHOOSE_ONE_OF),
    "write_a_state": Said("Write a state's two letters, like OH.", TWO_LETTERS),
    "write_a_state_or_us": Said("Write a state's two letters, like OH, or US.", TWO_LETTERS),
    "add_it_there": Said("Add it there, or use one that is."),
    "has_several": Said("This one has %(keys)s."),
    "has_none": Said("This one has none of them."),
}
# One value, as catalog/values.py, catalog/phones.py and catalog/cells.py read it.
VALUES = {
    "missing": Said("'%(field)s' is missing. Add it.", FILL_IN),
    "blank": Said("is empty. Fill it in, or leave the line out.", FILL_IN),
    "empty": Said("is empty. Fill it in.", FILL_IN),
    "empty_list": Said("is an empty list. Fill it in, or leave the line out.", FILL_IN),
    "not_text": Said('must be text. Write "%(bare)s", with quotes.', N_("Write words here.")),
    "too_many_letters": Said(
        "has %(letters)s letters. %(most)s are the most.",
        N_("This has %(letters)s letters. %(most)s are the most."),
    ),
    "formula": Said(
        "must begin with a word. A spreadsheet would run what begins with =, +, - or @.",
        N_("Begin with a word, not with =, +, - or @."),
    ),
    "not_true_or_false": Said("must be true or false, without quotes, not %(value)s.", N_("Choose yes or no.")),
    "not_a_number": Said(
        "must be a number. Write 200, not %(value)s.",
        N_("Write a number, for example %(example)s."),
    ),
    "cell_not_a_number": Said(
        "must be a number. Write 12.50, not %(cell)r.",
        N_("Write a number, for example %(example)s."),
    ),
    "below_zero": Said("must not be less than zero. It is %(value)s.", N_("This cannot be less than zero.")),
    "price_of_zero": Said(
        "must be more than zero. Leave the row out when there is no price.",
        N_("This must be more than zero. Leave the row out when there is no price."),
    ),
    "not_whole": Said("must be a whole number, not %(value)s.", N_("Write a whole number, for example 30.")),
    "not_a_date": Said(
        "must be a date. Write 2026-11-23, without quotes, not %(value)s.",
        N_("Write the date like this: 2026-11-23."),
    ),
    "cell_not_a_date": Said(
        "must be a date. Write 2026-11-23, not %(cell)r.",
        N_("Write the date like this: 2026-11-23."),
    ),
    "not_a_source_date": Said(
        "must be the year, month or day of the source, or undated: 2026-11, not %(cell)r.",
        N_("Write the date of the source: 2026, 2026-11, 2026-11-23 or undated."),
    ),
    "not_an_address": Said("must be a web address that starts with https:// or http://, not %(value)s.", ADDRESS),
    "not_an_address_or_phone": Said(
        "must be a web address or the phone that was called. Write https://... or tel:+1-888-555-0100, not %(value)s.",
        N_("Write an address that starts with https://, or the number that you called, for example 1-888-555-0100."),
    ),
    "not_a_us_phone": Said(
        "must be a US phone number. Write tel:+1-888-555-0100, no extension, not %(value)s.",
        N_("This is no phone number of the United States. Write it with its area code, without an extension."),
    ),
    "phone_in_another_form": Said(
        "must be a US phone number in its one form. Write %(right)s, not %(value)s.",
        N_("This is no phone number of the United States. Write it with its area code, without an extension."),
    ),
    "not_a_zip": Said(
        "must be five digits, not %(cell)r.",
        N_("Write a ZIP code of 5 digits, for example 43004."),
    ),
    "not_a_long_zip": Said(
        "must be five digits, or five and four like 43004-1234, not %(cell)r.",
        N_("Write 5 digits, or 5 and 4, such as 43004-1234."),
    ),
    "not_an_ndc": Said(
        "must be eleven digits, or parts with hyphens like 68382-003-01, not %(cell)r.",
        N_("Write the number of the package as 11 digits, or in parts with hyphens, for example 68382-003-01."),
    ),
    "not_degrees": Said("must be degrees, not %(cell)r.", N_("Write degrees, for example 40.1.")),
    "unknown_word": Said("cannot be %(value)s.", UNKNOWN_WORD),
    "not_a_list": Said("must be a list. Write [%(value)s].", MUST_BE_A_LIST),
    "named_twice": Said("names %(value)s twice.", N_("This stands here twice: %(value)s.")),
    "not_low_to_high": Said(
        "must be two whole numbers, the lower one first. Write [5, 10].",
        N_("Write two whole numbers, the lower one first: 5; 10."),
    ),
    "tablet_not_made": Said(
        "must be of tablets that are made: %(choices)s, not %(strength)s.",
        N_("Tablets are made in these strengths alone, in mg: %(choices)s."),
    ),
}
# One table of a listing: catalog/table_reader.py, catalog/listings.py.
TABLE_SENTENCES = {
    "no_english": Said("has no '%(english)s'. Add the English words.", N_("Write the English words too.")),
    "no_translation": Said("'%(field)s' is missing. A published listing needs its %(language)s words.", FILL_IN),
    "unequal_lists": Said(
        "must have as many entries as '%(english_key)s': %(english)s, not %(translated)s.",
        N_(
            "English and %(language)s must have the same number of lines. "
            "English: %(english)s. %(language)s: %(translated)s."
        ),
    ),
    "not_tables": Said("must be a list of tables. Start each with its own [[...]] line.", MUST_BE_A_LIST),
    "unknown_key": Said("is not a key we know.", N_("We do not know this field.")),
    "basis_of_quotes": Said(
        "'quote' is for prices that people type in. Use formula, tablets, days_supply or copay.",
        N_("Choose another: this one is for prices that people type in."),
    ),
    "no_lower_end": Said(
        "needs a '%(low)s' that is not higher.",
        N_("This needs a lowest amount that is not higher."),
    ),
    "published_unconfirmed": Said(
        'A listing with confidence "low" is not published. Set status = "unverified", or confirm it.',
        N_("What is not confirmed is not published. Confirm it first."),
    ),
    "published_without_source": Said(
        "A published listing needs a source. Add a [[sources]] table.",
        N_("A published listing needs a source. Add one."),
    ),
    "price_of_unknown_stock": Said(
        '[[pricing]] needs covers = "yes": what may not be there has no price (call first).',
        N_("What may not be there has no price. Take the prices out, or say that it has azathioprine."),
    ),
    "no_license": Said(
        "'%(field)s' is missing. Say what is confirmed about the seller's state licence.",
        FILL_IN,
    ),
}
# Rules, and what they refer to: catalog/criteria.py, catalog/checks.py, catalog/evidence_checks.py.
RULE_SENTENCES = {
    "ends_before_start": Said("must be later than 'from'.", LAST_BEFORE_FIRST),
    "not_one_of": Said(
        "A rule has exactly one of: %(choices)s. %(what)s",
        N_("Choose exactly one of these: %(choices)s."),
    ),
    "only_true": Said("can only be true. Leave the line out otherwise.", N_("This can only be yes.")),
    "group_without_rules": Said(
        "has no rules. Add one, or leave the group out.",
        N_("This group has no rules. Add one, or take the group out."),
    ),
    "not_takes_one": Said(
        "takes one rule. Put several into an any_of or all_of inside it.",
        N_("Only one rule fits here. Put several into a group inside it."),
    ),
    "figures_and_operator": Said(
        "Write operator = \"%(field)s\" beside 'figures', and no '%(field)s'.",
        N_("With figures by date, choose how it is compared only once."),
    ),
    "operator_not_for_fact": Said(
        "does not go with a fact that is %(kind)s. Use: %(choices)s.",
        N_("This does not go with what the rule asks. Choose one of these: %(choices)s."),
    ),
    "no_listing": Said("There is no listing %(name)r.", N_("There is no listing with this short name: %(name)s.")),
    "no_table": Said(
        "%(file)s has no table %(table)r with the group %(group)r.",
        N_("We have no such table of limits: %(table)s, %(group)s."),
    ),
    "no_proof_of_no_savings_test": Said(
        "%(file)s has no two sources, one of them official, that these states have no savings test: %(states)s. "
        "Add them, or let the program decide there.",
        N_(
            "We have no two sources, one of them official, that these states have no savings test: %(states)s. "
            "Let the program decide there."
        ),
    ),
    "circle": Said(
        "These rules go round in a circle: %(circle)s. Take one of them out.",
        N_("These rules go round in a circle: %(circle)s. Take one of them out."),
    ),
    "no_document": Said("documents.toml has no %(name)r.", N_("We do not know this paper: %(name)s.")),
    "place_kind_twice": Said(
        "names %(kind)s, for which %(listing)s.toml speaks already. Name it in one of them.",
        N_("Another listing speaks for these places already: %(listing)s."),
    ),
    "not_an_id": Said(
        "An id is of small letters, digits and hyphens, at most %(most)s: good-pharmacy.",
        N_("Use small letters, digits and hyphens, for example: good-days."),
    ),
    "id_of_another_file": Said(
        'The id %(id)r belongs to %(id)s.toml already. Write id = "%(stem)s".',
        N_("There is a listing with this short name already."),
    ),
    "id_is_not_the_file_name": Said(
        'The id must be the file\'s name. Write id = "%(stem)s", or rename the file to %(id)s.toml.',
        N_("The short name of a listing does not change."),
    ),
}
# One row: catalog/row_checks.py, catalog/folder.py.
ROWS = {
    "price_of_what": Said(
        "A price is for a 'quantity' or for a 'days_supply'. Fill in one of them.",
        N_("A price is for a number of tablets or for a number of days. Fill in one of them."),
    ),
    "price_too_high": Said(
        "$%(price)s is too much to be a price. Is the point in its place?",
        N_("This is too much to be a price. Is the point in its place?"),
    ),
    "limit_of_what": Said(
        "A group that is covered has a limit in 'percent' or in 'per_month'. Fill in one of them.",
        N_("A group that is covered has a limit in percent or in dollars a month. Fill in one of them."),
    ),
    "low_above_high": Said(
        "must not be more than '%(high)s'.",
        N_("The lowest amount must not be more than the highest."),
    ),
    "closes_before_it_opens": Said("must not be before 'opens'.", LAST_BEFORE_FIRST),
    "half_a_position": Said(
        "A position has a 'latitude' and a 'longitude'. Fill in both, or neither.",
        N_("Fill in both the latitude and the longitude, or neither."),
    ),
    "position_abroad": Said(
        "This position is not in the United States. Are 'latitude' and 'longitude' swapped, or is a minus missing?",
        N_("This position is not in the United States. Are latitude and longitude swapped, or is a minus missing?"),
    ),
    "statement_not_in_every_language": Said(
        "A statement is in every language. Fill in %(columns)s, or neither.",
        N_("Write it in every language, or in none."),
    ),
    "savings_test_of_no_program": Said(
        "A savings test is that of a program. Name it in 'listing'.",
        N_("A savings test is that of a program. Name the program."),
    ),
    "same_days": Said(
        "This row and line %(line)s hold on the same days. Let one end where the other begins.",
        N_("This row and another one hold on the same days. Let one end where the other begins."),
    ),
    "row_twice": Said(
        "This row repeats line %(line)s: the same %(columns)s. Keep one of them.",
        N_("This row is there twice. Keep one of them."),
    ),
    "cells": Said(
        "This row has %(cells)s cells. It must have %(needed)s.",
        N_("This row has too many or too few cells."),
    ),
    "not_csv": Said(
        "This is not CSV: %(error)s. Look for a missing quote.",
        N_("This is not CSV: check the quote marks. The rest of the file was not read."),
    ),
}
PROBLEM_SENTENCES = {**HINTS, **VALUES, **TABLE_SENTENCES, **RULE_SENTENCES, **ROWS}
