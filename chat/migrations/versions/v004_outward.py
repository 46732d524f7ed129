"""What has been told to the line's own system."""

import sqlalchemy as sa
from alembic import op

revision = "004"
down_revision = "003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outward",
        sa.Column("conversation_id", sa.String(32), primary_key=True),
        sa.Column("handle", sa.String(32), nullable=False, unique=True),
        sa.Column("foreign_id", sa.String(80), nullable=False),
        sa.Column("sent_seq", sa.Integer, nullable=False),
        sa.Column("told", sa.String(20), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_outward_foreign_id", "outward", ["foreign_id"])


def downgrade() -> None:
    op.drop_table("outward")
