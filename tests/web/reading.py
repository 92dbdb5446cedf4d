"""How hard a text is to read: Flesch-Kincaid for English, Fernandez-Huerta for Spanish."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from xml.etree.ElementTree import Element

import pyphen

from finder.core.text import ORIGINAL
from finder.languages import OFFERED_LANGUAGES

# What no page for patients passes: the school grade in English, and how easy it is in Spanish.
HARDEST, EASIEST = 7, 65
# What no single paragraph passes, however easy the rest of its page is: it is short, so one long name counts for much.
HARDEST_PARAGRAPH, EASIEST_PARAGRAPH = 12, 42
FEWEST_WORDS_OF_A_PARAGRAPH = 12
# Of a list of names or an address, most words begin with a capital.
LEAST_IN_SMALL_LETTERS = 0.6
WEB_ADDRESS = re.compile(r"\S+\.(?:gov|com|org|edu|uk|us)\b")
# Where facts were read, and when, is for those who check us.
NOT_GRADED = frozenset({"sources", "small"})
FEWEST_WORDS = 5

WORD = re.compile(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ][A-Za-zÁÉÍÓÚÜÑáéíóúüñ’'-]*")
SENTENCE_END = re.compile(r"[.!?:]+[”\"’)]*(?:\s|$)")
BLOCKS = frozenset({"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "th", "td", "caption", "label", "legend", "button"})
# A weak vowel joins its neighbour; two strong ones, or an accent on a weak one, make two syllables.
SPANISH_VOWELS = re.compile(
    r"[aeoáéó]?[iuü][aeoáéó]|[aeoáéóu][iuüy](?![aeoáéó])|[iuü][iuü]|[aeiouáéíóúü]|y(?![aeiouáéíóú])"
)

# Names of drugs, programs and places are what they are, and stand outside the grade.
_NAMES = """
azathioprine azatioprina mercaptopurine mercaptopurina imuran azasan humira adalimumab allopurinol alopurinol
febuxostat infliximab mycophenolate micofenolato natalizumab azacitidine azacitidina azithromycin azitromicina
warfarin warfarina ribavirin ribavirina medicaid medicare marketplace chip tricare needymeds nadac mercado ayuda
adicional healthcare sulfasalazine sulfasalazina mesalamine mesalamina tpmt nudt15 tofacitinib upadacitinib
leflunomide leflunomida america american united states estados unidos texas pharmacy.com zyloprim uloric
"""
NAMES = frozenset(_NAMES.split())


@cache
def _patterns() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=1, right=1)


def counted(text: str) -> list[str]:
    """The words that the grade is about."""
    return [word for word in WORD.findall(text) if word.lower() not in NAMES]


def _sentences(text: str) -> int:
    return max(1, len(SENTENCE_END.findall(text)))


def grade(text: str) -> float:
    """The school grade at which English text is understood; sentences end at . ! ? or :"""
    words = counted(text)
    syllables = sum(len(_patterns().positions(word)) + 1 for word in words)
    return 0.39 * len(words) / _sentences(text) + 11.8 * syllables / len(words) - 15.59


def ease(text: str) -> float:
    """How easy Spanish text is, by Fernandez-Huerta: 60 to 70 is normal, more is easier."""
    words = counted(text)
    syllables = sum(spanish_syllables(word) for word in words)
    return 206.84 - 60 * syllables / len(words) - 1.02 * len(words) / _sentences(text)


def spanish_syllables(word: str) -> int:
    """How many syllables a Spanish word has."""
    spoken = re.sub(r"qu(?=[eiéí])|gu(?=[eiéí])", "g", word.lower())
    return max(1, len(SPANISH_VOWELS.findall(spoken)))


def prose(element: Element, without: frozenset[str] = frozenset()) -> str:
    """The words below an element as sentences: each paragraph, entry or heading ends with a stop.

    ``without`` names classes whose elements are left out.
    """
    return " ".join(paragraphs(element, without))


def sentences(element: Element, without: frozenset[str] = NOT_GRADED) -> str:
    """As ``prose``, of whole sentences alone: short headings, cells and labels would make any page look easy."""
    pieces = (_sentence(piece) for piece in _pieces(element, without))
    return " ".join(piece for piece in pieces if len(counted(piece)) >= FEWEST_WORDS)


def too_hard(text: str, path: str) -> bool:
    """Whether the text of the page at a path is harder than we let it be, in its language."""
    return MEASURES[_language_at(path)](text)


def hard_paragraphs(texts: Iterable[str], path: str) -> list[str]:
    """Those of a page's paragraphs that are too hard by themselves, in the language of the path."""
    told = (WEB_ADDRESS.sub("", text) for text in texts)
    return [text for text in told if _is_prose(text) and PARAGRAPH_MEASURES[_language_at(path)](text)]


def paragraphs(element: Element, without: frozenset[str] = NOT_GRADED) -> list[str]:
    """The words below an element: each paragraph, entry or heading by itself."""
    return [_sentence(piece) for piece in _pieces(element, without) if WORD.search(piece)]


def _is_prose(text: str) -> bool:
    words = counted(text)
    small = sum(word[0].islower() for word in words)
    return len(words) >= FEWEST_WORDS_OF_A_PARAGRAPH and small >= LEAST_IN_SMALL_LETTERS * len(words)


def _language_at(path: str) -> str:
    return next((row.code for row in OFFERED_LANGUAGES if row.prefix and path.startswith(row.prefix)), ORIGINAL)


# Each language that pages are in has a measure of its own: a language without one cannot be judged, and fails.
MEASURES: dict[str, Callable[[str], bool]] = {
    "en": lambda text: grade(text) > HARDEST,
    "es": lambda text: ease(text) < EASIEST,
}
PARAGRAPH_MEASURES: dict[str, Callable[[str], bool]] = {
    "en": lambda text: grade(text) > HARDEST_PARAGRAPH,
    "es": lambda text: ease(text) < EASIEST_PARAGRAPH,
}


def _sentence(piece: str) -> str:
    text = " ".join(piece.split())
    return text if SENTENCE_END.search(text[-2:]) else f"{text}."


def _pieces(element: Element, without: frozenset[str]) -> Iterator[str]:
    said = ""
    for text, block in _texts(element, without):
        if block:
            yield said
            said = ""
        said += text
    yield said


def _texts(element: Element, without: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Each piece of text, and whether a block begins or ends before it."""
    if without & set(element.get("class", "").split()) or element.tag in ("script", "option"):
        return
    block = element.tag in BLOCKS
    yield element.text or "", block
    for child in element:
        yield from _texts(child, without)
        yield child.tail or "", child.tag in BLOCKS
    if block:
        yield "", True
