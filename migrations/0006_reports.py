"""What visitors report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of reports."""
    op.create_table(
        "public_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("listing_id", sa.String(100)),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text()),
        sa.Column("price", sa.Text()),
        sa.Column("strength_mg", sa.Integer()),
        sa.Column("quantity", sa.Integer()),
        sa.Column("paid_on", sa.Date()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("closed_by", sa.Integer()),
        sa.CheckConstraint("(state = 'open') = (closed_by IS NULL)", name=op.f("ck_public_report_closed")),
        sa.CheckConstraint("state = 'open' OR contact IS NULL", name=op.f("ck_public_report_contact_deleted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_report")),
    )
    for column in ("listing_id", "state"):
        op.create_index(op.f(f"ix_public_report_{column}"), "public_report", [column])


def downgrade() -> None:
    """Drop the table of reports."""
    op.drop_table("public_report")
