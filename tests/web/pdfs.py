"""Reading our PDFs: their words, and all objects as text with their streams opened."""

from __future__ import annotations

import io
import re
import zlib

from pypdf import PdfReader

# Nothing is left out before "endstream": the last byte of what is packed can be a carriage return too.
STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)


def opened(data: bytes) -> str:
    """Everything in the file that is or can be made text."""
    texts = [STREAM.sub(b"", data)]
    for found in STREAM.finditer(data):
        try:
            texts.append(zlib.decompress(found[1]))
        except zlib.error:
            texts.append(found[1])
    return b"\n".join(texts).decode("latin-1")


def pages(data: bytes) -> int:
    """How many pages it has."""
    return len(re.findall(r"/Type /Page\b(?!s)", opened(data)))


def smallest_type_pt(data: bytes) -> float:
    """The smallest type on any page; in the file it stands in CSS pixels, 96 to the inch."""
    return min(float(size) for size in re.findall(r"/\S+ ([\d.]+) Tf", opened(data))) * 72 / 96


def colours(data: bytes) -> set[tuple[float, ...]]:
    """Every colour that is set for filling or drawing."""
    found = re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b", opened(data))
    return {tuple(float(part) for part in colour) for colour in found}


def letters_of(data: bytes) -> str:
    """Everything that is printed, without blanks and hyphens: lines end, and words are parted, where the page wants."""
    return letters("".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


def letters(text: str) -> str:
    """A text without blanks and hyphens, to look for in a PDF."""
    return re.sub(r"[\s\u00ad-]", "", text)
