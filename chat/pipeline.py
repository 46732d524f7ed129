"""How a message becomes a reply: the steps, in order. Start reading here."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import msgspec

from chat.conversation import Author, Conversation, Event, Owner
from chat.danger import remember
from chat.errors import StoreUnavailable, UnknownConversation
from chat.logs import log
from chat.replies import Notice
from chat.steps.ask_bot import ask_bot
from chat.steps.assess import assess
from chat.steps.fall_back import fall_back
from chat.steps.guard import guard
from chat.steps.hear_answer import hear_answer
from chat.steps.offer_human import offer_human
from chat.steps.receive import receive
from chat.steps.to_human import to_human
from chat.turn import Incoming, Outcome, Tools, Turn
from safety.assess import Level

WITH_PEOPLE = (Owner.waiting, Owner.human)
Step = Callable[[Turn, Tools], Awaitable[Turn]]

STEPS: tuple[Step, ...] = (
    receive,
    assess,
    to_human,
    hear_answer,
    ask_bot,
    guard,
    fall_back,
    offer_human,
)


async def answer(incoming: Incoming, tools: Tools) -> Outcome:
    """Takes a message through the steps and keeps what is to be kept. Raises a Refusal."""
    async with tools.lanes.turn(incoming.conversation_id):
        turn = Turn(incoming)
        for step in STEPS:
            turn = await step(turn, tools)
            if turn.finished:
                break
        if turn.answered is not None:
            return Outcome(turn.answered, turn.state.owner)
        return await _keep(turn, tools)


async def _keep(turn: Turn, tools: Tools) -> Outcome:
    """Stores the turn and shows it to whoever listens; without the database it is remembered without text."""
    danger = remember(turn.state.danger, turn.risk, turn.replies)
    after = msgspec.structs.replace(turn.state, danger=danger)
    events = _events(turn)
    before = turn.before
    if turn.stored and before is not None:
        try:
            after, events = await _store(tools, before, after, events)
            tools.hub.publish(after.id, events)
            await _tell_people(turn, tools, after)
            await _forget_what_was_said(turn, tools)
        except StoreUnavailable as error:
            log.error("store_unavailable", part="chat_store", reason=str(error))
            if turn.passed_on:
                return await _say_not_passed_on(turn, tools)
    tools.continuity.keep(after)
    _log_turn(turn, after)
    return Outcome(tuple(event for event in events if event.author is not Author.visitor), after.owner)


async def _say_not_passed_on(turn: Turn, tools: Tools) -> Outcome:
    """It could not be kept for the person who has the chat: silence would look as if it had been."""
    turn = replace(turn, stored=False, passed_on=False, finished=False, replies=())
    for step in (to_human, guard, fall_back):
        turn = await step(turn, tools)
    return await _keep(turn, tools)


async def _forget_what_was_said(turn: Turn, tools: Tools) -> None:
    """The visitor asked for it: all up to this message is dropped, this message too; the answer to it stays."""
    if turn.before is not None and any(isinstance(reply, Notice) and reply.forgets for reply in turn.replies):
        await tools.store.forget_until(turn.state.id, turn.before.last_seq + 1)


async def _tell_people(turn: Turn, tools: Tools, after: Conversation) -> None:
    """Who waits and speaks of danger moves up in the queue at once."""
    if tools.people is not None and after.owner in WITH_PEOPLE:
        await tools.people.heard(after, None if turn.risk.level is Level.none else turn.redacted)


async def _store(
    tools: Tools, before: Conversation, after: Conversation, events: tuple[Event, ...]
) -> tuple[Conversation, tuple[Event, ...]]:
    saved = await tools.store.save_turn(before, after, events)
    if saved is None:  # ended in another tab meanwhile
        raise UnknownConversation
    return saved.conversation, saved.events


def _events(turn: Turn) -> tuple[Event, ...]:
    client_id = turn.incoming.client_id
    replies = (Event(seq=None, author=Author.bot, client_id=client_id, reply=reply) for reply in turn.replies)
    return (turn.said, *replies)


def _log_turn(turn: Turn, after: Conversation) -> None:
    kinds = ",".join(type(reply).__name__ for reply in turn.replies)
    log.info("message_answered", kinds=kinds, owner=after.owner.value, reason=turn.failure)
