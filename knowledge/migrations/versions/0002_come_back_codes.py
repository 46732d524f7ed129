"""Come-back codes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "come_back",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("types", sa.Text(), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=True),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("rejected", sa.Text(), nullable=False),
        sa.Column("created", sa.Date(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_come_back")),
    )
    with op.batch_alter_table("come_back", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_come_back_expires"), ["expires"], unique=False)
    op.create_table(
        "come_back_miss",
        sa.Column("hour", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hour", name=op.f("pk_come_back_miss")),
    )


def downgrade() -> None:
    op.drop_table("come_back_miss")
    with op.batch_alter_table("come_back", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_come_back_expires"))

    op.drop_table("come_back")
