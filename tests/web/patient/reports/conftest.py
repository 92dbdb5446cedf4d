"""The team, as the pages of reports need it."""

from __future__ import annotations

from tests.web.team.accounts.conftest import app, join, sign_in

__all__ = ["app", "join", "sign_in"]
