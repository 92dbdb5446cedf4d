"""Which week's survey has a price, in a column of its own. Until now its note said so, and code read it there."""

from __future__ import annotations

import re
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

WEEK = re.compile(r" In the survey of (\d{4}-\d{2}-\d{2})\.$")
prices = sa.table("prices", sa.column("id"), sa.column("note", sa.Text()), sa.column("survey_week", sa.Date()))


def upgrade() -> None:
    """Add the column, and move the weeks out of the notes into it."""
    with op.batch_alter_table("prices") as table:
        table.add_column(sa.Column("survey_week", sa.Date()))
    bind = op.get_bind()
    told = sa.select(prices.c.id, prices.c.note).where(prices.c.note.contains(" In the survey of "))
    for number, note in bind.execute(told).all():
        found = WEEK.search(note)
        if found:
            values = {"note": note[: found.start()], "survey_week": date.fromisoformat(found[1])}
            bind.execute(prices.update().where(prices.c.id == number).values(values))


def downgrade() -> None:
    """Say the weeks in the notes again, and drop the column."""
    bind = op.get_bind()
    told = sa.select(prices.c.id, prices.c.note, prices.c.survey_week).where(prices.c.survey_week.is_not(None))
    for number, note, week in bind.execute(told).all():
        said = f"{note} In the survey of {week.isoformat()}."
        bind.execute(prices.update().where(prices.c.id == number).values({"note": said}))
    with op.batch_alter_table("prices") as table:
        table.drop_column("survey_week")
