from __future__ import annotations

from tests.web.conftest import get_page  # noqa: F401 - a fixture
