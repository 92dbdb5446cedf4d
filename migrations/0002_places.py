"""Places near a person: health centers, free clinics and charity pharmacies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of places."""
    op.create_table(
        "places",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("run_by", sa.Text()),
        sa.Column("address", sa.Text()),
        sa.Column("city", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("zip", sa.Text()),
        sa.Column("phone", sa.Text()),
        sa.Column("phone_extension", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("latitude", sa.Float()),
        sa.Column("longitude", sa.Float()),
        sa.Column("languages", sa.Text()),
        sa.Column("hours", sa.Text()),
        sa.Column("fees", sa.Text()),
        sa.Column("notes", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("limited_to", sa.Text()),
        sa.Column("retired_on", sa.Date()),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_places")),
    )


def downgrade() -> None:
    """Drop the table of places."""
    op.drop_table("places")
