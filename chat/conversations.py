"""How a conversation begins, is read again, and is forgotten."""

import asyncio

import msgspec

from chat.conversation import Author, Conversation, Event, hash_token
from chat.errors import NotForgottenYet, RasaUnavailable, StoreUnavailable
from chat.logs import log
from chat.replies import Text
from chat.session import enter
from chat.store import Saved
from chat.turn import Tools

SWEEP_SECONDS = 60.0


async def begin(tools: Tools, address: str, region: str | None = None, start: str = "chat") -> tuple[str, Saved]:
    """A new conversation with its token and first words; it also begins while the database is away."""
    tools.limits.count(None, address)
    conversation_id = tools.tokens.new_id()
    token = tools.tokens.new_token(conversation_id)
    conversation = Conversation(
        id=conversation_id,
        token_hash=hash_token(token),
        expires_at=tools.expiry(),
        region=region,
        start=start,
    )
    try:
        saved = await tools.store.create(conversation, first_words(tools))
    except StoreUnavailable as error:
        log.error("store_unavailable", part="chat_store", reason=str(error))
        saved = Saved(msgspec.structs.replace(conversation, stored=False), first_words(tools))
    tools.continuity.keep(saved.conversation)
    log.info("conversation_began")
    return token, saved


def first_words(tools: Tools) -> tuple[Event, ...]:
    return tuple(Event(seq=None, author=Author.bot, reply=Text(text=text)) for text in tools.words.all("first_words"))


async def read(
    tools: Tools, conversation_id: str, token: str, after: int = 0
) -> tuple[Conversation, tuple[Event, ...]]:
    """The conversation and its events after that number."""
    found, stored = await enter(tools, conversation_id, token)
    if not stored or not found.conversation.stored:
        return found.conversation, ()
    try:
        return found.conversation, await tools.store.events_after(conversation_id, after)
    except StoreUnavailable:
        return found.conversation, ()


async def forget(tools: Tools, conversation_id: str, token: str) -> None:
    """Forgets at once, here and in Rasa. Raises NotForgottenYet when the database is away."""
    await enter(tools, conversation_id, token)
    tools.continuity.drop(conversation_id)
    tools.hub.close(conversation_id)
    asked = asyncio.ensure_future(_forget_in_rasa(tools, conversation_id))
    try:
        await tools.store.forget(conversation_id)
    except StoreUnavailable:
        tools.continuity.forget_later(conversation_id)
        raise NotForgottenYet from None
    finally:
        await asked
    log.info("conversation_forgotten")


async def _forget_in_rasa(tools: Tools, conversation_id: str) -> None:
    """Rasa's own store forgets after an hour in any case."""
    try:
        await tools.bot.forget(conversation_id)
    except RasaUnavailable as error:
        log.error("rasa_not_forgotten", part="rasa", reason=str(error))


async def sweep(tools: Tools) -> None:
    """Deletes what is past its time and what could not be deleted when it was asked."""
    tools.continuity.drop_expired()
    for conversation_id in tools.continuity.take_to_forget():
        try:
            await tools.store.forget(conversation_id)
        except StoreUnavailable:
            tools.continuity.forget_later(conversation_id)
    expired = await tools.store.forget_expired(tools.seconds())
    for conversation_id in expired:
        tools.hub.close(conversation_id)
        await _forget_in_rasa(tools, conversation_id)
    if expired:
        log.info("conversations_expired", count=len(expired))


async def make_ready(tools: Tools) -> bool:
    """Brings the tables up to date before the first visitor comes. False: the database is away; visitors come in."""
    try:
        await tools.store.prepare()
    except StoreUnavailable as error:
        log.error("store_unavailable", part="chat_store", reason=str(error))
        return False
    return True


async def keep_sweeping(tools: Tools, ready: bool = False, seconds: float = SWEEP_SECONDS) -> None:
    """Sweeps for ever; also readies a database that was away at the start."""
    while True:
        try:
            if not ready:
                await tools.store.prepare()
                ready = True
            await sweep(tools)
        except StoreUnavailable as error:
            log.error("store_unavailable", part="chat_store", reason=str(error))
        await asyncio.sleep(seconds)
