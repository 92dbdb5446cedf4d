"""Phones as sources: who was told a price by phone names the number that was called, as ``tel:+1-888-555-0100``."""

from __future__ import annotations

import re

import phonenumbers

from finder.catalog.problems import MistakeError
from finder.catalog.values import text, url

TEL = "tel:"
# The states and the territories that have our listings; Canada and the islands beside it share the country code.
REGIONS = frozenset({"US", "PR", "GU", "VI", "AS", "MP"})
# Letters stand for a word, for an extension or for a sentence: none of these can be called as it stands.
DIGITS = re.compile(r"[0-9+(][0-9 ()./+\u2010-\u2015\u00a0-]{5,24}")


def _digits(said: str) -> str:
    """What is dialled, when the text is a phone number and nothing else; else nothing."""
    bare = said.strip()
    bare = bare[len(TEL) :] if bare.lower().startswith(TEL) else bare
    return bare if DIGITS.fullmatch(bare) else ""


def phone_source(said: str) -> str:
    """A plainly typed US number in the one form that files hold; nothing for any other text."""
    try:
        number = phonenumbers.parse(_digits(said), "US")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number) or phonenumbers.region_code_for_number(number) not in REGIONS:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966)


def phone_of(source: str) -> str:
    """The number as people write it, 1-888-555-0100, of a source that is a phone; nothing for an address."""
    return source.removeprefix(TEL).removeprefix("+") if source.startswith(TEL) else ""


def web_or_phone(said: str) -> str:
    """A web address, or the phone that was called, in its one form."""
    if not _digits(said) and not said.lower().startswith(TEL):
        return _web(text(said))
    right = phone_source(said)
    if not right:
        raise MistakeError("not_a_us_phone", value=said)
    if right != said:
        raise MistakeError("phone_in_another_form", right=right, value=said)
    return said


def _web(said: str) -> str:
    try:
        return url(said)
    except MistakeError:
        raise MistakeError("not_an_address_or_phone", value=said) from None
