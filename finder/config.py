"""Settings: what the environment says, with defaults that suit a laptop and checks that suit production."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urlsplit

from click import ClickException
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from zxcvbn import zxcvbn

from finder.private_files import keep_private

ROOT = Path(__file__).resolve().parent.parent
DATABASES = ("postgresql+psycopg", "sqlite", "sqlite+pysqlite")
COUNTERS = ("memory", "redis", "rediss", "redis+unix", "redis+sentinel", "redis+cluster")
ENVIRONMENTS = ("development", "production")
KIB = 1024
MOST_WAIT_SECONDS = 24 * 60 * 60
# So many guesses, as a power of ten: 32 random letters and figures take more, repeated words and rows of keys fewer.
SHORTEST_KEY, JUDGED_KEY_LENGTH, HARD_TO_GUESS = 32, 72, 28
# How long we wait for others, in seconds. Locks are waited for longest: of many editors at once on a slow machine none
# shall see an error for bad luck.
WAITS = {
    "DATABASE_CONNECT_SECONDS": 3,
    "DATABASE_PING_SECONDS": 2,
    "DATABASE_STATEMENT_SECONDS": 60,
    "DATABASE_LOCK_SECONDS": 30,
    "DATABASE_ANSWER_SECONDS": 90,
    "REDIS_SECONDS": 0.5,
    "MAIL_SECONDS": 10,
    "DOWNLOAD_ANSWER_SECONDS": 60,
    "DOWNLOAD_SECONDS": 1800,
    # How often each worker looks whether something was published; a new catalogue takes a second or two to build.
    "CATALOGUE_LOOK_SECONDS": 3,
}
# What no environment changes. Values alone: two apps of a process share them.
FIXED_SETTINGS: Mapping[str, Any] = {
    # A search is a few hundred bytes of form. Views that take files set their own limit.
    "MAX_CONTENT_LENGTH": 64 * KIB,
    "MAX_FORM_MEMORY_SIZE": 64 * KIB,
    "MAX_FORM_PARTS": 200,
    "RATELIMIT_ENABLED": True,
    # For pages that compute an answer, about a quarter of one core for whoever goes to the limit. A clinic's staff
    # may share one address, and an agency's own system asks for one person after the other.
    "ANSWERS_LIMIT": "600 per minute; 10000 per hour",
    # All other pages together.
    "PAGES_LIMIT": "900 per minute; 20000 per hour",
    # A PDF takes twelve times as long to make.
    "PDF_LIMIT": "60 per minute; 1000 per hour",
    # A caseload on the page; the command has no limits. Browsers wait five minutes for an answer to begin.
    "CASELOAD_ROWS": 10_000,
    "CASELOAD_SECONDS": 240,
    # So many in one worker at a time: its other threads answer everybody else.
    "CASELOADS_AT_ONCE": 2,
    # How long a caller may take for one piece of an answer (a page, or 64 kB of a file).
    "SEND_SECONDS": 30,
    "RATELIMIT_HEADERS_ENABLED": True,
    # When Redis is away, each worker counts for itself instead of failing.
    "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
    "COMPRESS_STREAMS": False,
    "LOG_STREAM": None,
}


class SettingsError(ClickException):
    """A setting is missing or cannot be used; the message says which and what to do. Ends a command with exit 2."""

    exit_code = 2


def from_environment(instance: Path, environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Read every setting. ``instance`` is the folder for what this installation keeps on disk."""
    env = environ.get("FINDER_ENV", "development")
    if env not in ENVIRONMENTS:
        raise SettingsError(f"FINDER_ENV must be one of: {', '.join(ENVIRONMENTS)}. It is {env!r}.")
    return {
        "FINDER_ENV": env,
        "SECRET_KEY": environ.get("SECRET_KEY", "").strip() or None,
        "DATABASE_URL": environ.get("DATABASE_URL") or f"sqlite:///{instance / 'finder.sqlite'}",
        "RATELIMIT_STORAGE_URI": environ.get("RATELIMIT_STORAGE_URI") or "memory://",
        "TRUSTED_PROXIES": _hops(environ.get("TRUSTED_PROXIES") or "0"),
        "SITE_HOSTS": (environ.get("SITE_HOSTS") or "").lower().replace(",", " ").split(),
        "SITE_CONTACT": _contact(environ.get("SITE_CONTACT") or None),
        "STATIC_BUILD": str(instance / "static"),
        "SECRET_KEY_FILE": str(instance / "secret_key"),
        **_mail(instance, env, environ),
        **{name: _seconds(name, environ.get(name) or str(usual)) for name, usual in WAITS.items()},
        **FIXED_SETTINGS,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "ALEMBIC": {"script_location": str(ROOT / "migrations")},
    }


def check(config: dict[str, Any]) -> None:
    """Fill in what may be filled in, and refuse what must not run. Raises SettingsError."""
    if config["FINDER_ENV"] == "production":
        _check_production(config)
    config["SECRET_KEY"] = config.get("SECRET_KEY") or _kept_key(config["SECRET_KEY_FILE"])
    config["BELIEVED_HOSTS"] = _believed_hosts(config)
    config["SQLALCHEMY_ENGINES"] = {"default": _database(config["DATABASE_URL"])}
    _check_counter(config["RATELIMIT_STORAGE_URI"])
    config.setdefault("RATELIMIT_STORAGE_OPTIONS", _counter_options(config["RATELIMIT_STORAGE_URI"], config))


def _check_production(config: Mapping[str, Any]) -> None:
    key = config.get("SECRET_KEY")
    if not key:
        raise SettingsError(
            "SECRET_KEY is not set. Production does not start without it: set SECRET_KEY to a long random value, "
            "the same for every worker."
        )
    if len(key) < SHORTEST_KEY or zxcvbn(key[:JUDGED_KEY_LENGTH])["guesses_log10"] < HARD_TO_GUESS:
        raise SettingsError(
            "SECRET_KEY is too short or can be guessed. Make one with: "
            "python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    if not _believed_hosts(config):
        raise SettingsError(
            "SITE_URL is not set. Production does not start without it, or SITE_HOSTS: a name that a caller made up "
            "must not get into links."
        )


def _believed_hosts(config: Mapping[str, Any]) -> list[str]:
    """The names under which the site may be asked; none on a laptop that was told none: then any."""
    site = urlsplit(config["SITE_URL"] or "").hostname
    return [*([site] if site else []), *config["SITE_HOSTS"]]


def _kept_key(file: str) -> str:
    """A laptop's own key, made once: links and second factors outlive a restart, and commands know the server's."""
    path = Path(file)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written apart and linked in whole: a second process that starts now reads all of it, or makes none.
        with NamedTemporaryFile("w", dir=path.parent, encoding="utf-8") as new:
            new.write(secrets.token_hex(32))
            new.flush()
            with suppress(FileExistsError):
                path.hardlink_to(new.name)
    keep_private(path)
    return path.read_text(encoding="utf-8").strip()


def _mail(instance: Path, env: str, environ: Mapping[str, str]) -> dict[str, Any]:
    """How mail leaves: through MAIL_SERVER; without one into files on a laptop, and not at all in production."""
    server = environ.get("MAIL_SERVER") or None
    security = environ.get("MAIL_SECURITY") or "starttls"
    ports = {"starttls": "587", "tls": "465", "none": "25"}
    if security not in ports:
        raise SettingsError(f"MAIL_SECURITY must be one of: {', '.join(ports)}. It is {security!r}.")
    port = environ.get("MAIL_PORT") or ports[security]
    if not port.isdecimal():
        raise SettingsError(f"MAIL_PORT must be a whole number. It is {port!r}.")
    sender = environ.get("MAIL_SENDER") or None
    site = _site_url(environ.get("SITE_URL") or None)
    if server and not sender:
        raise SettingsError("MAIL_SENDER is not set. With MAIL_SERVER, set it to the address that mail comes from.")
    if server and not site:
        raise SettingsError(
            "SITE_URL is not set. With MAIL_SERVER, set it to this site's address: links in mail need it."
        )
    return {
        "MAIL_BACKEND": "smtp" if server else "dummy" if env == "production" else "file",
        "MAIL_SERVER": server,
        "MAIL_PORT": int(port),
        "MAIL_USE_TLS": security == "starttls",
        "MAIL_USE_SSL": security == "tls",
        "MAIL_USERNAME": environ.get("MAIL_USERNAME") or None,
        "MAIL_PASSWORD": environ.get("MAIL_PASSWORD") or None,
        "MAIL_TIMEOUT": _seconds("MAIL_SECONDS", environ.get("MAIL_SECONDS") or str(WAITS["MAIL_SECONDS"])),
        "MAIL_DEFAULT_SENDER": sender or "finder@localhost",
        "MAIL_FILE_PATH": str(instance / "mail"),
        "SITE_URL": site,
    }


def _seconds(name: str, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < MOST_WAIT_SECONDS:
        raise SettingsError(f"{name} must be a number of seconds above 0, at most a day. It is {text!r}.")
    return seconds


def _site_url(text: str | None) -> str | None:
    if text is not None and not text.startswith(("https://", "http://")):
        raise SettingsError(f"SITE_URL must start with https:// or http://. It is {text!r}.")
    return text.rstrip("/") if text else None


def _hops(text: str) -> int:
    if not text.isdecimal():
        raise SettingsError(f"TRUSTED_PROXIES must be a whole number of proxies, 0 or more. It is {text!r}.")
    return int(text)


def _contact(text: str | None) -> str | None:
    if text is not None and not text.startswith(("https://", "mailto:")):
        raise SettingsError(f"SITE_CONTACT must start with https:// or mailto:. It is {text!r}.")
    return text


def _database(url: str) -> str:
    """Hosting services hand out ``postgres://``; SQLAlchemy wants the driver's name as well.

    The address is never repeated in a message: it may hold a password.
    """
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            url = "postgresql+psycopg://" + url.removeprefix(prefix)
    try:
        scheme = make_url(url).drivername
    except (ArgumentError, ValueError):
        scheme = ""
    if scheme not in DATABASES:
        raise SettingsError(
            "DATABASE_URL cannot be used. Write it as postgresql://user:password@host/name or sqlite:////path/file."
        )
    return url


def _counter_options(uri: str, config: Mapping[str, Any]) -> dict[str, Any]:
    """Counting must not hold up an answer: each worker counts for itself where Redis does not answer in time."""
    if not uri.startswith("redis"):
        return {}
    seconds = config["REDIS_SECONDS"]
    once = {} if uri.startswith(("redis+sentinel", "redis+cluster")) else {"retry": None}
    return {"socket_connect_timeout": seconds, "socket_timeout": seconds, **once}


def _check_counter(uri: str) -> None:
    try:
        parts = urlsplit(uri)
        known = parts.scheme in COUNTERS and (parts.port or True)
    except ValueError:
        known = False
    if not known:
        raise SettingsError("RATELIMIT_STORAGE_URI cannot be used. Write it as redis://host:6379/0, or leave it out.")
