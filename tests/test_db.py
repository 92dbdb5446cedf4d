from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from finder.config import ROOT, WAITS, SettingsError, check, from_environment
from finder.db import db, write


def test_sqlite_waits_for_others_checks_foreign_keys_and_writes_ahead(app: Flask) -> None:
    with app.app_context():
        found = [db.session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "busy_timeout")]
    assert found == ["wal", 1, 30000]


def test_two_writers_who_read_first_take_turns(app: Flask) -> None:
    with app.app_context(), write() as session:
        session.execute(text("CREATE TABLE counter (value INTEGER)"))
        session.execute(text("INSERT INTO counter VALUES (0)"))

    def add_many() -> None:
        with app.app_context():
            for _ in range(20):
                with write() as session:
                    value = session.scalar(text("SELECT value FROM counter"))
                    session.execute(text("UPDATE counter SET value = :value"), {"value": value + 1})

    threads = [threading.Thread(target=add_many) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert db.session.scalar(text("SELECT value FROM counter")) == 60


def test_an_error_while_writing_leaves_nothing_behind(app: Flask) -> None:
    with app.app_context():
        with write() as session:
            session.execute(text("CREATE TABLE counter (value INTEGER)"))
        with pytest.raises(ZeroDivisionError):
            _write_and_fail()
        assert db.session.scalar(text("SELECT count(*) FROM counter")) == 0


def _write_and_fail() -> None:
    with write() as session:
        session.execute(text("INSERT INTO counter VALUES (1)"))
        _ = 1 / 0


@pytest.mark.postgresql
def test_writing_works_on_postgresql_too(make_app, postgresql_url: str) -> None:
    app = make_app(postgresql_url)
    with app.app_context():
        with write() as session:
            session.execute(text("CREATE TABLE counter (value INTEGER)"))
            session.execute(text("INSERT INTO counter VALUES (1)"))
        assert db.session.scalar(text("SELECT value FROM counter")) == 1
        db.session.close()
        db.engine.dispose()


def test_production_refuses_to_start_without_a_secret_key(tmp_path: Path) -> None:
    config = from_environment(tmp_path, {"FINDER_ENV": "production"})
    with pytest.raises(SettingsError, match=r"SECRET_KEY is not set\. Production does not start without it"):
        check(config)


KEY = "1f0c6a52d9b84e7793ad5e2088c41b6f"


@pytest.mark.parametrize(
    "key", ["k3y", "a" * 64, "changeme" * 8, "0123456789abcdef" * 4, "qwertyuiopasdfghjklzxcvbnm1234567890", KEY[:31]]
)
def test_production_refuses_a_key_that_is_short_or_can_be_guessed(tmp_path: Path, key: str) -> None:
    environ = {"FINDER_ENV": "production", "SITE_URL": "https://finder.example"}
    with pytest.raises(SettingsError, match=r"SECRET_KEY is too short or can be guessed\.") as refused:
        check(from_environment(tmp_path, environ | {"SECRET_KEY": key}))
    assert key not in str(refused.value)
    check(from_environment(tmp_path, environ | {"SECRET_KEY": KEY}))
    check(from_environment(tmp_path, {"SECRET_KEY": key}))


def test_production_refuses_to_start_without_its_own_name(tmp_path: Path) -> None:
    environ = {"FINDER_ENV": "production", "SECRET_KEY": KEY}
    with pytest.raises(SettingsError, match=r"SITE_URL is not set\. Production does not start without it"):
        check(from_environment(tmp_path, environ))
    config = from_environment(
        tmp_path, environ | {"SITE_URL": "https://Finder.example:8443", "SITE_HOSTS": "a.org, b.org"}
    )
    check(config)
    assert config["BELIEVED_HOSTS"] == ["finder.example", "a.org", "b.org"]


def test_a_laptop_makes_its_own_secret_key_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    first, second, other = (from_environment(tmp_path / name, {}) for name in ("one", "one", "other"))
    for config in (first, second, other):
        check(config)
    assert len(first["SECRET_KEY"]) == 64
    assert first["SECRET_KEY"] == second["SECRET_KEY"] != other["SECRET_KEY"]
    assert (tmp_path / "one" / "secret_key").stat().st_mode & 0o777 == 0o600


MAIL = {"MAIL_SENDER": "finder@finder.example", "SITE_URL": "https://finder.example"}


@pytest.mark.parametrize(
    ("environ", "backend"),
    [
        ({}, "file"),
        ({"FINDER_ENV": "production"}, "dummy"),
        ({**MAIL, "MAIL_SERVER": "mail.example"}, "smtp"),
    ],
)
def test_mail_goes_to_a_server_or_to_files_or_nowhere(tmp_path: Path, environ: dict[str, str], backend: str) -> None:
    assert from_environment(tmp_path, environ)["MAIL_BACKEND"] == backend


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"MAIL_SERVER": "mail.example", "SITE_URL": MAIL["SITE_URL"]}, "MAIL_SENDER"),
        ({"MAIL_SERVER": "mail.example", "MAIL_SENDER": MAIL["MAIL_SENDER"]}, "SITE_URL"),
        ({"MAIL_SECURITY": "ssl"}, "MAIL_SECURITY"),
        ({"MAIL_PORT": "smtp"}, "MAIL_PORT"),
        ({"SITE_URL": "finder.example"}, "SITE_URL"),
    ],
)
def test_a_mail_setting_that_cannot_be_used_is_named(tmp_path: Path, environ: dict[str, str], name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        from_environment(tmp_path, environ)


@pytest.mark.parametrize("prefix", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_the_usual_spellings_of_a_postgresql_address_work(tmp_path: Path, prefix: str) -> None:
    config = from_environment(tmp_path, {"DATABASE_URL": prefix + "finder@db/finder"})
    check(config)
    assert config["SQLALCHEMY_ENGINES"] == {"default": "postgresql+psycopg://finder@db/finder"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("TRUSTED_PROXIES", "one"), ("TRUSTED_PROXIES", "-1"), ("FINDER_ENV", "test"), ("SITE_CONTACT", "javascript:x")],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        from_environment(tmp_path, {name: value})


@pytest.mark.parametrize("url", ["finder", "mysql://db/finder", "postgresql://db:port/finder", "sqlite+aiosqlite:///x"])
def test_a_database_address_that_cannot_be_used_is_refused_and_not_repeated(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match=r"DATABASE_URL cannot be used\.") as refused:
        check(from_environment(tmp_path, {"DATABASE_URL": url}))
    assert url not in str(refused.value)


@pytest.mark.parametrize("uri", ["redis", "postgresql://db/finder", "redis://cache:port/0"])
def test_a_store_of_counts_that_cannot_be_used_is_refused(tmp_path: Path, uri: str) -> None:
    with pytest.raises(SettingsError, match=r"RATELIMIT_STORAGE_URI cannot be used\."):
        check(from_environment(tmp_path, {"RATELIMIT_STORAGE_URI": uri}))


def run(command: list[str], **settings: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, **settings}
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"FINDER_ENV": "production", "SECRET_KEY": ""}, "Error: SECRET_KEY is not set."),
        ({"FINDER_ENV": "production", "SECRET_KEY": " "}, "Error: SECRET_KEY is not set."),
        ({"DATABASE_URL": "sqlite:////nowhere/finder.sqlite"}, "The database cannot be used: unable to open"),
        ({"DATABASE_URL": "postgresql://finder@127.0.0.1:1/finder"}, "The database cannot be used: connection failed"),
    ],
)
def test_a_command_that_cannot_start_says_why_in_one_sentence(settings: dict[str, str], told: str) -> None:
    done = run([sys.executable, "-m", "flask", "--app", "wsgi", "seed"], **settings)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(told)
    assert len(done.stderr.splitlines()) == 1


def test_a_server_that_cannot_start_says_why_and_stops() -> None:
    command = [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", "--no-control-socket", "wsgi:app"]
    done = run([*command, "--log-level", "error"], FINDER_ENV="production", SECRET_KEY="")
    assert done.returncode == 4
    assert done.stderr.startswith("SECRET_KEY is not set. Production does not start without it")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", WAITS)
@pytest.mark.parametrize("text", ["soon", "-1", "0", "nan", "inf", "1e9"])
def test_a_wait_that_is_no_number_of_seconds_is_refused(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=rf"{name} must be a number of seconds above 0, at most a day\."):
        from_environment(tmp_path, {name: text})


@pytest.mark.parametrize("name", WAITS)
def test_each_wait_is_a_setting_and_documented_with_its_usual_length(tmp_path: Path, name: str) -> None:
    assert from_environment(tmp_path, {name: "7.5"})[name] == 7.5
    assert from_environment(tmp_path, {})[name] == WAITS[name]
    (line,) = [line for line in (ROOT / "docs" / "deploying.md").read_text("utf-8").splitlines() if f"`{name}`" in line]
    assert str(WAITS[name]) in line.split("|")[3].replace(",", " ").split()


def test_mail_and_redis_are_waited_for_as_long_as_is_set(tmp_path: Path) -> None:
    config = from_environment(
        tmp_path, {"MAIL_SECONDS": "4", "REDIS_SECONDS": "0.25", "RATELIMIT_STORAGE_URI": "redis://r/0"}
    )
    check(config)
    assert config["MAIL_TIMEOUT"] == 4
    options = config["RATELIMIT_STORAGE_OPTIONS"]
    assert (options["socket_connect_timeout"], options["socket_timeout"], options["retry"]) == (0.25, 0.25, None)
