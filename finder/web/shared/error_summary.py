"""The summary at the top of a page whose form was sent with mistakes."""

from __future__ import annotations

from wtforms import Field, Form, RadioField, SelectMultipleField


def mistakes_in(form: Form) -> list[tuple[str, str]]:
    """Each field with a mistake: the id of its first control, to jump to, and what is wrong with it."""
    return [(first_control(field), f"{field.label.text}: {field.errors[0]}") for field in form if field.errors]


def first_control(field: Field) -> str:
    """The id of what takes the focus: in a group of choices the first one, since the group itself takes none."""
    return f"{field.id}-0" if isinstance(field, (RadioField, SelectMultipleField)) else str(field.id)
