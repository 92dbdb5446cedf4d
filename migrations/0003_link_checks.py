"""What the last visit to a source's address found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of link checks."""
    op.create_table(
        "link_check",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_link_check")),
    )


def downgrade() -> None:
    """Drop the table of link checks."""
    op.drop_table("link_check")
