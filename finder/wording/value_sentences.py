"""What can be wrong with one value: a sentence for who edits files, and one for who fills in a form."""

from __future__ import annotations

from typing import NamedTuple

from finder.wording.words import N_


class ProblemSentence(NamedTuple):
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

HINT_SENTENCES = {
    "did_you_mean": ProblemSentence("Did you mean '%(choices)s'?", N_("Did you mean “%(choices)s”?")),
    "use_one_of": ProblemSentence("Use one of: %(choices)s.", CHOOSE_ONE_OF),
    "write_a_state": ProblemSentence("Write a state's two letters, like OH.", TWO_LETTERS),
    "write_a_state_or_us": ProblemSentence("Write a state's two letters, like OH, or US.", TWO_LETTERS),
    "add_it_there": ProblemSentence("Add it there, or use one that is."),
    "has_several": ProblemSentence("This one has %(keys)s."),
    "has_none": ProblemSentence("This one has none of them."),
}
# One value, as catalog/values.py, catalog/phones.py and catalog/cells.py read it.
VALUE_SENTENCES = {
    "missing": ProblemSentence("'%(field)s' is missing. Add it.", FILL_IN),
    "blank": ProblemSentence("is empty. Fill it in, or leave the line out.", FILL_IN),
    "empty": ProblemSentence("is empty. Fill it in.", FILL_IN),
    "empty_list": ProblemSentence("is an empty list. Fill it in, or leave the line out.", FILL_IN),
    "not_text": ProblemSentence('must be text. Write "%(bare)s", with quotes.', N_("Write words here.")),
    "too_many_letters": ProblemSentence(
        "has %(letters)s letters. %(most)s are the most.",
        N_("This has %(letters)s letters. %(most)s are the most."),
    ),
    "formula": ProblemSentence(
        "must begin with a word. A spreadsheet would run what begins with =, +, - or @.",
        N_("Begin with a word, not with =, +, - or @."),
    ),
    "not_true_or_false": ProblemSentence(
        "must be true or false, without quotes, not %(value)s.", N_("Choose yes or no.")
    ),
    "not_a_number": ProblemSentence(
        "must be a number. Write 200, not %(value)s.",
        N_("Write a number, for example %(example)s."),
    ),
    "cell_not_a_number": ProblemSentence(
        "must be a number. Write 12.50, not %(cell)r.",
        N_("Write a number, for example %(example)s."),
    ),
    "below_zero": ProblemSentence("must not be less than zero. It is %(value)s.", N_("This cannot be less than zero.")),
    "price_of_zero": ProblemSentence(
        "must be more than zero. Leave the row out when there is no price.",
        N_("This must be more than zero. Leave the row out when there is no price."),
    ),
    "not_whole": ProblemSentence("must be a whole number, not %(value)s.", N_("Write a whole number, for example 30.")),
    "not_a_date": ProblemSentence(
        "must be a date. Write 2026-11-23, without quotes, not %(value)s.",
        N_("Write the date like this: 2026-11-23."),
    ),
    "cell_not_a_date": ProblemSentence(
        "must be a date. Write 2026-11-23, not %(cell)r.",
        N_("Write the date like this: 2026-11-23."),
    ),
    "not_a_source_date": ProblemSentence(
        "must be the year, month or day of the source, or undated: 2026-11, not %(cell)r.",
        N_("Write the date of the source: 2026, 2026-11, 2026-11-23 or undated."),
    ),
    "not_an_address": ProblemSentence(
        "must be a web address that starts with https:// or http://, not %(value)s.", ADDRESS
    ),
    "not_an_address_or_phone": ProblemSentence(
        "must be a web address or the phone that was called. Write https://... or tel:+1-888-555-0100, not %(value)s.",
        N_("Write an address that starts with https://, or the number that you called, for example 1-888-555-0100."),
    ),
    "not_a_phone_with_extension": ProblemSentence(
        "must be a phone number like 614-555-0100, with x12 after it for an extension, not %(cell)s.",
        N_("Write a phone number like 614-555-0100, with x12 after it for an extension."),
    ),
    "not_a_us_phone": ProblemSentence(
        "must be a US phone number. Write tel:+1-888-555-0100, no extension, not %(value)s.",
        N_("This is no phone number of the United States. Write it with its area code, without an extension."),
    ),
    "phone_in_another_form": ProblemSentence(
        "must be a US phone number in its one form. Write %(right)s, not %(value)s.",
        N_("This is no phone number of the United States. Write it with its area code, without an extension."),
    ),
    "not_a_zip": ProblemSentence(
        "must be five digits, not %(cell)r.",
        N_("Write a ZIP code of 5 digits, for example 43004."),
    ),
    "not_a_long_zip": ProblemSentence(
        "must be five digits, or five and four like 43004-1234, not %(cell)r.",
        N_("Write 5 digits, or 5 and 4, such as 43004-1234."),
    ),
    "not_an_ndc": ProblemSentence(
        "must be eleven digits, or parts with hyphens like 68382-003-01, not %(cell)r.",
        N_("Write the number of the package as 11 digits, or in parts with hyphens, for example 68382-003-01."),
    ),
    "not_degrees": ProblemSentence("must be degrees, not %(cell)r.", N_("Write degrees, for example 40.1.")),
    "unknown_word": ProblemSentence("cannot be %(value)s.", UNKNOWN_WORD),
    "not_a_list": ProblemSentence("must be a list. Write [%(value)s].", MUST_BE_A_LIST),
    "named_twice": ProblemSentence("names %(value)s twice.", N_("This stands here twice: %(value)s.")),
    "not_low_to_high": ProblemSentence(
        "must be two whole numbers, the lower one first. Write [5, 10].",
        N_("Write two whole numbers, the lower one first: 5; 10."),
    ),
    "tablet_not_made": ProblemSentence(
        "must be of tablets that are made: %(choices)s, not %(strength)s.",
        N_("Tablets are made in these strengths alone, in mg: %(choices)s."),
    ),
}
