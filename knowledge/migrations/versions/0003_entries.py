"""What an entry needs: its order, its own words, when it happens, a review, and a row to search for each place.

SQLite deletes the rows of other tables with a table that is dropped, so that no table that others point to is made
anew here: its columns are added and dropped one by one. Below this revision the ref of an entry waits in `supports`;
what the older tables cannot hold is written again by the next import.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ORDERED = ("service_at_location", "phone", "language", "service_area", "attribute", "occurrence")
ADDED = {
    "service": (
        ("plain", sa.Text()),
        ("email", sa.Text()),
        ("assured_how", sa.Text()),
        ("last_modified", sa.DateTime()),
    ),
    "source_record": (("ref", sa.Text()), ("licence", sa.Text())),
    "occurrence": (("rrule", sa.Text()), ("exdates", sa.Text()), ("extra", sa.Text()), ("note", sa.Text())),
}
LEFT_OUT = (("rrule", sa.Text()), ("exdates", sa.Text()), ("dtstart", sa.DateTime()))
SEARCH_COLUMNS = (
    "service_id, kind, reach, latitude, longitude, is_free, is_active, checked, search_text, document"  # those of 0001
)


def upgrade() -> None:
    for table in ORDERED:
        op.add_column(table, sa.Column("ordinal", sa.Integer()))
    for table, columns in ADDED.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind))
    op.add_column("service", sa.Column("review", sa.String(length=20), nullable=False, server_default="approved"))
    op.add_column("occurrence", sa.Column("place_index", sa.Integer(), nullable=False, server_default="0"))
    for name, _ in LEFT_OUT:
        op.drop_column("schedule", name)
    op.execute(
        "UPDATE source_record SET ref = substr(supports, 5), supports = NULL, content_hash = ''"
        " WHERE supports LIKE 'ref:%'"
    )
    _change_indexes()
    _make_tables()
    _remake_search(with_places=True)


def downgrade() -> None:
    _remake_search(with_places=False)
    op.drop_table("wording")
    op.drop_table("service_identifier")
    _change_indexes_back()
    op.execute("UPDATE source_record SET supports = 'ref:' || ref WHERE ref IS NOT NULL")
    for name, kind in LEFT_OUT:
        op.add_column("schedule", sa.Column(name, kind))
    op.drop_column("occurrence", "place_index")
    op.drop_column("service", "review")
    for table, columns in ADDED.items():
        for name, _ in columns:
            op.drop_column(table, name)
    for table in ORDERED:
        op.drop_column(table, "ordinal")


def _change_indexes() -> None:
    """One organisation may be told of in several ways, so that its number is no longer unique."""
    op.create_index("ix_service_review", "service", ["review"])
    op.create_index("ix_source_record_ref", "source_record", ["source_id", "ref"])
    op.drop_index("ix_metadata_resource_id", "metadata")
    op.create_index("ix_metadata_resource_id", "metadata", ["resource_id", "last_action_date"])
    with op.batch_alter_table("organization_identifier") as batch:
        batch.drop_constraint("uq_organization_identifier_identifier_scheme", type_="unique")
    op.create_index("ix_organization_identifier_number", "organization_identifier", ["identifier_scheme", "identifier"])


def _change_indexes_back() -> None:
    op.drop_index("ix_organization_identifier_number", "organization_identifier")
    op.execute(
        "DELETE FROM organization_identifier WHERE id NOT IN"
        " (SELECT min(id) FROM organization_identifier GROUP BY identifier_scheme, identifier)"
    )
    with op.batch_alter_table("organization_identifier") as batch:
        batch.create_unique_constraint(
            "uq_organization_identifier_identifier_scheme", ["identifier_scheme", "identifier"]
        )
    op.drop_index("ix_metadata_resource_id", "metadata")
    op.create_index("ix_metadata_resource_id", "metadata", ["resource_id"])
    op.drop_index("ix_source_record_ref", "source_record")
    op.drop_index("ix_service_review", "service")


def _make_tables() -> None:
    for table, key, value in (
        ("service_identifier", "identifier_scheme", "identifier"),
        ("wording", "part", "sentence"),
    ):
        op.create_table(
            table,
            sa.Column("id", sa.String(length=120), nullable=False),
            sa.Column("service_id", sa.String(length=120), nullable=False),
            sa.Column(key, sa.Text(), nullable=False),
            sa.Column(value, sa.Text(), nullable=False),
            sa.ForeignKeyConstraint(
                ["service_id"], ["service.id"], name=f"fk_{table}_service_id_service", ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_service_id", table, ["service_id"])
    op.create_index("ix_service_identifier_identifier", "service_identifier", ["identifier"])


def _remake_search(*, with_places: bool) -> None:
    """A primary key cannot be changed alike on both databases: the rows wait in a table of their own meanwhile."""
    first = "" if with_places else " WHERE place_index = 0"
    op.execute(f"CREATE TEMPORARY TABLE kept AS SELECT {SEARCH_COLUMNS} FROM service_search{first}")  # noqa: S608
    op.drop_table("service_search")
    place = (sa.Column("place_index", sa.Integer(), autoincrement=False, nullable=False, server_default="0"),)
    until = (sa.Column("until", sa.Date(), nullable=True),)
    op.create_table(
        "service_search",
        sa.Column("service_id", sa.String(length=120), nullable=False),
        *(place if with_places else ()),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reach", sa.String(length=20), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("is_free", sa.Boolean(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("checked", sa.Date(), nullable=False),
        *(until if with_places else ()),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name="fk_service_search_service_id_service", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("service_id", *(("place_index",) if with_places else ()), name="pk_service_search"),
    )
    op.create_index("ix_service_search_position", "service_search", ["latitude", "longitude"])
    op.create_index("ix_service_search_reach", "service_search", ["reach"])
    op.execute(f"INSERT INTO service_search ({SEARCH_COLUMNS}) SELECT {SEARCH_COLUMNS} FROM kept")  # noqa: S608
    op.execute("DROP TABLE kept")
