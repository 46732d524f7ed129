"""Which chat is which over there, and how far it has been told. Holds no text; a row goes when its chat has ended."""

from sqlalchemy import BigInteger, Column, Integer, String, Table

from chat.tables import metadata

outward = Table(
    "outward",
    metadata,
    Column("conversation_id", String(32), primary_key=True),  # no foreign key: its end must be told after it is gone
    Column("handle", String(32), nullable=False, unique=True),  # what we call it towards the other system
    Column("foreign_id", String(80), nullable=False, index=True),  # what it is called there; empty until it is
    Column("sent_seq", Integer, nullable=False),  # the last event that was told
    Column("told", String(20), nullable=False),  # who answers, as it was told last
    Column("tries", Integer, nullable=False),  # in vain, in a row
    Column("due_at", BigInteger, nullable=False),  # seconds since 1970
)
