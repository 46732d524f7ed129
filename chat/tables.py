"""The tables of the chat database: conversations and the last events of each."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)

metadata = MetaData()

conversation = Table(
    "conversation",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("token_hash", String(64), nullable=False),
    Column("owner", String(10), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("turns", Integer, nullable=False),
    Column("expires_at", BigInteger, nullable=False),  # seconds since 1970
    Column("region", String(40)),
    Column("start", String(10), nullable=False),
    Column("danger", Text, nullable=False),
    Column("whole", Boolean, nullable=False, server_default=false()),  # a person reads it: nothing is trimmed
    Index("ix_conversation_expires_at", "expires_at"),
    Index("ix_conversation_owner", "owner"),
)

event = Table(
    "event",
    metadata,
    Column("conversation_id", String(32), ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("author", String(10), nullable=False),
    Column("client_id", String(64)),
    Column("body", Text, nullable=False),
    Index(
        "ux_event_client_id",
        "conversation_id",
        "client_id",
        unique=True,
        sqlite_where=text("author = 'visitor'"),
        postgresql_where=text("author = 'visitor'"),
    ),
    Index(
        "ux_event_staff_client_id",
        "conversation_id",
        "client_id",
        unique=True,
        sqlite_where=text("author = 'human'"),
        postgresql_where=text("author = 'human'"),
    ),
)
