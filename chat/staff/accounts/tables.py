"""The tables of accounts: staff, what lets them in, their sessions, failed tries, and the audit."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from chat.tables import metadata

WIDE = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only for INTEGER

staff = Table(
    "staff",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("login", String(60), nullable=False, unique=True),  # lower case
    Column("name", String(60), nullable=False),
    Column("pseudonym", String(40), nullable=False),
    Column("role", String(12), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("password_hash", Text),  # argon2id; empty until the person has enrolled
    Column("totp_secret", Text),  # sealed with the secret file of the data folder
    Column("totp_step", BigInteger, nullable=False),  # of the last code that let somebody in
    Column("created_at", BigInteger, nullable=False),  # seconds since 1970, here and below
)

recovery_code = Table(
    "staff_recovery_code",
    metadata,
    Column("staff_id", String(32), ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("code_hash", String(64), primary_key=True),
)

invitation = Table(
    "staff_invitation",
    metadata,
    Column("staff_id", String(32), ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("totp_secret", Text, nullable=False),  # sealed; becomes the person's own
    Column("expires_at", BigInteger, nullable=False),
)

session = Table(
    "staff_session",
    metadata,
    Column("id_hash", String(64), primary_key=True),
    Column("staff_id", String(32), ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("begun", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=False),
    Column("csrf", String(64), nullable=False),
    Index("ix_staff_session_staff_id", "staff_id"),
)

tries = Table(
    "staff_tries",
    metadata,
    Column("key", String(64), primary_key=True),  # keyed hash of a login name, known or not
    Column("times", Text, nullable=False),  # of the failed tries, set apart by spaces
    Column("version", Integer, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", WIDE, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("staff_id", String(32)),  # empty: somebody who is not known
    Column("action", String(30), nullable=False),
    Column("conversation_id", String(32)),
    Column("target", String(32)),  # the person whom it was about
    Column("detail", String(60), nullable=False),  # a code, never text
    Index("ix_audit_at", "at"),
)

audit_clearing = Table(
    "audit_clearing",  # filled only inside the transaction of chat/staff/accounts/retention.py
    metadata,
    Column("before", BigInteger, primary_key=True, autoincrement=False),
)
