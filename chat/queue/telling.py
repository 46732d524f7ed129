"""What the house says to somebody who waits, once, whichever process says it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat import tables
from chat.bus import chat_topic
from chat.conversation import Author, Event
from chat.queue.errors import NotWaiting
from chat.queue.floor import Floor, look, speak
from chat.replies import Reply

_event = tables.event.c


async def tell_once(floor: Floor, conversation_id: str, epoch: int, key: str, replies: Sequence[Reply]) -> bool:
    """False: it was said before. Raises NotWaiting when the chat is not as it was seen, NoSuchChat."""

    async def work(connection: AsyncConnection) -> bool:
        seen = await look(connection, conversation_id)
        if seen.conversation.epoch != epoch:
            raise NotWaiting
        if await _is_said(connection, conversation_id, key):
            return False
        first, *rest = (Event(seq=None, author=Author.system, client_id=key, reply=reply) for reply in replies)
        await speak(connection, seen, first, once=True)
        for event in rest:
            await speak(connection, seen, event, once=False)
        return True

    told = await floor.try_again(work)
    if told:
        floor.bus.tell(chat_topic(conversation_id))
    return told


async def _is_said(connection: AsyncConnection, conversation_id: str, key: str) -> bool:
    same = _event.conversation_id == conversation_id, _event.client_id == key
    return (await connection.execute(select(_event.seq).where(*same))).first() is not None
