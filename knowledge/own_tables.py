"""Lotsen's own tables, beside those of HSDS in models.py."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from knowledge.table_parts import belongs_to, metadata, ordinal, own_id

source = Table(
    "source",
    metadata,
    own_id(),
    Column("name", Text, nullable=False),
    Column("url", Text),
    Column("licence", Text),
    Column("fingerprint", String(64)),
    Column("fetched", DateTime),
    Column("etag", Text),  # how the server marks the version that was taken in last
    Column("last_modified", Text),
)
source_record = Table(
    "source_record",
    metadata,
    own_id(),
    belongs_to("source", required=True),
    belongs_to("service"),
    Column("ref", Text),
    Column("url", Text),
    Column("licence", Text),
    Column("supports", Text),
    Column("page_date", Text),
    Column("content_hash", String(64)),
    Column("missing_count", Integer, nullable=False),
    Index("ix_source_record_ref", "source_id", "ref"),
)
assurance_event = Table(
    "assurance_event",
    metadata,
    own_id(),
    belongs_to("service", required=True),
    Column("checked", Date, nullable=False),
    Column("how", Text, nullable=False),
    Column("checked_by", Text),
    Column("next_due", Date, nullable=False, index=True),
)
occurrence = Table(  # a meeting, once or by a rule; `exdates` and `extra` are lists of ISO times
    "occurrence",
    metadata,
    own_id(),
    belongs_to("service", required=True),
    belongs_to("location"),
    Column("starts", DateTime, nullable=False, index=True),
    Column("ends", DateTime),
    Column("rrule", Text),
    Column("exdates", Text),
    Column("extra", Text),
    Column("cancelled", Boolean, nullable=False),
    Column("place_index", Integer, nullable=False, server_default="0"),
    Column("note", Text),
    ordinal(),
)
service_identifier = Table(
    "service_identifier",
    metadata,
    own_id(),
    belongs_to("service", required=True),
    Column("identifier_scheme", Text, nullable=False),
    Column("identifier", Text, nullable=False, index=True),
)
wording = Table(  # an editor's own sentences, by what they are for
    "wording",
    metadata,
    own_id(),
    belongs_to("service", required=True),
    Column("part", Text, nullable=False),
    Column("sentence", Text, nullable=False),
)
feedback = Table(
    "feedback",
    metadata,
    own_id(),
    belongs_to("service", required=True),
    Column("reason", String(40), nullable=False),
    Column("received", DateTime, nullable=False),
    Column("handled", DateTime),
)
merge_link = Table(
    "merge_link",
    metadata,
    own_id(),
    belongs_to("service", "first_id", required=True),
    belongs_to("service", "second_id", required=True),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("decision", String(20)),
    Column("decided_by", Text),
    UniqueConstraint("first_id", "second_id"),
)
place = Table(
    "place",
    metadata,
    own_id(),
    Column("name", Text, nullable=False, index=True),
    Column("municipality_code", String(4), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("population", Integer),
)
need_rule = Table(
    "need_rule",
    metadata,
    own_id(),
    Column("need", String(40), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("weight", Float, nullable=False),
    UniqueConstraint("need", "kind"),
)
# What search reads, composed by knowledge/search_row.py. Words are found by `number`: on SQLite through the FTS5 table
# service_text, which triggers keep in step, on PostgreSQL through an index of to_tsvector (migration 0005).
# All that a search asks for stands in its index: the rows are wide, and slow to read.
ASKED_FOR = ("is_active", "is_entry", "is_free", "age_min", "age_max", "checked", "until", "threshold",
             "comfort", "is_gentle", "answers", "number", "service_id")  # fmt: skip
ASKED_FOR_BY_NUMBER = tuple(name for name in ASKED_FOR if name != "number")
service_search = Table(
    "service_search",
    metadata,
    Column("service_id", String(120), ForeignKey("service.id", ondelete="CASCADE"), primary_key=True),
    Column("place_index", Integer, primary_key=True, autoincrement=False, server_default="0"),
    Column("kind", String(40), nullable=False),
    Column("reach", String(20), nullable=False, index=True),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("is_free", Boolean),
    Column("is_active", Boolean, nullable=False),
    Column("checked", Date, nullable=False),
    Column("until", Date),
    Column("search_text", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("number", BigInteger),
    Column("is_entry", Boolean, nullable=False, server_default=false()),
    Column("area", String(4)),  # of what has no position: an SCB code, or "SE"
    Column("age_min", Integer, nullable=False, server_default="0"),
    Column("age_max", Integer, nullable=False, server_default="150"),
    Column("threshold", Float, nullable=False, server_default="0"),
    Column("comfort", Float, nullable=False, server_default="0"),
    Column("is_gentle", Boolean, nullable=False, server_default=false()),
    Column("answers", BigInteger, nullable=False, server_default="0"),  # bits of knowledge/search_row.py
    Index("ix_service_search_number", "number", "kind", "latitude", "longitude", *ASKED_FOR_BY_NUMBER),
    Index("ix_service_search_position", "latitude", "longitude"),
    Index("ix_service_search_near", "kind", "latitude", "longitude", *ASKED_FOR),
    Index("ix_service_search_area", "area", "kind", *ASKED_FOR),
)
# What a visitor asked to be known by next time; see knowledge/come_back.py
come_back = Table(
    "come_back",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("types", Text, nullable=False),
    Column("municipality", String(4)),
    Column("shown", Text, nullable=False),
    Column("rejected", Text, nullable=False),
    Column("created", Date, nullable=False),
    Column("expires", Date, nullable=False, index=True),
)
come_back_miss = Table(
    "come_back_miss",
    metadata,
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
)
