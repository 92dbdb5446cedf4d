"""A small package of somebody else's, and packages made from it."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from pathlib import Path

from finder.feeds.hsds.places import PackageFacts, places
from finder.feeds.hsds.reader import read_package
from finder.feeds.import_report import ImportReport
from tests.feeds.reading import SAMPLES, TODAY

SAMPLE = SAMPLES / "hsds"
SOURCE = "https://directory.example.org/"
ASKED = ["--kind", "free_clinic", "--source", SOURCE, "--on", "2026-11-23"]


def read(
    path: Path, kind: str | None = "free_clinic", source: str = SOURCE
) -> tuple[list[dict[str, object]], ImportReport]:
    told = ImportReport(file=path.name)
    return list(places(read_package(path, told), told, PackageFacts(kind, source, TODAY))), told  # type: ignore[arg-type]


def sample(tmp_path: Path, *changes: tuple[str, str, str]) -> Path:
    """A copy of the sample folder with words of its files changed."""
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "package"))
    for name, old, new in changes:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def zipped(folder: Path, target: Path, inside: str = "") -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, inside + file.name)
    return target


def rows_of(files: dict[str, str], table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{table}.csv"])))
