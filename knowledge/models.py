"""The tables of the directory: shaped after HSDS 3.1, with Lotsen's own beside them.

Core tables on one MetaData, so that typing stays plain and any mapping can be laid over them later.
Ids are text. "When it is open" (schedule) is kept apart from "when it happens" (occurrence).
What an entry needs beyond HSDS (order, own words, review) stands beside it; see knowledge/entry_rows.py.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from knowledge.api_ids import public_id

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


def _id() -> Any:
    return Column("id", String(120), primary_key=True)


def _public_id(entity: str) -> Any:
    """The id that others see: made of our own wherever a row is written, so that no writer has to think of it."""

    def make(context: Any) -> str:
        return public_id(entity, context.get_current_parameters()["id"])

    return Column("public_id", String(36), default=make, index=True)


def _ordinal() -> Any:
    """Where the row stands among those of its entry; rows of facts have no order."""
    return Column("ordinal", Integer)


def _of(table: str, name: str = "", *, required: bool = False) -> Any:
    """A reference to a row that takes this one with it when it goes."""
    return Column(
        name or f"{table}_id",
        String(120),
        ForeignKey(f"{table}.id", ondelete="CASCADE"),
        nullable=not required,
        index=True,
    )


organization = Table(
    "organization",
    metadata,
    _id(),
    _public_id("organization"),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("website", Text),
    Column("email", Text),
)
organization_identifier = Table(
    "organization_identifier",
    metadata,
    _id(),
    _of("organization", required=True),
    Column("identifier_scheme", String(40), nullable=False),
    Column("identifier", String(40), nullable=False),
    Index("ix_organization_identifier_number", "identifier_scheme", "identifier"),
)
service = Table(
    "service",
    metadata,
    _id(),
    _public_id("service"),
    _of("organization", required=True),
    Column("name", Text, nullable=False),
    Column("kind", String(40), nullable=False, index=True),  # "" when it is not known
    Column("plain", Text),
    Column("description", Text),
    Column("url", Text),
    Column("email", Text),
    Column("status", String(20), nullable=False, index=True),
    Column("review", String(20), nullable=False, server_default="approved", index=True),
    Column("minimum_age", Integer),
    Column("maximum_age", Integer),
    Column("assured_date", Date),
    Column("assurer", Text),
    Column("assured_how", Text),
    Column("last_modified", DateTime),
    CheckConstraint("status in ('active', 'inactive', 'defunct', 'temporarily closed')", name="status"),
    Index("ix_service_shown", "review", "status", "id"),
    Index("ix_service_last_modified", "last_modified"),
)
location = Table(
    "location",
    metadata,
    _id(),
    _of("organization"),
    Column("location_type", String(20), nullable=False),
    Column("name", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("is_hidden", Boolean, nullable=False),
    Index("ix_location_position", "latitude", "longitude"),
)
service_at_location = Table(
    "service_at_location",
    metadata,
    _id(),
    _public_id("service_at_location"),
    _of("service", required=True),
    _of("location", required=True),
    _ordinal(),
)
address = Table(
    "address",
    metadata,
    _id(),
    _of("location", required=True),
    Column("address_1", Text),
    Column("postal_code", String(10)),
    Column("city", Text),
    Column("municipality_code", String(4), index=True),
    Column("address_type", String(20), nullable=False),
)
phone = Table(
    "phone",
    metadata,
    _id(),
    _of("service"),
    _of("location"),
    Column("number", String(40), nullable=False),
    Column("type", String(20)),
    Column("description", Text),
    _ordinal(),
)
contact = Table(
    "contact", metadata, _id(), _of("service"), Column("name", Text), Column("title", Text), Column("email", Text)
)
url = Table(
    "url", metadata, _id(), _of("service", required=True), Column("label", Text), Column("url", Text, nullable=False)
)
language = Table(
    "language",
    metadata,
    _id(),
    _of("service"),
    _of("location"),
    Column("name", Text),
    Column("code", String(10)),
    _ordinal(),
)
accessibility = Table(
    "accessibility",
    metadata,
    _id(),
    _of("location", required=True),
    Column("description", Text),
    Column("details", Text),
)
cost_option = Table(
    "cost_option",
    metadata,
    _id(),
    _of("service", required=True),
    Column("option", Text),
    Column("amount", Float),
    Column("currency", String(3)),
    Column("amount_description", Text),
)
schedule = Table(
    "schedule",
    metadata,
    _id(),
    _of("service"),
    _of("location"),
    Column("channel", String(20)),
    Column("opening_hours", Text),
    Column("timezone", String(40)),
    Column("description", Text),
)
service_area = Table(
    "service_area",
    metadata,
    _id(),
    _of("service", required=True),
    Column("name", Text),
    Column("extent", String(20), nullable=False, index=True),
    Column("extent_type", String(20), nullable=False),
    _ordinal(),
)
taxonomy = Table("taxonomy", metadata, _id(), Column("name", Text, nullable=False), Column("description", Text))
taxonomy_term = Table(
    "taxonomy_term",
    metadata,
    _id(),
    _of("taxonomy", required=True),
    Column("code", String(80), nullable=False),
    Column("name", Text, nullable=False),
)
attribute = Table(
    "attribute",
    metadata,
    _id(),
    Column("link_id", String(120), nullable=False, index=True),
    Column("link_entity", String(40), nullable=False),
    Column("link_type", String(40), nullable=False),
    _of("taxonomy_term", required=True),
    Column("value", Text),
    _ordinal(),
)
metadata_entry = Table(
    "metadata",
    metadata,
    _id(),
    Column("resource_id", String(120), nullable=False),
    Column("resource_type", String(40), nullable=False),
    Column("last_action_date", DateTime, nullable=False),
    Column("last_action_type", String(40), nullable=False),
    Column("field_name", String(80), nullable=False),
    Column("previous_value", Text),
    Column("replacement_value", Text),
    Column("updated_by", Text),
    Index("ix_metadata_resource_id", "resource_id", "last_action_date"),
)

# Lotsen's own
source = Table(
    "source",
    metadata,
    _id(),
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
    _id(),
    _of("source", required=True),
    _of("service"),
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
    _id(),
    _of("service", required=True),
    Column("checked", Date, nullable=False),
    Column("how", Text, nullable=False),
    Column("checked_by", Text),
    Column("next_due", Date, nullable=False, index=True),
)
occurrence = Table(  # a meeting, once or by a rule; `exdates` and `extra` are lists of ISO times
    "occurrence",
    metadata,
    _id(),
    _of("service", required=True),
    _of("location"),
    Column("starts", DateTime, nullable=False, index=True),
    Column("ends", DateTime),
    Column("rrule", Text),
    Column("exdates", Text),
    Column("extra", Text),
    Column("cancelled", Boolean, nullable=False),
    Column("place_index", Integer, nullable=False, server_default="0"),
    Column("note", Text),
    _ordinal(),
)
service_identifier = Table(
    "service_identifier",
    metadata,
    _id(),
    _of("service", required=True),
    Column("identifier_scheme", Text, nullable=False),
    Column("identifier", Text, nullable=False, index=True),
)
wording = Table(  # an editor's own sentences, by what they are for
    "wording",
    metadata,
    _id(),
    _of("service", required=True),
    Column("part", Text, nullable=False),
    Column("sentence", Text, nullable=False),
)
feedback = Table(
    "feedback",
    metadata,
    _id(),
    _of("service", required=True),
    Column("reason", String(40), nullable=False),
    Column("received", DateTime, nullable=False),
    Column("handled", DateTime),
)
merge_link = Table(
    "merge_link",
    metadata,
    _id(),
    _of("service", "first_id", required=True),
    _of("service", "second_id", required=True),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("decision", String(20)),
    Column("decided_by", Text),
    UniqueConstraint("first_id", "second_id"),
)
place = Table(
    "place",
    metadata,
    _id(),
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
    _id(),
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
