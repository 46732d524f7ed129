"""How far conversations have come, in one question for many: for whom may have missed something."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from chat.store import Store
from chat.tables import conversation

AT_ONCE = 500  # ids in one question


async def newest(store: Store, ids: Sequence[str]) -> Mapping[str, int]:
    """The last number by conversation; those that are gone are not in it. Raises StoreUnavailable."""
    found: dict[str, int] = {}
    async with store.reach() as connection:
        for start in range(0, len(ids), AT_ONCE):
            some = conversation.c.id.in_(ids[start : start + AT_ONCE])
            rows = await connection.execute(select(conversation.c.id, conversation.c.last_seq).where(some))
            found.update((row.id, row.last_seq) for row in rows)
    return found
