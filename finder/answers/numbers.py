"""Numbers as people write them: dollars, counts and days.

What has one meaning is read; what could mean two things is refused. A blank or a sign inside a number joins nothing:
"800 600" may be two incomes and "10 15" two answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from finder.answers.errors import AnswerError
from finder.answers.plain_text import plain
from finder.answers.typed_words import TYPED_WORDS, meanings_of, pattern_of

MOST_DOLLARS = 10_000_000

# Dollars: a comma, or one blank after one or two digits, parts thousands ("1,500", "1 500"). A point parts cents, or
# what a spreadsheet works out ("1666.666667"), and never three digits: "1.500" could mean two things. A comma parts
# cents where nothing else can be meant: "1500,50", "1.500,50".
DOLLARS = re.compile(
    r"(?P<sign>-?)\s?\$?\s?(?:"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,2} \d{3}|\d+)(?:\.(?P<part>\d{4,20}|\d{0,2}))?"
    r"|\.(?P<cents>\d{1,2})"
    r"|(?P<pointed>\d{1,3}(?:\.\d{3})+|\d{3,}),(?P<comma>\d{2})"
    r")\s?\$?"
)
# Counts take no thousands mark at all; ".0" is what a spreadsheet writes after a whole number.
COUNT = re.compile(r"(?P<number>-?\d+(?:\.\d{1,20})?)")
# The question's own unit may follow the number.
UNITS = {unit: re.compile(rf"\s?{pattern_of('units', unit)}$") for unit in TYPED_WORDS["units"]}
WEEKS = re.compile(rf"(?P<number>\d{{1,3}}|{pattern_of('articles', 'one')}) ?{pattern_of('units', 'weeks')}")
NUMBER_WORDS = {word: int(key) for word, key in meanings_of("numbers").items()}
ZERO_WORDS = frozenset(word for word, number in NUMBER_WORDS.items() if number == 0)
SPELLED_NUMBERS = {word: number for word, number in NUMBER_WORDS.items() if number}
PERIODS = meanings_of("periods")
DAYS_PER_WEEK = 7


class Income(NamedTuple):
    """An income in dollars, and the period where the words name it ("$400 a week")."""

    amount: Decimal
    period: str | None


def read_dollars(text: str) -> Decimal:
    """An amount of dollars. Raises AnswerError when it cannot be read."""
    cleaned = UNITS["dollars"].sub("", plain(text))
    if cleaned in ZERO_WORDS:
        return Decimal(0)
    found = DOLLARS.fullmatch(cleaned)
    if not found or cleaned.count("$") > 1:
        raise AnswerError("not_a_number")
    whole = re.sub(r"[., ]", "", found["whole"] or found["pointed"] or "0")
    part = found["part"] or found["cents"] or found["comma"] or "0"
    value = Decimal(f"{found['sign']}{whole}.{part}")
    if not 0 <= value <= MOST_DOLLARS:
        raise AnswerError("out_of_range", lowest=0, highest=MOST_DOLLARS)
    # "-0" is nothing, not less than nothing, and "1500.0" is 1500.
    return abs(value.quantize(Decimal(1))) if value == value.to_integral_value() else value


def read_income(text: str) -> Income:
    """An amount of dollars, with its period where the words name one. Raises AnswerError."""
    cleaned = plain(text)
    for word, period in PERIODS.items():
        amount = cleaned.removesuffix(word)
        if amount != cleaned and (amount.endswith((" ", "/")) or not word[0].isalpha()):
            return Income(read_dollars(amount.rstrip(" /")), period)
    return Income(read_dollars(cleaned), None)


def count(lowest: int, highest: int, *, unit: str = "", whole: bool = True) -> Callable[[str], object]:
    """A reader of numbers between two, with the question's unit after it; whole ones unless told otherwise."""

    def read(text: str) -> object:
        cleaned = plain(text)
        if unit:
            cleaned = UNITS[unit].sub("", cleaned)
        found = COUNT.fullmatch(str(SPELLED_NUMBERS.get(cleaned, cleaned)))
        if not found:
            raise AnswerError("not_a_number")
        value = Decimal(found["number"])
        if whole and value != value.to_integral_value():
            raise AnswerError("not_a_whole_number")
        if not lowest <= value <= highest:
            raise AnswerError("out_of_range", lowest=lowest, highest=highest)
        return int(value) if whole else value or Decimal(0)

    return read


def days(lowest: int, highest: int) -> Callable[[str], object]:
    """A reader of days: "10", "10 days", "a week", "2 weeks"; "none" is 0 where 0 can be meant."""
    read_count = count(lowest, highest, unit="days")

    def read(text: str) -> object:
        cleaned = plain(text)
        if cleaned in ZERO_WORDS and lowest == 0:
            return 0
        parts = cleaned.split(" ")
        if parts[0] in SPELLED_NUMBERS:
            cleaned = " ".join((str(SPELLED_NUMBERS[parts[0]]), *parts[1:]))
        found = WEEKS.fullmatch(cleaned)
        if found:
            number = int(found["number"]) if found["number"].isdecimal() else 1
            return read_count(str(number * DAYS_PER_WEEK))
        return read_count(cleaned)

    return read
