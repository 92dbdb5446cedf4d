"""The community board."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of posts."""
    op.create_table(
        "board_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("answers_to", sa.Integer()),
        sa.Column("listing_id", sa.String(100)),
        sa.Column("topic_id", sa.String(100)),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("us_state", sa.String(2)),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Integer()),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decided_by", sa.Integer()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("(kind = 'answer') = (answers_to IS NOT NULL)", name=op.f("ck_board_post_answer")),
        sa.CheckConstraint("(kind = 'answer') = (written_by IS NOT NULL)", name=op.f("ck_board_post_nobody_named")),
        sa.CheckConstraint(
            "(answers_to IS NULL) = ((listing_id IS NULL) <> (topic_id IS NULL))"
            " AND (answers_to IS NULL OR listing_id IS NULL)",
            name=op.f("ck_board_post_about_one_thing"),
        ),
        sa.CheckConstraint("(state = 'open') = (decided_by IS NULL)", name=op.f("ck_board_post_decided")),
        sa.CheckConstraint(
            "state <> 'approved' OR written_by IS NULL OR decided_by <> written_by",
            name=op.f("ck_board_post_two_people"),
        ),
        sa.ForeignKeyConstraint(
            ["answers_to"], ["board_post.id"], name=op.f("fk_board_post_answers_to_board_post"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_post")),
    )
    for column in ("answers_to", "listing_id", "topic_id", "state"):
        op.create_index(op.f(f"ix_board_post_{column}"), "board_post", [column])


def downgrade() -> None:
    """Drop the table of posts."""
    op.drop_table("board_post")
