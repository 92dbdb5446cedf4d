"""The container image and its stack, as far as they can be tried without a builder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]  # PyYAML has no types

from finder.config import ROOT
from tests.conftest import PRODUCTION

CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8")
STACK = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = STACK["services"]


def copied() -> list[str]:
    """What the image has of the project."""
    return re.findall(r"^COPY (\S+) \S+$", CONTAINERFILE, re.MULTILINE)


def run(command: list[str], environ: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the image and no others."""
    folder = tmp_path_factory.mktemp("image")
    leave_out = shutil.ignore_patterns("__pycache__")
    for name in copied():
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=leave_out)
        else:
            shutil.copy(source, folder)
    return folder


def test_the_files_of_the_image_are_enough_to_seed_and_to_answer_in_production(image: Path) -> None:
    environ = {
        "PATH": os.environ["PATH"],
        "FINDER_ENV": "production",
        "SECRET_KEY": PRODUCTION["SECRET_KEY"],
        "SITE_URL": "https://finder.example",
        "DATABASE_URL": f"sqlite:///{image / 'finder.sqlite'}",
    }
    ask = "from wsgi import app; print(app.test_client().get('/', base_url='https://finder.example').status_code)"
    for command in (["-m", "flask", "--app", "wsgi", "seed"], ["-c", ask]):
        done = subprocess.run(
            [sys.executable, *command], cwd=image, env=environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout == "200\n"


def test_nothing_else_is_sent_to_the_builder() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "*"
    assert {line[1:] for line in lines if line.startswith("!")} == {"Containerfile", *copied()}


def test_the_image_installs_what_is_locked_and_runs_as_nobody_special() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    flags = re.search(r"^LOCKED := --quiet --disable-pip-version-check (.+)$", makefile, re.MULTILINE)
    assert flags
    assert f"{flags[1]} -r requirements.lock" in CONTAINERFILE
    assert re.findall(r"^USER (\w+)$", CONTAINERFILE, re.MULTILINE) == ["finder"]
    assert re.findall(r'"--workers", "(\d+)", "--threads", "(\d+)"', CONTAINERFILE) == [("3", "8")]


def test_the_stack_is_the_finder_with_postgresql_redis_and_nginx() -> None:
    assert SERVICES.keys() == {"setup", "app", "database", "counts", "proxy"}
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    for name in ("setup", "app"):
        service = SERVICES[name]
        assert service["build"] == {"context": ".", "dockerfile": "Containerfile"}
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert SERVICES["setup"]["command"][-1] == "seed"


def test_every_setting_of_the_stack_is_described_and_none_is_a_secret_of_ours() -> None:
    settings = SERVICES["app"]["environment"]
    deploying = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
    assert [name for name in settings if f"`{name}`" not in deploying] == []
    secrets = {name: settings[name] for name in ("SECRET_KEY", "MAIL_PASSWORD", "DATABASE_URL")}
    assert all("${" in value for value in secrets.values())


def test_the_proxy_of_the_stack_is_the_shipped_one_but_for_names() -> None:
    mounted = dict(volume.rsplit(":ro", 1)[0].split(":", 1) for volume in SERVICES["proxy"]["volumes"][:-1])
    assert all((ROOT / source).is_file() for source in mounted)
    shipped = (ROOT / "deploy/nginx/nginx.conf").read_text(encoding="utf-8")
    ours = (ROOT / "deploy/compose/nginx.conf").read_text(encoding="utf-8")
    includes = re.findall(r"include (\S+);", shipped)
    assert includes == re.findall(r"include (\S+);", ours)
    assert all(f"/etc/nginx/{name}" in mounted.values() for name in includes)
    assert "/etc/nginx/finder-pass.conf" in mounted.values()
    assert "error_log /dev/stderr crit;" in ours
    assert "server app:8000" in ours


def test_where_no_builder_is_at_hand_it_is_said_and_nothing_is_built(tmp_path: Path) -> None:
    for tool in ("bash", "dirname", "env"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    done = subprocess.run(
        [ROOT / ".ci/image"], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("No image was built: no docker that answers, no podman and no buildah")
