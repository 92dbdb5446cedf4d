"""ZIP codes that lie in several states, and those with another time zone than their state."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns, empty. An empty text is "", as the catalogue writes it, and never NULL."""
    with op.batch_alter_table("zip_codes") as table:
        table.add_column(sa.Column("other_states", sa.Text()))
        table.add_column(sa.Column("time_zone", sa.Text()))
    op.execute("UPDATE zip_codes SET time_zone = ''")


def downgrade() -> None:
    """Drop both columns."""
    with op.batch_alter_table("zip_codes") as table:
        table.drop_column("time_zone")
        table.drop_column("other_states")
