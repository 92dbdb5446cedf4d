from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest
from flask import Flask

from finder.config import check, from_environment
from finder.private_files import keep_private, make_private
from tests.conftest import close


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_made_for_its_owner_alone_and_what_is_in_it_stays(tmp_path: Path) -> None:
    file = tmp_path / "file"
    make_private(file)
    assert (mode(file), file.read_text()) == (0o600, "")
    file.write_text("kept")
    make_private(file)
    assert file.read_text() == "kept"
    make_private(tmp_path / "nowhere" / "file")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(("before", "after"), [(0o644, 0o600), (0o777, 0o700), (0o444, 0o400), (0o600, 0o600)])
def test_an_open_file_is_closed_to_others_and_its_owner_may_do_what_they_could(tmp_path: Path, before, after) -> None:
    file = tmp_path / "file"
    file.touch()
    file.chmod(before)
    keep_private(file)
    assert mode(file) == after


def test_a_database_with_what_stands_beside_it_is_its_owners_alone(
    make_app, seeded_database: Path, tmp_path: Path
) -> None:
    """Made anew, and made open by an earlier release."""
    old = Path(shutil.copyfile(seeded_database, tmp_path / "old.sqlite"))
    old.chmod(0o644)
    for file in (tmp_path / "new.sqlite", old):
        app: Flask = make_app(file)
        # It stays open, so that what SQLite writes beside it is still there.
        assert app.test_cli_runner().invoke(args=["seed"]).exit_code == 0
        assert {path.name: oct(mode(path)) for path in tmp_path.glob(f"{file.name}*")} == {
            f"{file.name}{end}": "0o600" for end in ("", "-wal", "-shm")
        }
        close(app)


def test_an_old_key_that_others_could_read_is_closed(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("kept")
    (tmp_path / "secret_key").chmod(0o644)
    check(from_environment(tmp_path, {}))
    assert mode(tmp_path / "secret_key") == 0o600


def test_letters_lie_where_others_cannot_look(make_app, database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "instance" / "mail"
    app = make_app(database, {"MAIL_BACKEND": "file", "MAIL_FILE_PATH": str(folder)})
    for _ in range(2):
        result = app.test_cli_runner().invoke(args=["users", "add", "ana@team.example", "--role", "volunteer"])
        assert result.exit_code == 0, result.output
        assert len(list(folder.iterdir())) > 0
        assert mode(folder) == 0o700
        folder.chmod(0o755)
