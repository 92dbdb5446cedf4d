"""A form that came too late, or from before the log-in: what was typed is handed back, not lost."""

from __future__ import annotations

from flask import render_template, request

from finder.web.shared.sender import is_from_elsewhere

# The blueprints whose forms take a while to fill in. Forms with passwords are not among them.
WORK = ("maintain", "reports", "board")


def hand_back(status: int) -> tuple[str, int] | None:
    """A page with all that was typed, to be sent once more; ``None`` where nothing was, or somebody else typed it."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    # What another site filled in must not wait on our page for a click.
    if request.blueprint not in WORK or not fields or is_from_elsewhere():
        return None
    return render_template("security/kept.html", fields=fields), status
