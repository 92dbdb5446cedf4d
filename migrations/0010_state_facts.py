"""What was looked for in a state, and what was found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of statements about states."""
    op.create_table(
        "state_facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("listing", sa.Text()),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("says", sa.Text()),
        sa.Column("says_es", sa.Text()),
        sa.Column("starts", sa.Date()),
        sa.Column("ends", sa.Date()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_facts")),
    )


def downgrade() -> None:
    """Drop the table of statements about states."""
    op.drop_table("state_facts")
