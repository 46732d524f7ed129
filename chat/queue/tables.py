"""The tables of the queue, in the chat database; only notes, cards and evidence hold text, and go with their chat."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from chat.tables import metadata

NO_CARD = '{"why":"","struck":true}'  # what is left of a card when its words are deleted
NUMBER = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up by itself only in its own integer

COUNTS = ("asked", "answered", "given_up", "lost", "waited", "within_1", "within_5", "within_15", "within_30")


def _of_conversation(**how: bool) -> Column:
    return Column("conversation_id", String(32), ForeignKey("conversation.id", ondelete="CASCADE"), **how)


handover = Table(
    "handover",
    metadata,
    _of_conversation(primary_key=True),
    Column("reason", String(40), nullable=False),
    Column("risk", String(10), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("evidence", Text, nullable=False),  # the visitor's own lines that raised the risk
    Column("card", Text, nullable=False),
    Column("waiting_since", BigInteger, nullable=False),  # this and all times: seconds since 1970
    Column("first_in_line", Boolean, nullable=False),
    Column("returned", String(10), nullable=False),  # why it is in the queue again
    Column("passed_by", String(32)),  # who passed it on and does not get it as the next one
    Column("volunteer_id", String(32)),
    Column("volunteer_name", String(80)),  # among colleagues
    Column("shown_name", String(80)),  # to the visitor
    Column("claimed_at", BigInteger),
    Column("warned_at", BigInteger),
    Column("first_reply_at", BigInteger),
    Column("visitor_warned_at", BigInteger),  # that the chat may be ended
    Column("last_seen_visitor", BigInteger, nullable=False),
    Column("left_at", BigInteger),
    Column("closed_at", BigInteger),
    Column("keep_until", BigInteger),
    Column("outcome", String(20)),
    Column("reason_of_end", String(80)),
    Column("address_hash", String(64)),  # salted daily; only to block somebody for the day
    Index("ix_handover_volunteer_id", "volunteer_id"),
    Index("ix_handover_keep_until", "keep_until"),
)

note = Table(
    "note",
    metadata,
    Column("id", NUMBER, primary_key=True, autoincrement=True),
    _of_conversation(nullable=False),
    Column("staff_id", String(32), nullable=False),
    Column("name", String(80), nullable=False),
    Column("whisper", Boolean, nullable=False),  # from the supervisor to the volunteer
    Column("at", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_note_conversation_id", "conversation_id"),
)

presence = Table(
    "presence",
    metadata,
    Column("staff_id", String(32), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("role", String(12), nullable=False),
    Column("state", String(12), nullable=False),
    Column("room", Integer, nullable=False),
    Column("since", BigInteger, nullable=False),  # in this state
    Column("seen_at", BigInteger, nullable=False),
    Column("until", BigInteger),  # the end of recovery
)

duty_switch = Table(
    "duty_switch",
    metadata,
    Column("name", String(10), primary_key=True),
    Column("is_on", Boolean, nullable=False),
    Column("reason", String(200), nullable=False),
    Column("by_name", String(80), nullable=False),
    Column("at", BigInteger, nullable=False),
)

line_hours = Table(
    "line_hours",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1
    Column("hours", Text, nullable=False),
    Column("by_name", String(80), nullable=False),
    Column("at", BigInteger, nullable=False),
)

help_call = Table(
    "help_call",
    metadata,
    Column("id", NUMBER, primary_key=True, autoincrement=True),
    Column("staff_id", String(32), nullable=False),
    Column("name", String(80), nullable=False),
    Column("conversation_id", String(32)),
    Column("called_at", BigInteger, nullable=False),
    Column("asked_id", String(32)),  # the supervisor whose turn it is; nobody's: everybody's
    Column("asked_at", BigInteger, nullable=False),
    Column("asked_before", Text, nullable=False),
    Column("taken_by", String(32)),
    Column("taken_name", String(80)),
    Column("taken_at", BigInteger),
)

hour_count = Table(
    "hour_count",
    metadata,
    Column("hour", BigInteger, primary_key=True, autoincrement=False),  # when it begins
    *(
        Column(name, Integer, nullable=False, server_default="0")
        for name in (
            "asked",
            "answered",
            "given_up",
            "lost",
            "waited",
            "within_1",
            "within_5",
            "within_15",
            "within_30",
        )
    ),
)

blocked = Table(
    "blocked",
    metadata,
    Column("key", String(80), primary_key=True),  # "conversation:…" or "address:…"
    Column("until", BigInteger, nullable=False),
    Column("by_name", String(80), nullable=False),
    Column("at", BigInteger, nullable=False),
)

lease = Table(
    "lease",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("holder", String(32), nullable=False),
    Column("until", BigInteger, nullable=False),
)
