"""Staff, their sessions, and an audit that cannot be changed."""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"
branch_labels = None
depends_on = None

# 2592000 s are 30 days: nothing younger is ever deleted, whatever the settings say.
SQLITE = (
    "CREATE TRIGGER audit_keeps_rows BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append only'); END",
    "CREATE TRIGGER audit_keeps_ids BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'audit is append only'); END",
    "CREATE TRIGGER audit_keeps_young BEFORE DELETE ON audit "
    "WHEN OLD.at >= coalesce((SELECT max(before) FROM audit_clearing), 0) "
    "OR OLD.at > CAST(strftime('%s', 'now') AS INTEGER) - 2592000 "
    "BEGIN SELECT RAISE(ABORT, 'audit is append only'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'audit is append only'; END $$",
    "CREATE FUNCTION audit_refuse_young() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF OLD.at >= coalesce((SELECT max(before) FROM audit_clearing), 0) "
    "OR OLD.at > extract(epoch FROM now()) - 2592000 "
    "THEN RAISE EXCEPTION 'audit is append only'; END IF; RETURN OLD; END $$",
    "CREATE TRIGGER audit_keeps_rows BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_keeps_all BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_keeps_young BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse_young()",
)


def upgrade() -> None:
    _make_people()
    _make_ways_in()
    _make_audit()


def downgrade() -> None:
    for table in ("audit", "audit_clearing", "staff_tries", "staff_session", "staff_invitation"):
        op.drop_table(table)
    op.drop_table("staff_recovery_code")
    op.drop_table("staff")
    if _is_postgresql():
        op.execute("DROP FUNCTION audit_refuse()")
        op.execute("DROP FUNCTION audit_refuse_young()")


def _make_people() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("login", sa.String(60), nullable=False, unique=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("pseudonym", sa.String(40), nullable=False),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("password_hash", sa.Text),
        sa.Column("totp_secret", sa.Text),
        sa.Column("totp_step", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )


def _make_ways_in() -> None:
    op.create_table(
        "staff_recovery_code",
        _staff_id(primary_key=True),
        sa.Column("code_hash", sa.String(64), primary_key=True),
    )
    op.create_table(
        "staff_invitation",
        _staff_id(primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("totp_secret", sa.Text, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "staff_session",
        sa.Column("id_hash", sa.String(64), primary_key=True),
        _staff_id(nullable=False),
        sa.Column("begun", sa.BigInteger, nullable=False),
        sa.Column("used", sa.BigInteger, nullable=False),
        sa.Column("csrf", sa.String(64), nullable=False),
    )
    op.create_index("ix_staff_session_staff_id", "staff_session", ["staff_id"])
    op.create_table(
        "staff_tries",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("times", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )


def _make_audit() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "audit",
        sa.Column("id", number, primary_key=True, autoincrement=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("staff_id", sa.String(32)),
        sa.Column("action", sa.String(30), nullable=False),
        sa.Column("conversation_id", sa.String(32)),
        sa.Column("target", sa.String(32)),
        sa.Column("detail", sa.String(60), nullable=False),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_table("audit_clearing", sa.Column("before", sa.BigInteger, primary_key=True, autoincrement=False))
    for statement in POSTGRESQL if _is_postgresql() else SQLITE:
        op.execute(statement)


def _staff_id(**how: bool) -> sa.Column:
    return sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id", ondelete="CASCADE"), **how)


def _is_postgresql() -> bool:
    return bool(op.get_bind().dialect.name == "postgresql")
