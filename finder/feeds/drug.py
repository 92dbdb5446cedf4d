"""Which of a feed's rows are ours, and what the drug is called here."""

from __future__ import annotations

import re
from decimal import Decimal

from finder.catalog.problems import MistakeError
from finder.core.prices import GENERIC, MOST_DOLLARS_A_TABLET, PRODUCT_NAMES

BRANDS = {name.lower(): name for name in PRODUCT_NAMES if name != GENERIC}
OUR_DRUG = re.compile(r"\b(azathioprine|imuran|azasan)\b", re.IGNORECASE)
TABLET_FORM = re.compile(r"\btab(?:let)?s?\b", re.IGNORECASE)
# Azathioprine sodium is given by vein.
NOT_TABLETS = re.compile(r"\bsodium\b|\bvial\b|\binj", re.IGNORECASE)


def is_ours(text: str) -> bool:
    """Whether a text names azathioprine or one of its brands."""
    return OUR_DRUG.search(text) is not None


def is_tablet(text: str) -> bool:
    """Whether a text names tablets."""
    return TABLET_FORM.search(text) is not None and NOT_TABLETS.search(text) is None


def product_named(text: str) -> str:
    """The product that a text names: a brand, or the generic."""
    found = OUR_DRUG.search(text)
    return BRANDS.get(found[1].lower(), GENERIC) if found else GENERIC


def believable(price: Decimal, tablets: int) -> None:
    """Raises MistakeError for a price that so many of our tablets cannot have."""
    if price > MOST_DOLLARS_A_TABLET * tablets:
        raise MistakeError(
            "not_a_price_of_one" if tablets == 1 else "not_a_price_of", price=f"{price:,}", tablets=tablets
        )
