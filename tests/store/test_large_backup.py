"""A backup is measured before any of it is unpacked: a small file may claim to be a disk full."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from flask import Flask

from finder.store import backup

TOO_LARGE = "This backup is larger than the finder's ever are."
MIB = 1 << 20


@pytest.mark.parametrize(
    ("limit", "member"), [("MOST_BACKUP_BYTES", "listing.jsonl"), ("MOST_CONTENTS_BYTES", backup.CONTENTS)]
)
def test_a_backup_larger_than_any_of_ours_is_refused_before_it_is_unpacked(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, member: str
) -> None:
    file = tmp_path / "backup.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, b" " * MIB)
    monkeypatch.setattr(backup, limit, MIB - 1)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_args: pytest.fail("unpacked"))
    result = app.test_cli_runner().invoke(args=["restore", str(file)])
    assert result.exit_code == 2
    assert TOO_LARGE in result.stderr
    assert file.stat().st_size < MIB / 100


def test_four_gigabytes_of_rows_and_one_megabyte_of_contents_are_the_most() -> None:
    assert (backup.MOST_BACKUP_BYTES, backup.MOST_CONTENTS_BYTES) == (4 << 30, MIB)
