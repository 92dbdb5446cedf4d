"""What admins did to accounts, and the triggers that keep it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

REFUSAL = "what admins did is only ever added to"
SQLITE = (
    f"CREATE TRIGGER admin_act_update BEFORE UPDATE ON admin_act BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER admin_act_delete BEFORE DELETE ON admin_act BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    # INSERT OR REPLACE takes rows out without asking the trigger above.
    "CREATE TRIGGER admin_act_replace BEFORE INSERT ON admin_act "  # noqa: S608 - all of it is ours
    "WHEN EXISTS (SELECT 1 FROM admin_act WHERE id = NEW.id) "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION refuse_change_of_admin_acts() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE TRIGGER admin_act_kept BEFORE UPDATE OR DELETE ON admin_act "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_admin_acts()",
    "CREATE TRIGGER admin_act_not_emptied BEFORE TRUNCATE ON admin_act "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_admin_acts()",
)


def upgrade() -> None:
    """Create the table and its triggers."""
    op.create_table(
        "admin_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Integer()),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("role", sa.String(40)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_act")),
    )
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Drop the table, and its triggers with it."""
    op.drop_table("admin_act")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_admin_acts()")
