"""Settings: what the environment says, with defaults that suit a laptop and checks that suit production."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ("development", "production")
KIB = 1024


class SettingsError(RuntimeError):
    """A setting is missing or cannot be used; the message says which and what to do."""


def from_environment(instance: Path, environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Read every setting. ``instance`` is the folder for what this installation keeps on disk."""
    env = environ.get("FINDER_ENV", "development")
    if env not in ENVIRONMENTS:
        raise SettingsError(f"FINDER_ENV must be one of: {', '.join(ENVIRONMENTS)}. It is {env!r}.")
    return {
        "FINDER_ENV": env,
        "SECRET_KEY": environ.get("SECRET_KEY") or None,
        "DATABASE_URL": environ.get("DATABASE_URL") or f"sqlite:///{instance / 'finder.sqlite'}",
        "RATELIMIT_STORAGE_URI": environ.get("RATELIMIT_STORAGE_URI") or "memory://",
        "TRUSTED_PROXIES": _hops(environ.get("TRUSTED_PROXIES") or "0"),
        "SITE_CONTACT": _contact(environ.get("SITE_CONTACT") or None),
        "STATIC_BUILD": str(instance / "static"),
        # A search is a few hundred bytes of form. Views that take files set their own limit.
        "MAX_CONTENT_LENGTH": 64 * KIB,
        "MAX_FORM_MEMORY_SIZE": 64 * KIB,
        "MAX_FORM_PARTS": 200,
        "RATELIMIT_ENABLED": True,
        "RATELIMIT_HEADERS_ENABLED": True,
        # When Redis is away, each worker counts for itself instead of failing.
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_STREAMS": False,
        "ALEMBIC": {"script_location": str(ROOT / "migrations")},
        "LOG_STREAM": None,
    }


def check(config: dict[str, Any]) -> None:
    """Fill in what may be filled in, and refuse what must not run. Raises SettingsError."""
    if not config.get("SECRET_KEY"):
        if config["FINDER_ENV"] == "production":
            raise SettingsError(
                "SECRET_KEY is not set. Production does not start without it: set SECRET_KEY to a long random value, "
                "the same for every worker."
            )
        # A new key at every start is safe anywhere; sessions simply end with the process.
        config["SECRET_KEY"] = secrets.token_hex(32)
    config["SQLALCHEMY_ENGINES"] = {"default": _with_driver(config["DATABASE_URL"])}


def _hops(text: str) -> int:
    if not text.isdecimal():
        raise SettingsError(f"TRUSTED_PROXIES must be a whole number of proxies, 0 or more. It is {text!r}.")
    return int(text)


def _contact(text: str | None) -> str | None:
    if text is not None and not text.startswith(("https://", "mailto:")):
        raise SettingsError(f"SITE_CONTACT must start with https:// or mailto:. It is {text!r}.")
    return text


def _with_driver(url: str) -> str:
    """Hosting services hand out ``postgres://``; SQLAlchemy wants the driver's name as well."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
