"""What search asks for in columns of its own, and an index of words that gives the same hits on both databases.

SQLite: an FTS5 table over service_search, kept in step by triggers. PostgreSQL: an index of to_tsvector('simple', ...).
"""

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ASKED_FOR = ("is_active", "is_entry", "is_free", "age_min", "age_max", "checked", "until", "threshold",
             "comfort", "is_gentle", "answers", "number", "service_id")  # fmt: skip
INDEXES = (
    ("ix_service_search_number", ["number", "kind", "latitude", "longitude", *(n for n in ASKED_FOR if n != "number")]),
    ("ix_service_search_near", ["kind", "latitude", "longitude", *ASKED_FOR]),
    ("ix_service_search_area", ["area", "kind", *ASKED_FOR]),
)
TAKE_OUT = "INSERT INTO service_text(service_text, rowid, search_text) VALUES ('delete', old.number, old.search_text);"
PUT_IN = "INSERT INTO service_text(rowid, search_text) SELECT new.number, new.search_text WHERE new.number IS NOT NULL;"
TRIGGERS = {
    "insert": f"AFTER INSERT ON service_search BEGIN {PUT_IN} END",
    "delete": f"AFTER DELETE ON service_search WHEN old.number IS NOT NULL BEGIN {TAKE_OUT} END",
    "gone": f"AFTER UPDATE OF number, search_text ON service_search WHEN old.number IS NOT NULL BEGIN {TAKE_OUT} END",
    "come": f"AFTER UPDATE OF number, search_text ON service_search BEGIN {PUT_IN} END",
}
BATCH = 500


def upgrade() -> None:
    for column in _columns():
        op.add_column("service_search", column)
    for name, columns in INDEXES:
        op.create_index(name, "service_search", columns)
    _index_words(op.get_bind())
    _fill(op.get_bind())


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in TRIGGERS:
            op.execute(f"DROP TRIGGER service_text_{name}")
        op.execute("DROP TABLE service_text")
    else:
        op.execute("DROP INDEX ix_service_search_words")
    for name, _ in INDEXES:
        op.drop_index(name, "service_search")
    for column in _columns():
        op.drop_column("service_search", column.name)


def _columns() -> list["sa.Column[object]"]:
    return [
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("is_entry", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("area", sa.String(length=4), nullable=True),
        sa.Column("age_min", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("age_max", sa.Integer(), nullable=False, server_default="150"),
        sa.Column("threshold", sa.Float(), nullable=False, server_default="0"),
        sa.Column("comfort", sa.Float(), nullable=False, server_default="0"),
        sa.Column("is_gentle", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("answers", sa.BigInteger(), nullable=False, server_default="0"),
    ]


def _index_words(connection: sa.engine.Connection) -> None:
    if connection.dialect.name != "sqlite":
        op.execute(
            "CREATE INDEX ix_service_search_words ON service_search USING gin (to_tsvector('simple', search_text))"
        )
        return
    op.execute(
        "CREATE VIRTUAL TABLE service_text USING fts5(search_text, content='service_search', content_rowid='number',"
        " tokenize='unicode61 remove_diacritics 0', detail=none)"
    )
    for name, what in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER service_text_{name} {what}")


def _fill(connection: sa.engine.Connection) -> None:
    """Rows that are there already get what can be told from their documents."""
    kept = ("service_id", "place_index", "is_active", "document", "kind", "reach", "latitude", "longitude", "is_free",
            "search_text", *(column.name for column in _columns()))  # fmt: skip
    dates = (sa.column("until", sa.Date), sa.column("checked", sa.Date))
    table = sa.table("service_search", *map(sa.column, kept), *dates)
    record = sa.table("source_record", sa.column("service_id"), sa.column("ref"))
    ours = sa.exists().where(record.c.service_id == table.c.service_id, record.c.ref.isnot(None))
    query = sa.select(table.c.service_id, table.c.place_index, table.c.until, table.c.is_active, table.c.document, ours)
    rows = connection.execute(query).all()
    for start in range(0, len(rows), BATCH):
        _fill_part(connection, table, rows[start : start + BATCH])


def _fill_part(connection: sa.engine.Connection, table: sa.sql.TableClause, rows: list[sa.engine.Row]) -> None:
    from knowledge.candidate import Candidate
    from knowledge.facts_loader import load_facts
    from knowledge.search_row import Stored, enriched, interest_words, search_row

    words = interest_words(load_facts())
    found = []
    for service_id, place_index, until, is_active, document, is_entry in rows:
        item = msgspec.json.decode(document, type=Candidate)
        item = enriched(item, words) if is_entry else item
        found.append(search_row(item, Stored(service_id, place_index, until, is_active), words))
    key = {"own_id": "service_id", "own_place": "place_index"}
    change = (
        sa.update(table)
        .where(table.c.service_id == sa.bindparam("own_id"), table.c.place_index == sa.bindparam("own_place"))
        .values({name: sa.bindparam(f"new_{name}") for name in found[0] if name not in key.values()})
    )
    connection.execute(
        change,
        [{**{own: row[name] for own, name in key.items()}, **{f"new_{name}": value for name, value in row.items()}}
         for row in found],
    )  # fmt: skip
