"""What a feed said last time: its version, by the server's own marks, and each item as it stood there."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ADDED = (
    ("source", "etag", sa.Text()),
    ("source", "last_modified", sa.Text()),
    ("source_record", "feed_hash", sa.String(length=64)),
)


def upgrade() -> None:
    for table, name, kind in ADDED:
        op.add_column(table, sa.Column(name, kind))


def downgrade() -> None:
    for table, name, _ in reversed(ADDED):
        op.drop_column(table, name)
