"""What the files of a release said about each listing when they were last taken in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of shipped listings."""
    op.create_table(
        "shipped_listing",
        sa.Column("id", sa.String(100), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipped_listing")),
    )


def downgrade() -> None:
    """Drop the table of shipped listings."""
    op.drop_table("shipped_listing")
