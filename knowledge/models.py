"""The tables of the directory: shaped after HSDS 3.1, with Lotsen's own beside them.

Core tables on one MetaData, so that typing stays plain and any mapping can be laid over them later.
Ids are text. "When it is open" (schedule) is kept apart from "when it happens" (occurrence).
What an entry needs beyond HSDS (order, own words, review) stands beside it; see knowledge/entries/rows.py.
"""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, DateTime, Float, Index, Integer, String, Table, Text

from knowledge.own_tables import (
    assurance_event,
    come_back,
    come_back_miss,
    feedback,
    merge_link,
    need_rule,
    occurrence,
    place,
    service_identifier,
    service_search,
    source,
    source_record,
    wording,
)
from knowledge.table_parts import belongs_to, metadata, ordinal, others_id, own_id

__all__ = [
    "accessibility",
    "address",
    "assurance_event",
    "attribute",
    "come_back",
    "come_back_miss",
    "contact",
    "cost_option",
    "feedback",
    "language",
    "location",
    "merge_link",
    "metadata",
    "metadata_entry",
    "need_rule",
    "occurrence",
    "organization",
    "organization_identifier",
    "phone",
    "place",
    "schedule",
    "service",
    "service_area",
    "service_at_location",
    "service_identifier",
    "service_search",
    "source",
    "source_record",
    "taxonomy",
    "taxonomy_term",
    "url",
    "wording",
]

organization = Table(
    "organization",
    metadata,
    own_id(),
    others_id("organization"),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("website", Text),
    Column("email", Text),
)
organization_identifier = Table(
    "organization_identifier",
    metadata,
    own_id(),
    belongs_to("organization", required=True),
    Column("identifier_scheme", String(40), nullable=False),
    Column("identifier", String(40), nullable=False),
    Index("ix_organization_identifier_number", "identifier_scheme", "identifier"),
)
service = Table(
    "service",
    metadata,
    own_id(),
    others_id("service"),
    belongs_to("organization", required=True),
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
    own_id(),
    belongs_to("organization"),
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
    own_id(),
    others_id("service_at_location"),
    belongs_to("service", required=True),
    belongs_to("location", required=True),
    ordinal(),
)
address = Table(
    "address",
    metadata,
    own_id(),
    belongs_to("location", required=True),
    Column("address_1", Text),
    Column("postal_code", String(10)),
    Column("city", Text),
    Column("municipality_code", String(4), index=True),
    Column("address_type", String(20), nullable=False),
)
phone = Table(
    "phone",
    metadata,
    own_id(),
    belongs_to("service"),
    belongs_to("location"),
    Column("number", String(40), nullable=False),
    Column("type", String(20)),
    Column("description", Text),
    ordinal(),
)
contact = Table(
    "contact",
    metadata,
    own_id(),
    belongs_to("service"),
    Column("name", Text),
    Column("title", Text),
    Column("email", Text),
)
url = Table(
    "url",
    metadata,
    own_id(),
    belongs_to("service", required=True),
    Column("label", Text),
    Column("url", Text, nullable=False),
)
language = Table(
    "language",
    metadata,
    own_id(),
    belongs_to("service"),
    belongs_to("location"),
    Column("name", Text),
    Column("code", String(10)),
    ordinal(),
)
accessibility = Table(
    "accessibility",
    metadata,
    own_id(),
    belongs_to("location", required=True),
    Column("description", Text),
    Column("details", Text),
)
cost_option = Table(
    "cost_option",
    metadata,
    own_id(),
    belongs_to("service", required=True),
    Column("option", Text),
    Column("amount", Float),
    Column("currency", String(3)),
    Column("amount_description", Text),
)
schedule = Table(
    "schedule",
    metadata,
    own_id(),
    belongs_to("service"),
    belongs_to("location"),
    Column("channel", String(20)),
    Column("opening_hours", Text),
    Column("timezone", String(40)),
    Column("description", Text),
)
service_area = Table(
    "service_area",
    metadata,
    own_id(),
    belongs_to("service", required=True),
    Column("name", Text),
    Column("extent", String(20), nullable=False, index=True),
    Column("extent_type", String(20), nullable=False),
    ordinal(),
)
taxonomy = Table("taxonomy", metadata, own_id(), Column("name", Text, nullable=False), Column("description", Text))
taxonomy_term = Table(
    "taxonomy_term",
    metadata,
    own_id(),
    belongs_to("taxonomy", required=True),
    Column("code", String(80), nullable=False),
    Column("name", Text, nullable=False),
)
attribute = Table(
    "attribute",
    metadata,
    own_id(),
    Column("link_id", String(120), nullable=False, index=True),
    Column("link_entity", String(40), nullable=False),
    Column("link_type", String(40), nullable=False),
    belongs_to("taxonomy_term", required=True),
    Column("value", Text),
    ordinal(),
)
metadata_entry = Table(
    "metadata",
    metadata,
    own_id(),
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
