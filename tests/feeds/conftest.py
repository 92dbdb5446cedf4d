"""Databases of both kinds, as the tests of the store have them."""

from __future__ import annotations

from tests.store.conftest import database_url, empty, seeded, seeded_postgresql, seeded_sqlite, shipped

__all__ = ["database_url", "empty", "seeded", "seeded_postgresql", "seeded_sqlite", "shipped"]
