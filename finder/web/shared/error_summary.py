"""The summary at the top of a page whose form was sent with mistakes."""

from __future__ import annotations

from wtforms import Form


def mistakes_in(form: Form) -> list[tuple[str, str]]:
    """Each field with a mistake: its id, to jump to, and what is wrong with it."""
    return [(field.id, f"{field.label.text}: {field.errors[0]}") for field in form if field.errors]
