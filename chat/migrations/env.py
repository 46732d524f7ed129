"""Runs the migrations on the connection that chat/store.py hands over."""

from alembic import context

from chat import pulses as _pulses  # noqa: F401 (so that their tables are known)
from chat.outward import tables as _outward  # noqa: F401
from chat.queue import tables as _queue  # noqa: F401
from chat.staff.accounts import tables as _accounts  # noqa: F401 (so that their tables are known)
from chat.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="chat_version",
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
