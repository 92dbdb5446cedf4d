"""The languages that pages are tested in: those of the site's own table, so that one more is tested without an edit."""

from finder.core.text import ORIGINAL
from finder.languages import LANGUAGES, OFFERED, TRANSLATED, Language

PREFIXES = tuple(language.prefix for language in OFFERED)


def language_of(path: str) -> Language:
    """The language of the page at this path."""
    for language in TRANSLATED:
        if f"{path}/".startswith(f"{language.prefix}/"):
            return language
    return LANGUAGES[ORIGINAL]
