from __future__ import annotations

import builtins
import socket
from typing import Any

import pytest

from finder.papers import pdf as module
from finder.papers.pdf import NoPdf, pdf
from tests.web.pdfs import opened, pages

PAGE = """<!doctype html><html lang="en"><head><title>A page</title>
<link rel="stylesheet" href="https://example.org/a.css"></head>
<body class="paper"><p class="dated">Made today</p><main><h1>Hola ñ</h1><img src="{}" alt="x"></main></body></html>"""
FONT = "Public-Sans"


def test_a_pdf_is_tagged_has_a_language_and_a_title_and_our_font() -> None:
    text = opened(pdf(PAGE, "es"))
    assert "/Lang (es)" in text
    assert "/Marked true" in text
    assert "/StructTreeRoot" in text
    assert "/Title (A page)" in text
    assert "pdfuaid" in text
    assert "/MediaBox [0 0 612 792]" in text
    assert FONT in text


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>zebra7731</text></svg>', encoding="utf-8")

    def refuse(*_args: Any, **_values: Any) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for address in ("https://example.org/a.png", "http://127.0.0.1/a.png", secret.as_uri(), "font:../pdf.py"):
        made = pdf(PAGE.format(address), "en")
        assert pages(made) == 1
        assert "/Subtype /Image" not in opened(made)


def test_a_machine_without_pango_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    really = builtins.__import__

    def without(name: str, *args: Any, **values: Any) -> Any:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return really(name, *args, **values)

    module._press.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NoPdf):
        pdf(PAGE, "en")
    monkeypatch.undo()
    assert pages(pdf(PAGE, "en")) == 1
