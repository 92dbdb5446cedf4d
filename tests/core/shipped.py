"""The catalogue as shipped, read once for every test that asks it."""

from __future__ import annotations

from finder.catalog import read_catalog
from tests.catalog.folders import SEED

CATALOG = read_catalog(SEED)
SNAPSHOT = CATALOG.snapshot("shipped")
