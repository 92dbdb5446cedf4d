"""The languages that pages are tested in: those of the site's own table, so that one more is tested without an edit."""

from finder.core.text import ORIGINAL
from finder.languages import LANGUAGES, OFFERED_LANGUAGES, TRANSLATION_LANGUAGES, Language

PREFIXES = tuple(language.prefix for language in OFFERED_LANGUAGES)


def language_of(path: str) -> Language:
    """The language of the page at this path."""
    for language in TRANSLATION_LANGUAGES:
        if f"{path}/".startswith(f"{language.prefix}/"):
            return language
    return LANGUAGES[ORIGINAL]
