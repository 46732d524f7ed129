"""Conversations and their events."""

import sqlalchemy as sa
from alembic import op

revision = "001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(10), nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("turns", sa.Integer, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("region", sa.String(40)),
        sa.Column("start", sa.String(10), nullable=False),
        sa.Column("danger", sa.Text, nullable=False),
    )
    op.create_index("ix_conversation_expires_at", "conversation", ["expires_at"])
    op.create_table(
        "event",
        sa.Column(
            "conversation_id",
            sa.String(32),
            sa.ForeignKey("conversation.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("author", sa.String(10), nullable=False),
        sa.Column("client_id", sa.String(64)),
        sa.Column("body", sa.Text, nullable=False),
    )
    from_visitor = sa.text("author = 'visitor'")
    op.create_index(
        "ux_event_client_id",
        "event",
        ["conversation_id", "client_id"],
        unique=True,
        sqlite_where=from_visitor,
        postgresql_where=from_visitor,
    )


def downgrade() -> None:
    op.drop_table("event")
    op.drop_table("conversation")
