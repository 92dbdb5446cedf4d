"""What volunteers may read of the reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of what reviewers passed on."""
    op.create_table(
        "report_passed_on",
        sa.Column("report_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("passed_by", sa.Integer(), nullable=False),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["public_report.id"],
            name=op.f("fk_report_passed_on_report_id_public_report"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_report_passed_on")),
    )


def downgrade() -> None:
    """Drop the table of what reviewers passed on."""
    op.drop_table("report_passed_on")
