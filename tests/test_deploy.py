"""The files of ``deploy/``, as far as they can be checked without the programs that read them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from finder.config import ROOT
from finder.web.shared.uploads import ENVELOPE_BYTES, MOST_UPLOAD_BYTES
from tests.web.shared.test_headers import EVERYWHERE

DEPLOY = ROOT / "deploy"
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
NGINX = {path.name: path.read_text(encoding="utf-8") for path in sorted((DEPLOY / "nginx").glob("*.conf"))}
HARDENED = {
    "User": "finder",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "CapabilityBoundingSet": "",
    "UMask": "0077",
}
SIZES = {"k": 1024, "m": 1024 * 1024}


def settings(unit: Path) -> dict[str, str]:
    lines = [line for line in unit.read_text(encoding="utf-8").splitlines() if "=" in line and line[0] != "#"]
    return dict(line.split("=", 1) for line in lines)


def sizes(text: str, name: str) -> list[int]:
    return [int(number) * SIZES[unit] for number, unit in re.findall(rf"{name} (\d+)([km]);", text)]


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_a_service_runs_as_a_user_of_its_own_who_can_write_little(unit: Path) -> None:
    assert HARDENED.items() <= settings(unit).items()
    assert "/opt/finder/instance" in settings(unit)["ReadWritePaths"]


def test_each_timer_has_its_service_and_the_site_runs_without_one() -> None:
    timers = {path.stem for path in (DEPLOY / "systemd").glob("*.timer")}
    assert timers == {path.stem for path in SERVICES} - {"finder"} == {"finder-backup", "finder-feeds", "finder-forget"}


def test_the_services_call_commands_that_there_are(app: Flask) -> None:
    called = {name for unit in SERVICES for name in re.findall(r"flask --app wsgi (\w+)", unit.read_text("utf-8"))}
    assert called == {"seed", "backup", "forget", "prices", "places"}
    assert called <= set(app.cli.commands)


def test_the_proxy_puts_our_headers_on_its_own_answers_word_for_word() -> None:
    values = re.findall(r'^    "" (.+);$', NGINX["finder-headers.conf"], re.MULTILINE)
    assert {value.strip('"') for value in values} == set(EVERYWHERE.values()) | {"no-store"}
    added = re.findall(r"^add_header (\S+) \$\w+ always;$", NGINX["finder-headers.conf"], re.MULTILINE)
    assert set(added) == EVERYWHERE.keys() | {"Cache-Control"}


@pytest.mark.parametrize("name", NGINX)
def test_no_body_that_the_proxy_takes_is_larger_than_its_memory_for_it(name: str) -> None:
    assert sizes(NGINX[name], "client_max_body_size") == sizes(NGINX[name], "client_body_buffer_size")


def test_the_proxy_takes_what_the_finder_takes_and_keeps_nothing(app: Flask) -> None:
    limits, site = NGINX["finder-limits.conf"], NGINX["finder-site.conf"]
    assert sizes(limits, "client_max_body_size") == [app.config["MAX_CONTENT_LENGTH"]]
    assert sizes(site, "client_max_body_size")[0] >= MOST_UPLOAD_BYTES + ENVELOPE_BYTES
    assert "access_log off;" in limits
    assert "proxy_max_temp_file_size 0;" in limits
    assert re.findall(r"error_log \S+ (\w+);", NGINX["nginx.conf"]) == ["crit"]
    waits = re.findall(r"proxy_read_timeout (\d+)s;", site)
    assert int(waits[0]) > app.config["CASELOAD_SECONDS"]
