"""Proposals, the history that only grows, and who takes care of which listing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

REFUSAL = "the history is only ever added to"
SQLITE = (
    f"CREATE TRIGGER change_history_update BEFORE UPDATE ON change_history BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER change_history_delete BEFORE DELETE ON change_history BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    # INSERT OR REPLACE takes rows out without asking the trigger above.
    "CREATE TRIGGER change_history_replace BEFORE INSERT ON change_history "  # noqa: S608 - all of it is ours
    "WHEN EXISTS (SELECT 1 FROM change_history WHERE id = NEW.id) "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE TRIGGER change_history_kept BEFORE UPDATE OR DELETE ON change_history "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()",
    "CREATE TRIGGER change_history_not_emptied BEFORE TRUNCATE ON change_history "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history()",
)


def upgrade() -> None:
    """Create the tables, and the triggers that refuse to change history."""
    op.create_table(
        "change_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(100), nullable=False),
        sa.Column("base_revision", sa.Integer(), nullable=False),
        sa.Column("base", sa.JSON()),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("method", sa.String(40), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("proposer", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("decided_by", sa.Integer()),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer()),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> proposer OR kind = 'pause' OR state = 'withdrawn'",
            name=op.f("ck_change_proposal_two_people"),
        ),
        sa.CheckConstraint("(state = 'open') = (decided_by IS NULL)", name=op.f("ck_change_proposal_decided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_proposal")),
    )
    for column in ("subject", "proposer", "state"):
        op.create_index(op.f(f"ix_change_proposal_{column}"), "change_proposal", [column])
    op.create_table(
        "change_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Integer()),
        sa.Column("subject", sa.String(100), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.JSON()),
        sa.Column("new", sa.JSON()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["change_proposal.id"], name=op.f("fk_change_history_proposal_id_change_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_history")),
    )
    op.create_index(op.f("ix_change_history_subject"), "change_history", ["subject"])
    op.create_table(
        "care",
        sa.Column("subject", sa.String(100), nullable=False),
        sa.Column("taken_by", sa.Integer()),
        sa.Column("taken_until", sa.DateTime(timezone=True)),
        sa.Column("try_again_on", sa.Date()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_care")),
    )
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Drop the tables, and their triggers with them."""
    op.drop_table("care")
    op.drop_table("change_history")
    op.drop_table("change_proposal")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_history()")
