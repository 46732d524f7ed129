"""The ids that others see, and the indexes that page after page of the read API goes by."""

import sqlalchemy as sa
from alembic import op

from knowledge.out.ids import public_id

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("service", "organization", "service_at_location")
BATCH = 1000


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("public_id", sa.String(length=36), nullable=True))
        _fill(table)
        op.create_index(f"ix_{table}_public_id", table, ["public_id"])
    op.create_index("ix_service_shown", "service", ["review", "status", "id"])
    op.create_index("ix_service_last_modified", "service", ["last_modified"])


def downgrade() -> None:
    op.drop_index("ix_service_last_modified", "service")
    op.drop_index("ix_service_shown", "service")
    for table in TABLES:
        op.drop_index(f"ix_{table}_public_id", table)
        op.drop_column(table, "public_id")


def _fill(table: str) -> None:
    """Rows that are there already; those to come are given theirs as they are written."""
    connection = op.get_bind()
    rows = sa.table(table, sa.column("id", sa.String), sa.column("public_id", sa.String))
    change = sa.update(rows).where(rows.c.id == sa.bindparam("own")).values(public_id=sa.bindparam("public"))
    ids = connection.execute(sa.select(rows.c.id)).scalars().all()
    for start in range(0, len(ids), BATCH):
        part = [{"own": own, "public": public_id(table, own)} for own in ids[start : start + BATCH]]
        connection.execute(change, part)
