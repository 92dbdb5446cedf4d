"""What the documents name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMED = re.compile(r"`([\w./-]+\.(?:py|html|css|toml|csv|md))`")
LINKED = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
# Placeholders that say so by their capitals, and files that a person makes.
MADE_UP = re.compile(r"[A-Z]{2,}|<")


def files() -> set[str]:
    rooms = ("finder", "docs", "seed_data", "templates", "tests", "bench", "migrations", "deploy")
    return {str(path.relative_to(ROOT)) for room in rooms for path in (ROOT / room).rglob("*") if path.is_file()} | {
        path.name for path in ROOT.iterdir() if path.is_file()
    }


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_a_document_names_is_there(path: Path) -> None:
    known = files()
    names = [name for name in NAMED.findall(path.read_text(encoding="utf-8")) if not MADE_UP.search(name)]
    assert [name for name in names if not any(f"/{file}".endswith(f"/{name}") for file in known)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_documents_leads_somewhere(path: Path) -> None:
    links = LINKED.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
