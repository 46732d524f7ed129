"""The queue to people, who is on duty, counts by hour, and the pulses that wake other processes."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTS = ("asked", "answered", "given_up", "lost", "waited", "within_1", "within_5", "within_15", "within_30")


def upgrade() -> None:
    op.add_column("conversation", sa.Column("whole", sa.Boolean, nullable=False, server_default=sa.false()))
    from_staff = sa.text("author = 'human'")
    op.create_index(
        "ux_event_staff_client_id",
        "event",
        ["conversation_id", "client_id"],
        unique=True,
        sqlite_where=from_staff,
        postgresql_where=from_staff,
    )
    op.create_index("ix_conversation_owner", "conversation", ["owner"])
    _make_handover()
    _make_note()
    _make_duty()
    _make_help_call()
    _make_counts_and_blocks()
    _make_shared_work()


def downgrade() -> None:
    for name in ("pulse", "lease", "blocked", "hour_count", "help_call", "line_hours", "duty_switch", "presence"):
        op.drop_table(name)
    op.drop_table("note")
    op.drop_table("handover")
    op.drop_index("ix_conversation_owner", "conversation")
    op.drop_index("ux_event_staff_client_id", "event")
    op.drop_column("conversation", "whole")


def _of_conversation(**how: bool) -> sa.Column:
    return sa.Column("conversation_id", sa.String(32), sa.ForeignKey("conversation.id", ondelete="CASCADE"), **how)


def _make_handover() -> None:
    op.create_table(
        "handover",
        _of_conversation(primary_key=True),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("risk", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("waiting_since", sa.BigInteger, nullable=False),
        sa.Column("first_in_line", sa.Boolean, nullable=False),
        sa.Column("returned", sa.String(10), nullable=False),
        sa.Column("passed_by", sa.String(32)),
        sa.Column("volunteer_id", sa.String(32)),
        sa.Column("volunteer_name", sa.String(80)),
        sa.Column("shown_name", sa.String(80)),
        sa.Column("claimed_at", sa.BigInteger),
        sa.Column("warned_at", sa.BigInteger),
        sa.Column("first_reply_at", sa.BigInteger),
        sa.Column("visitor_warned_at", sa.BigInteger),
        sa.Column("last_seen_visitor", sa.BigInteger, nullable=False),
        sa.Column("left_at", sa.BigInteger),
        sa.Column("closed_at", sa.BigInteger),
        sa.Column("keep_until", sa.BigInteger),
        sa.Column("outcome", sa.String(20)),
        sa.Column("reason_of_end", sa.String(80)),
        sa.Column("address_hash", sa.String(64)),
    )
    op.create_index("ix_handover_volunteer_id", "handover", ["volunteer_id"])
    op.create_index("ix_handover_keep_until", "handover", ["keep_until"])


def _make_note() -> None:
    op.create_table(
        "note",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        _of_conversation(nullable=False),
        sa.Column("staff_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("whisper", sa.Boolean, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_note_conversation_id", "note", ["conversation_id"])


def _make_duty() -> None:
    op.create_table(
        "presence",
        sa.Column("staff_id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("room", sa.Integer, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger),
    )
    op.create_table(
        "duty_switch",
        sa.Column("name", sa.String(10), primary_key=True),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("by_name", sa.String(80), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "line_hours",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("hours", sa.Text, nullable=False),
        sa.Column("by_name", sa.String(80), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )


def _make_help_call() -> None:
    op.create_table(
        "help_call",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("staff_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("conversation_id", sa.String(32)),
        sa.Column("called_at", sa.BigInteger, nullable=False),
        sa.Column("asked_id", sa.String(32)),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("asked_before", sa.Text, nullable=False),
        sa.Column("taken_by", sa.String(32)),
        sa.Column("taken_name", sa.String(80)),
        sa.Column("taken_at", sa.BigInteger),
    )


def _make_counts_and_blocks() -> None:
    op.create_table(
        "hour_count",
        sa.Column("hour", sa.BigInteger, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Integer, nullable=False, server_default="0") for name in COUNTS),
    )
    op.create_table(
        "blocked",
        sa.Column("key", sa.String(80), primary_key=True),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("by_name", sa.String(80), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )


def _make_shared_work() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "pulse",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("topic", sa.String(80), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
