"""Listings, small facts, the tables of our files, and the version that workers watch."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "listing",
        sa.Column("id", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
    )
    op.create_index(op.f("ix_listing_status"), "listing", ["status"])
    op.create_table(
        "small_facts",
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_small_facts")),
    )
    op.create_table(
        "snapshot_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_snapshot_version_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot_version")),
    )
    op.create_table(
        "poverty_guidelines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("first_person", sa.Text(), nullable=False),
        sa.Column("each_additional", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poverty_guidelines")),
    )
    op.create_table(
        "prices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("seller", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("ndc", sa.Text()),
        sa.Column("strength_mg", sa.Integer()),
        sa.Column("quantity", sa.Integer()),
        sa.Column("days_supply", sa.Integer()),
        sa.Column("price", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prices")),
    )
    op.create_table(
        "products",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("strength_mg", sa.Integer(), nullable=False),
        sa.Column("labeler", sa.Text(), nullable=False),
        sa.Column("ndc", sa.Text()),
        sa.Column("scored", sa.Text()),
        sa.Column("marketed", sa.Text()),
        sa.Column("hard_to_find", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
    )
    op.create_table(
        "labs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("test", sa.Text(), nullable=False),
        sa.Column("cpt", sa.Text()),
        sa.Column("seller", sa.Text(), nullable=False),
        sa.Column("price_low", sa.Text(), nullable=False),
        sa.Column("price_high", sa.Text(), nullable=False),
        sa.Column("order_fee", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("where", sa.Text(), nullable=False),
        sa.Column("not_in", sa.Text()),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labs")),
    )
    op.create_table(
        "lab_rules",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_lab_rules")),
    )
    op.create_table(
        "dispensing_fees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("fee_low", sa.Text(), nullable=False),
        sa.Column("fee_high", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispensing_fees")),
    )
    op.create_table(
        "zip_codes",
        sa.Column("zip", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Float()),
        sa.Column("longitude", sa.Float()),
        sa.PrimaryKeyConstraint("zip", name=op.f("pk_zip_codes")),
    )
    op.create_table(
        "state_limits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("covered", sa.Text(), nullable=False),
        sa.Column("percent", sa.Text()),
        sa.Column("per_month", sa.Text()),
        sa.Column("per_month_more", sa.Text()),
        sa.Column("starts", sa.Date()),
        sa.Column("ends", sa.Date()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_limits")),
    )
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("plan_year", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
    )
    op.create_table(
        "state_contacts",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("medicaid_name", sa.Text()),
        sa.Column("medicaid_url", sa.Text()),
        sa.Column("medicaid_phone", sa.Text()),
        sa.Column("chip_name", sa.Text()),
        sa.Column("marketplace_name", sa.Text()),
        sa.Column("marketplace_url", sa.Text()),
        sa.Column("marketplace_phone", sa.Text()),
        sa.Column("ship_name", sa.Text()),
        sa.Column("ship_phone", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_state_contacts")),
    )


def downgrade() -> None:
    """Drop every table."""
    op.drop_table("state_contacts")
    op.drop_table("enrolment")
    op.drop_table("state_limits")
    op.drop_table("zip_codes")
    op.drop_table("dispensing_fees")
    op.drop_table("lab_rules")
    op.drop_table("labs")
    op.drop_table("products")
    op.drop_table("prices")
    op.drop_table("poverty_guidelines")
    op.drop_table("snapshot_version")
    op.drop_table("small_facts")
    op.drop_table("listing")
