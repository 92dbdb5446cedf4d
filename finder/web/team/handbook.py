"""The volunteers' handbook: how we know what we publish. Public, like everything that it leads to."""

from __future__ import annotations

from flask import render_template

from finder.web.shared.language import Pages

pages = Pages("handbook", __name__)


@pages.get("/handbook")
def handbook() -> str:
    """How to check by phone, what counts as a source, how to write, how to send data."""
    return render_template("handbook/handbook.html")
