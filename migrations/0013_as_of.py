"""The day of which the source of a row speaks, beside the day on which it was read.

A row tells it only where it holds for a year or begins on a day; of every other source no day is on file.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UNDATED = "undated"
TABLES = (
    "poverty_guidelines",
    "products",
    "dispensing_fees",
    "state_limits",
    "enrolment",
    "state_contacts",
    "places",
)
guidelines = sa.table("poverty_guidelines", sa.column("as_of"), sa.column("year", sa.Integer()))
enrolment = sa.table("enrolment", sa.column("as_of"), sa.column("opens", sa.Date()), sa.column("id"))
limits = sa.table(
    "state_limits", sa.column("as_of"), sa.column("starts", sa.Date()), sa.column("ends", sa.Date()), sa.column("id")
)
fees = sa.table("dispensing_fees", sa.column("as_of"), sa.column("starts", sa.Date()), sa.column("id"))


def upgrade() -> None:
    """Add the column, filled with what each row proves by itself."""
    for name in TABLES:
        # With a default, so that workers of the release before, which do not know the column, can still write.
        op.add_column(name, sa.Column("as_of", sa.Text(), nullable=False, server_default=UNDATED))
    with op.batch_alter_table("state_facts") as table:
        table.alter_column("as_of", server_default=UNDATED)
    bind = op.get_bind()
    bind.execute(guidelines.update().values(as_of=sa.cast(guidelines.c.year, sa.Text())))
    for number, opens in bind.execute(sa.select(enrolment.c.id, enrolment.c.opens)).all():
        bind.execute(enrolment.update().where(enrolment.c.id == number).values(as_of=str(opens.year)))
    # A limit that ends is one year's; one that is in force without an end says nothing of when its source was written.
    for number, starts in bind.execute(
        sa.select(limits.c.id, limits.c.starts).where(limits.c.ends.is_not(None), limits.c.starts.is_not(None))
    ).all():
        bind.execute(limits.update().where(limits.c.id == number).values(as_of=str(starts.year)))
    for number, starts in bind.execute(sa.select(fees.c.id, fees.c.starts).where(fees.c.starts.is_not(None))).all():
        bind.execute(fees.update().where(fees.c.id == number).values(as_of=starts.isoformat()))


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("state_facts") as table:
        table.alter_column("as_of", server_default=None)
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.drop_column("as_of")
