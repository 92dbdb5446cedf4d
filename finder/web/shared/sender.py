"""Which site a form was sent from, as far as the browser says: ``Sec-Fetch-Site``, which no page can forge."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest


def is_from_here() -> bool:
    """Whether the browser says that one of our own pages sent it."""
    return _sender() == "same-origin"


def is_from_elsewhere() -> bool:
    """Whether it says that another site did. Old browsers, and programs, say nothing."""
    return _sender() in ("cross-site", "same-site")


def refuse_other_sites(pages: Blueprint) -> None:
    """Take no form of these pages that another site made a visitor's browser send."""

    @pages.before_request
    def look() -> None:
        if request.method == "POST" and is_from_elsewhere():
            raise BadRequest


def _sender() -> str:
    return request.headers.get("Sec-Fetch-Site", "")
