"""The voice of one language: messages, money, months and people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel.dates import format_date, format_skeleton
from babel.support import NullTranslations
from markupsafe import Markup

from finder.core.costs import cents
from finder.core.text import ORIGINAL, Text
from finder.languages import LANGUAGES
from finder.wording.translations import name_of, translations

WHOLE_DOLLARS = Decimal(1)


def N_(message: str) -> str:  # noqa: N802 - the marker that message extraction looks for
    """Mark a message of a table for translation; it is translated when it is used."""
    return message


@dataclass(frozen=True, slots=True)
class Words:
    """One language. ``_`` translates a message and fills in named values."""

    language: str
    messages: NullTranslations

    def _(self, message: str, **values: object) -> str:
        translation = self.messages.ugettext(message)
        return translation % values if values else translation

    def text(self, text: Text) -> str:
        """A text of the catalogue in this language."""
        return text.in_language(self.language)

    def marked(self, text: Text) -> str:
        """The text in this language; where nobody has translated it, the original marked as English."""
        if text.get(self.language) or not text.original:
            return self.text(text)
        return Markup('<span lang="{}">{}</span>').format(LANGUAGES[ORIGINAL].html_lang, text.original)

    def phrase(self, phrases: Mapping[str, Text], english: str) -> str:
        """A phrase by its English words, as ``marked`` says it."""
        return self.marked(phrases.get(english) or Text(en=english))

    def language_name(self, code: str) -> str:
        """What this language calls another one inside a sentence: "Spanish", "español"."""
        return name_of(code, said_in=self.language)

    def language_names(self) -> dict[str, str]:
        """The languages of the table by code, as a list names them: "Inglés", "Español"."""
        names = {code: self.language_name(code) for code in LANGUAGES}
        return {code: name[:1].upper() + name[1:] for code, name in names.items()}

    @staticmethod
    def dollars(amount: Decimal) -> str:
        """Dollars and cents: $1,234.50."""
        return f"${cents(amount):,.2f}"

    @staticmethod
    def plain(amount: Decimal) -> str:
        """Dollars and cents for a file: 1234.50."""
        return f"{cents(amount):.2f}"

    @staticmethod
    def about(amount: Decimal) -> str:
        """Whole dollars: $1,235; below a dollar with cents."""
        if 0 < amount < 1:
            return f"${cents(amount):,.2f}"
        return f"${amount.quantize(WHOLE_DOLLARS, ROUND_HALF_UP):,}"

    def span(self, low: Decimal, high: Decimal, *, whole: bool = False) -> str:
        """A range of dollars, or one figure where both ends are the same when shown."""
        show = self.about if whole else self.dollars
        lowest, highest = show(low), show(high)
        return lowest if lowest == highest else self._("%(low)s to %(high)s", low=lowest, high=highest)

    def day(self, day: date) -> str:
        """A date in full: November 23, 2026."""
        return _date(day, "long", self.language)

    def month(self, day: date) -> str:
        """A month: July 2026."""
        return _month(day, self.language)

    def dated(self, dated: str) -> str:
        """The day or month that a source shows, in words; what is neither stays as it is."""
        try:
            if dated.count("-") == 1:
                return self.month(date.fromisoformat(f"{dated}-01"))
            return self.day(date.fromisoformat(dated))
        except ValueError:
            return dated

    @staticmethod
    def number(value: Decimal | int) -> str:
        """A number without needless zeros: 1.5, 100."""
        text = f"{Decimal(value):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


# A page of results shows hundreds of dates, and the same few again and again.
@lru_cache(maxsize=4096)
def _date(day: date, pattern: str, language: str) -> str:
    return format_date(day, pattern, LANGUAGES[language].locale)


@lru_cache(maxsize=4096)
def _month(day: date, language: str) -> str:
    return format_skeleton("yMMMM", day, locale=LANGUAGES[language].locale)


@cache
def words_in(language: str) -> Words:
    """The words of a language, by its code."""
    return Words(language, translations(language))
