"""What the checker of the files says, in the words of the form: its sentences are made for files and English alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from markupsafe import Markup

from finder.wording import Words
from finder.wording.record_fields import FIELDS, field_name
from finder.wording.words import N_

# For a short name that the form itself refuses.
SHORT_NAME = "An id is of small letters, digits and hyphens."
KEYED = re.compile(r"'(\w+)' (.*)", re.DOTALL)
# How a sentence can end: with the word that was meant, with all that there are, or with what to write.
ENDINGS = (
    (re.compile(r" Did you mean '(?P<choices>.+)'\?$"), N_("Did you mean “%(choices)s”?")),
    (re.compile(r" Use one of: (?P<choices>.+)\.$"), N_("Choose one of these: %(choices)s.")),
    (re.compile(r" Write a state's two letters, like OH(, or US)?\.$"), N_("Write two letters, like OH.")),
    (re.compile(r" Add it there, or use one that is\.$"), ""),
)


class Said(NamedTuple):
    """A sentence of the checker, as it stands after the name of the key, and ours in its place."""

    pattern: str
    ours: str


FILL_IN = N_("Fill this in.")
LIST = N_("This must be a list.")
LAST_DAY = N_("The last day must come after the first.")
# The first that matches is taken. A dot at the end belongs to the sentence; what is named in it is kept.
SAID = (
    # One value (catalog/values.py, catalog/cells.py).
    Said(r"is missing\..*|is empty\..*|is an empty list\..*", FILL_IN),
    Said(r"must be text\..*", N_("Write words here.")),
    Said(r"must begin with a word\..*", N_("Begin with a word, not with =, +, - or @.")),
    Said(r"must be true or false,.*", N_("Choose yes or no.")),
    Said(r"must be a number\. Write (?P<example>[\d.]+), not .*", N_("Write a number, for example %(example)s.")),
    Said(r"must not be less than zero\..*", N_("This cannot be less than zero.")),
    Said(r"must be more than zero\..*", N_("This must be more than zero. Leave the row out when there is no price.")),
    Said(r"must be a whole number, .*", N_("Write a whole number, for example 30.")),
    Said(r"must be a date\..*", N_("Write the date like this: 2026-11-23.")),
    Said(
        r"must be the year, month or day of .*",
        N_("Write the date of the source: 2026, 2026-11, 2026-11-23 or undated."),
    ),
    Said(
        r"must be a web address or the phone .*",
        N_("Write an address that starts with https://, or the number that you called, for example 1-888-555-0100."),
    ),
    Said(
        r"must be a US phone number.*",
        N_("This is no phone number of the United States. Write it with its area code, without an extension."),
    ),
    Said(r"must be a web address .*", N_("Write an address that starts with https://.")),
    Said(r"must be five digits, or .*", N_("Write 5 digits, or 5 and 4, such as 43004-1234.")),
    Said(r"must be five digits, not .*", N_("Write a ZIP code of 5 digits, for example 43004.")),
    Said(r"must be degrees, .*", N_("Write degrees, for example 40.1.")),
    Said(
        r"must be eleven digits, .*",
        N_("Write the number of the package as 11 digits, or in parts with hyphens, for example 68382-003-01."),
    ),
    Said(r"must be at most 90 degrees\..*", N_("This must be at most 90 degrees. Is it the longitude?")),
    Said(r"cannot be (?P<word>.*)\.", N_("We do not know this word: %(word)s.")),
    Said(r"must be a list\..*|must be a list of tables\..*", LIST),
    Said(r"names (?P<word>.*) twice\.", N_("This stands here twice: %(word)s.")),
    Said(r"must be two whole numbers,.*", N_("Write two whole numbers, the lower one first: 5; 10.")),
    # One table (catalog/reading.py).
    Said(r"has no '\w+'\. Add the English words\.", N_("Write the English words too.")),
    Said(
        r"must have as many entries as '\w+': (?P<english>\d+), not (?P<spanish>\d+)\.",
        N_("English and Spanish must have the same number of lines. English: %(english)s. Spanish: %(spanish)s."),
    ),
    Said(r"is not a key we know\.", N_("We do not know this field.")),
    # Rules (catalog/criteria.py, catalog/checks.py).
    Said(r"must be later than 'from'\.", LAST_DAY),
    Said(r"A rule has exactly one of: (?P<choices>.*)\. This one .*", N_("Choose exactly one of these: %(choices)s.")),
    Said(r"can only be true\..*", N_("This can only be yes.")),
    Said(r"has no rules\..*", N_("This group has no rules. Add one, or take the group out.")),
    Said(r"takes one rule\..*", N_("Only one rule fits here. Put several into a group inside it.")),
    Said(r"Write operator = .* beside 'figures', .*", N_("With figures by date, choose how it is compared only once.")),
    Said(
        r"does not go with a fact that is .*\. Use: (?P<choices>.*)\.",
        N_("This does not go with what the rule asks. Choose one of these: %(choices)s."),
    ),
    Said(r"There is no listing '(?P<word>.*)'\.", N_("There is no listing with this short name: %(word)s.")),
    Said(
        r"state_limits\.csv has no table '?(?P<table>.*?)'? with the group '?(?P<group>.*?)'?\.",
        N_("We have no such table of limits: %(table)s, %(group)s."),
    ),
    Said(
        r"state_facts\.csv has no two sources, .*: (?P<states>.*)\. Add them, .*",
        N_(
            "We have no two sources, one of them official, that these states have no savings test: %(states)s. "
            "Let the program decide there."
        ),
    ),
    Said(
        r"These rules go round in a circle: (?P<circle>.*)\. Take .*",
        N_("These rules go round in a circle: %(circle)s. Take one of them out."),
    ),
    Said(r"documents\.toml has no '(?P<word>.*)'\.", N_("We do not know this paper: %(word)s.")),
    Said(r"An id is of small letters,.*", N_("Use small letters, digits and hyphens, for example: good-days.")),
    Said(r"The id '.*' belongs to .*", N_("There is a listing with this short name already.")),
    Said(r"The id must be the file's name\..*", N_("The short name of a listing does not change.")),
    # A whole listing or row (catalog/listings.py, catalog/tables.py, catalog/folder.py).
    Said(r"is for prices that people type in\..*", N_("Choose another: this one is for prices that people type in.")),
    Said(r"needs a '\w+' that is not higher\.", N_("This needs a lowest amount that is not higher.")),
    Said(r"A listing with confidence \"low\" .*", N_("What is not confirmed is not published. Confirm it first.")),
    Said(r"A published listing needs a source\..*", N_("A published listing needs a source. Add one.")),
    Said(
        r"\[\[pricing\]\] needs covers = .*",
        N_("What may not be there has no price. Take the prices out, or say that it has azathioprine."),
    ),
    Said(
        r"A price is for a 'quantity' or .*",
        N_("A price is for a number of tablets or for a number of days. Fill in one of them."),
    ),
    Said(
        r"A group that is covered has a limit .*",
        N_("A group that is covered has a limit in percent or in dollars a month. Fill in one of them."),
    ),
    Said(r"must not be more than '\w+'\.", N_("The lowest amount must not be more than the highest.")),
    Said(r"must not be before '\w+'\.", LAST_DAY),
    Said(r"A position has a 'latitude' and .*", N_("Fill in both the latitude and the longitude, or neither.")),
    Said(
        r"must be of tablets that are made: (?P<choices>.*), not .*",
        N_("Tablets are made in these strengths alone, in mg: %(choices)s."),
    ),
    Said(r"\$.* is too much to be a price\. .*", N_("This is too much to be a price. Is the point in its place?")),
    Said(
        r"This position is not in the United States\. .*",
        N_("This position is not in the United States. Are latitude and longitude swapped, or is a minus missing?"),
    ),
    Said(
        r"This row and line \d+ hold on the same days\. .*",
        N_("This row and another one hold on the same days. Let one end where the other begins."),
    ),
    Said(r"This row has \d+ cells\. .*", N_("This row has too many or too few cells.")),
    Said(r"This row repeats line .*", N_("This row is there twice. Keep one of them.")),
    Said(r"This is not CSV: .*", N_("This is not CSV: check the quote marks. The rest of the file was not read.")),
)
PATTERNS = tuple((re.compile(row.pattern, re.DOTALL), row.ours) for row in SAID)


def sentence(words: Words, message: str) -> str:
    """The checker's message in the words of the page, without the name of the field it is about."""
    keyed = KEYED.fullmatch(message)
    said = keyed[2] if keyed else message
    for ending, ours in ENDINGS:
        found = ending.search(said)
        if found:
            first = _ours(words, said[: found.start()])
            if first:
                return f"{first} {_filled(words, ours, found)}".strip()
    return _ours(words, said) or Markup('<span lang="en">{}</span>').format(message)


def with_field(words: Words, message: str) -> str:
    """The same after the name of the field, for places that stand apart from it."""
    keyed = KEYED.fullmatch(message)
    said = sentence(words, message)
    return Markup("{}: {}").format(field_name(words, keyed[1]), said) if keyed else said


def _ours(words: Words, said: str) -> str:
    for pattern, ours in PATTERNS:
        found = pattern.fullmatch(said)
        if found:
            return _filled(words, ours, found)
    return ""


def _filled(words: Words, ours: str, found: re.Match[str]) -> str:
    if not ours:
        return ""
    values = {name: text.strip('"') for name, text in found.groupdict("").items()}
    if "choices" in values:
        values["choices"] = ", ".join(_name(words, word) for word in values["choices"].split(", "))
    return words._(ours, **values) if values else words._(ours)


def _name(words: Words, word: str) -> str:
    """A choice by the name that the form gives it."""
    return words._(FIELDS[word]) if word in FIELDS else word
