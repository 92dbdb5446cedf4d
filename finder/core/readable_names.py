"""Names and addresses that a list writes in capitals, as people write them: "ST. MARY'S CTR" is St. Mary's Ctr."""

from __future__ import annotations

import re

# Words that stay in capitals. Others do where they have no vowel: SBHC, CHC.
ABBREVIATION = re.compile(
    r"AHC|AHF|AIDS|AME|BIA|CAHC|CHPY|DBA|FQHC|HIV|IHS|II|III|IV|JWCH|KIPP|LGBT|LLC|MLK|NE|NW|NYS|OB|OBGYN|P\.A\."
    r"|P\.C\.|P\.S\.|PACE|PMS|PO|RV|SE|SW|UC|UCLA|UCSD|UNC|US|USA|VA|VI|VII|VIII|WIC|YMCA|YWCA"
)
# Words without a vowel that are short for a word and not for several.
SHORT_WORD = re.compile(
    r"APT|AVE|BLDG|BLVD|BY|CLNC|CNTR|CNTRY|CNTY|CT|CTR|CTRS|CTY|DR|FLR|FT|GRP|HLTH|HTS|HWY|JR|LN|LYNCH|LYNN|MD|MR|MRS"
    r"|MS|MT|MTN|MTNS|MY|PKWY|PL|PLZ|PT|RD|RM|SCH|SHP|SPRGS|SQ|SR|ST|STE|SVC|SVCS|SVS|TH|TPKE|TRL|WY"
)
SMALL_WORD = re.compile(r"AND|AT|BY|DE|DEL|FOR|IN|LA|LAS|LOS|OF|ON|THE|TO|Y")
VOWELS = frozenset("AEIOUY")
LONGEST_ABBREVIATION = 5
WORD = re.compile(r"[^\s/\-(),&+#]+")
ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH)")
INITIALS = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?")
LONG_SHOUT = re.compile(r"\b[A-Z]{6,}\b")
# After these a capital follows: McDonald, O'Neill.
SPLIT_NAME = re.compile(r"(MC|O'|D')([A-Z])([A-Z']{2,})")


def readable_name(text: str) -> str:
    """The name without shouting. One that has small letters already loses only its long words in capitals."""
    if not text.isupper():
        return LONG_SHOUT.sub(lambda found: _word(found[0], is_first=True), text)
    first_word = WORD.search(text)
    starts = first_word.start() if first_word else 0
    return WORD.sub(lambda found: _word(found[0], is_first=found.start() == starts), text)


def _word(word: str, *, is_first: bool) -> str:
    bare = word.strip(".,;:'\"#")
    if ORDINAL.fullmatch(bare):
        return word.lower()
    if SMALL_WORD.fullmatch(bare) and not is_first:
        return word.lower()
    if any(ABBREVIATION.fullmatch(one) for one in (word, bare)) or INITIALS.fullmatch(word) or _is_abbreviation(bare):
        return word
    if split := SPLIT_NAME.fullmatch(bare):
        return word.replace(bare, f"{split[1].capitalize()}{split[2]}{split[3].lower()}")
    return word.replace(bare, bare.capitalize()) if bare else word


def _is_abbreviation(word: str) -> bool:
    """Whether letters stand for words, few and none a vowel; or it is a number with a letter, as 104B."""
    if not word.isalpha():
        return any(letter.isdigit() for letter in word)
    return len(word) <= LONGEST_ABBREVIATION and not VOWELS & set(word) and not SHORT_WORD.fullmatch(word)
