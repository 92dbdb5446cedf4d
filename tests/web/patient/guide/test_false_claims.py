"""What is common on the web and false must not stand anywhere in the app, but to be denied."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask

from finder.config import ROOT
from finder.store.snapshot_cache import current_snapshot
from finder.wording.translations import catalogue_of
from tests.catalog.folders import SEED
from tests.languages import PREFIXES
from tests.web.conftest import Page, read
from tests.web.reading import prose

SENTENCE = re.compile(r"(?<=[.!?])\s+")
FEWEST_WORDS = 3
DENIED = re.compile(
    r"\b(not|no|never|neither|nor|none|false|myth|ni|nunca|tampoco|falso|mito|n't|instead)\b|\?|isn’t|doesn’t",
    re.IGNORECASE,
)
# Claims that stand only where they are denied.
TO_DENY = {
    "a pain medicine": r"pain ?-?killers?|pain (medicines?|relievers?|medication|drug)|analges|analgés|calmante"
    r"|(medicina|medicamento)s? para el dolor"
    r"|\b(relieves?|treats?|kills?|eases?|alivia|quita|calma)\b (the |your |el |su )?(pain|dolor)\b",
    "addictive": r"\b(is|be|are|becomes?|causes?|form|es|sea|ser|son|causa|crea)\b[^.]*"
    r"(\baddict|\badicci|\badictiv|\bopioid)|habit-forming",
    "a controlled substance": r"controlled (substance|drug|medicine)|sustancias? controlada|medicina controlada",
    "rarely low counts": r"(low (white |blood |red )*(cell )?(blood )?counts?|(conteos|glóbulos)[^.]*bajos)[^.]*"
    r"\b(rare|rarely|uncommon|raros?|raras?|poco comunes)\b",
    "Imuran in other strengths": r"Imuran[^.;]{0,40}\b(25|75|100) ?mg",
    "Humira for cancer": r"\b(Humira|adalimumab)\b[^.]*\b(treats?|cures?|fights?|trata|cura|combate)\b"
    r"[^.]*\b(cancer|cáncer)",
    "labelled for more": r"\b(approved|labell?ed|on the (US )?label|aprobad[oa]s?)\b[^.]*"
    r"\b(for|para)\b[^.]*\b(lupus|crohn|colitis|hepatitis|psoriasis|eczema)",
    "$1-2 a pill": r"\$1(\.00)? ?(-|–|to|or|a|o) ?\$?2(\.00)? ?(a|per|each|por|la|cada)? ?"
    r"(pill|tablet|pastilla|tableta)",
}
FALSE = [
    "Azathioprine is a painkiller.",
    "La azatioprina es un analgésico.",
    "This tablet relieves pain fast.",
    "La tableta alivia el dolor.",
    "Azathioprine can be addictive.",
    "La azatioprina es adictiva.",
    "It is a controlled substance.",
    "Es una sustancia controlada.",
    "Low blood counts are rare.",
    "Los glóbulos blancos bajos son raros.",
    "Imuran comes in 75 mg and 100 mg tablets.",
    "Humira treats cancer.",
    "Humira trata el cáncer.",
    "Azathioprine is approved for lupus and Crohn's disease.",
    "It costs $1-2 a pill.",
    "It costs $1 to $2 per tablet.",
    "Cuesta $1 a $2 por pastilla.",
    "La azatioprina está aprobada para el lupus.",
    "Imuran viene en tabletas de 25 mg.",
    "Azathioprine is a painkiller, not a steroid.",
    "La azatioprina es un analgésico y no un esteroide.",
]


def claims(text: str) -> Iterator[tuple[str, str]]:
    """Every false claim in a text, with its sentence."""
    for sentence in SENTENCE.split(" ".join(text.split())):
        # A word alone, as in a glossary or a list of what people search for, claims nothing.
        if len(sentence.split()) < FEWEST_WORDS:
            continue
        for name, pattern in TO_DENY.items():
            found = re.search(pattern, sentence, re.IGNORECASE)
            if found and not _denied(sentence, found.end()):
                yield name, sentence


def _denied(sentence: str, end: int) -> bool:
    """Whether a claim that ends there is denied: before or within it, not by a "not" about something after it."""
    return bool(DENIED.search(sentence[:end])) or sentence.rstrip('”"').endswith("?")


@pytest.mark.parametrize("sentence", FALSE)
def test_a_false_claim_is_found(sentence: str) -> None:
    assert list(claims(f"Something true. {sentence} Something else."))


@pytest.mark.parametrize(
    "sentence", ["Azathioprine is not a painkiller.", "No es una sustancia controlada.", "Imuran is 50 mg only."]
)
def test_a_denial_may_stand(sentence: str) -> None:
    assert list(claims(sentence)) == []


def test_no_page_of_the_guide_claims_it(guide_pages: dict[str, Page]) -> None:
    assert {path: found for path, page in guide_pages.items() if (found := list(claims(prose(page.one("body")))))} == {}


def test_the_myths_are_denied_on_a_page_of_their_own(guide_pages: dict[str, Page]) -> None:
    text = guide_pages["/guide/myths"].main
    for word in ("painkiller", "addictive", "controlled substance", "rare"):
        assert word in text


def test_no_listing_claims_it(shared_app: Flask) -> None:
    client = shared_app.test_client()
    with shared_app.app_context():
        names = list(current_snapshot().by_id)
    paths = [
        f"{prefix}/{page}" for prefix in PREFIXES for page in ("listings", *(f"listings/{name}" for name in names))
    ]
    assert len(paths) > 150
    assert {path: found for path in paths if (found := list(claims(prose(read(client.get(path)).one("body")))))} == {}


def test_no_template_message_or_data_claims_it() -> None:
    with catalogue_of("es").open("rb") as file:
        messages = [str(text) for message in read_po(file, locale="es") for text in (message.id, message.string)]
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")]
    data = [text for path in SEED.rglob("*.toml") for text in _texts(_toml(path))]
    cells = [cell for path in SEED.glob("*.csv") if path.name != "zip_codes.csv" for cell in _cells(path)]
    assert len(messages) > 300
    assert len(data) > 1000
    assert len(cells) > 1000
    assert [found for text in (*texts, *messages, *data, *cells) for found in claims(text)] == []


def _cells(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            yield from row


def _toml(path: Path) -> object:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        # Other words that people search with are not ours.
        yield from (text for key, inner in value.items() if not key.startswith("also") for text in _texts(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _texts(inner))
