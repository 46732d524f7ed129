"""How a conversation begins, is read again, and is forgotten."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from chat.bus import VISITOR_WRITES
from chat.conversation import Author, Conversation, Danger, Event, Owner, hash_token
from chat.errors import NotForgottenYet, RasaUnavailable, StoreUnavailable
from chat.logs import log
from chat.queue.lease import Lease
from chat.replies import Reply, Text
from chat.session import enter
from chat.store import Saved
from chat.turn import Tools

SWEEP_SECONDS = 60.0
LEASE_SECONDS = 90  # one process at a time deletes what is past its time


@dataclass(frozen=True)
class Known:
    """What was told before the chat began: for Rasa by slot, the danger in it, and the chat's first words.

    `replies` is asked with whether Rasa has taken the slots.
    """

    slots: Mapping[str, Any]
    danger: Danger
    replies: Callable[[bool], tuple[Reply, ...]]


async def begin(
    tools: Tools, address: str, region: str | None = None, start: str = "chat", known: Known | None = None
) -> tuple[str, Saved]:
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
        danger=known.danger if known else Danger(),
    )
    words = await _take_along(tools, conversation_id, known) if known else first_words(tools)
    try:
        saved = await tools.store.create(conversation, words)
    except StoreUnavailable as error:
        log.error("store_unavailable", part="chat_store", reason=str(error))
        saved = Saved(msgspec.structs.replace(conversation, stored=False), words)
    tools.continuity.keep(saved.conversation)
    log.info("conversation_began")
    return token, saved


async def _take_along(tools: Tools, conversation_id: str, known: Known) -> tuple[Event, ...]:
    try:
        await tools.bot.tell(conversation_id, known.slots)
    except RasaUnavailable as error:
        log.error("rasa_not_told", part="rasa", reason=str(error))
        return _said(known.replies(False))
    return _said(known.replies(True))


def first_words(tools: Tools) -> tuple[Event, ...]:
    """Who answers here; with the bot turned off that it is."""
    first, ask = tools.words.all("first_words")
    return _said((Text(text=first), Text(text=ask if tools.bot_is_on() else tools.words.pick("bot_off"))))


def _said(replies: tuple[Reply, ...]) -> tuple[Event, ...]:
    return tuple(Event(seq=None, author=Author.bot, reply=reply) for reply in replies)


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


async def tell_of_writing(tools: Tools, conversation_id: str, token: str) -> None:
    """To the person who answers, if there is one. Raises UnknownConversation or WrongToken."""
    found, _ = await enter(tools, conversation_id, token)
    if found.conversation.owner is Owner.human:
        tools.writing.tell(VISITOR_WRITES + conversation_id)


async def forget(tools: Tools, conversation_id: str, token: str) -> None:
    """Forgets at once, here and in Rasa. Raises NotForgottenYet when the database is away."""
    await enter(tools, conversation_id, token)
    tools.continuity.drop(conversation_id)
    tools.hub.close(conversation_id)
    asked = asyncio.ensure_future(_forget_in_rasa(tools, conversation_id))
    try:
        await _forget_in_store(tools, conversation_id)
    except StoreUnavailable:
        tools.continuity.forget_later(conversation_id)
        raise NotForgottenYet from None
    finally:
        await asked
    log.info("conversation_forgotten")


async def _forget_in_store(tools: Tools, conversation_id: str) -> None:
    """Who leaves people leaves a mark without words, so that they see it; anybody else leaves nothing."""
    if tools.people is not None and await tools.people.leave(conversation_id):
        await tools.store.empty_journal()
    else:
        await tools.store.forget(conversation_id)


async def _forget_in_rasa(tools: Tools, conversation_id: str) -> None:
    """Rasa's own store forgets after an hour in any case."""
    try:
        await tools.bot.forget(conversation_id)
    except RasaUnavailable as error:
        log.error("rasa_not_forgotten", part="rasa", reason=str(error))


async def sweep(tools: Tools, everything: bool = True) -> None:
    """Deletes what is past its time and what could not be deleted when it was asked.

    Without `everything` only what concerns this process; another one does the rest.
    """
    tools.continuity.drop_expired()
    for conversation_id in tools.continuity.take_to_forget():
        try:
            await _forget_in_store(tools, conversation_id)
        except StoreUnavailable:
            tools.continuity.forget_later(conversation_id)
    if not everything:
        return
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
    lease = Lease(tools.store, tools.clock, "expiry", LEASE_SECONDS)
    while True:
        try:
            if not ready:
                await tools.store.prepare()
                ready = True
            await sweep(tools, await lease.is_mine())
        except StoreUnavailable as error:
            log.error("store_unavailable", part="chat_store", reason=str(error))
        await asyncio.sleep(seconds)
