"""What a place of an older list rests on, and the phone of a place's pharmacy."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; nothing is known yet."""
    for name, kind in (("pharmacy_phone", sa.Text()), ("name_seen_on", sa.Date()), ("still_there", sa.Text())):
        op.add_column("places", sa.Column(name, kind))


def downgrade() -> None:
    """Drop the columns."""
    with op.batch_alter_table("places") as table:
        for name in ("pharmacy_phone", "name_seen_on", "still_there"):
            table.drop_column(name)
