"""How the words of a chat are deleted while the staff still see that there was one."""

from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from chat import tables
from chat.conversation import Owner
from chat.handover import Move
from chat.queue.floor import Seen, change, note_down, touch
from chat.queue.tables import NO_CARD, note


async def erase(connection: AsyncConnection, seen: Seen, step: Move, now: int, **values: Any) -> None:
    """Takes the step and deletes all that was said; the visitor's token opens nothing any more. Raises Changed.

    A closed chat stays closed.
    """
    id = seen.conversation.id
    gone: dict[str, Any] = {"whole": False, "expires_at": now, "token_hash": ""}
    if seen.conversation.owner is Owner.closed:
        await touch(connection, seen, **gone)
    else:
        await change(connection, seen, step, **gone)
    await empty(connection, id)
    await note_down(connection, id, closed_at=now, **values)


async def empty(connection: AsyncConnection, conversation_id: str) -> None:
    """Deletes every word of a chat."""
    await connection.execute(delete(tables.event).where(tables.event.c.conversation_id == conversation_id))
    await connection.execute(delete(note).where(note.c.conversation_id == conversation_id))
    await note_down(connection, conversation_id, evidence="[]", card=NO_CARD, reason_of_end=None, address_hash=None)
