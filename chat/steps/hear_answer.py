"""Step 4. A yes or no to the offer of a human; nobody reads anything before a yes."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from chat.asking import Answer, Offer, may_answer, open_offer, read_answer
from chat.conversation import Author, Conversation, Event, Owner
from chat.errors import StoreUnavailable, UnknownConversation
from chat.lines import fitting_lines
from chat.logs import log
from chat.queue.errors import QueueRefusal
from chat.replies import Handover, Reply
from chat.switches import State
from chat.turn import Tools, Turn
from safety.assess import Level

Act = Callable[[Conversation], Awaitable[Conversation]]


async def hear_answer(turn: Turn, tools: Tools) -> Turn:
    people = tools.people
    asks = turn.state.owner is Owner.bot and turn.stored and turn.risk.level is Level.none
    if people is None or not asks or not may_answer(turn.text, tools.words):
        return turn
    offer = await _offer_in(turn, tools)
    answer = read_answer(turn.text, offer, tools.words) if offer else None
    if offer is None or answer is None:
        return turn
    if answer is Answer.no:
        text = tools.words.pick("human_declined", turn.state.turns)
        return replace(turn, replies=(Handover(text=text, state=State.bot.value),), finished=True)
    if not tools.human_on_duty():
        return replace(turn, replies=none_comes(turn, tools), finished=True)
    card = offer.card.without_summary() if answer is Answer.yes_without_summary else offer.card
    client_id, address = turn.incoming.client_id, tools.limits.hash_address(turn.incoming.address)
    return await switched(turn, tools, lambda state: people.ask(state, card, card.why, client_id, address))


async def _offer_in(turn: Turn, tools: Tools) -> Offer | None:
    try:
        return open_offer(await tools.store.events_after(turn.state.id, 0))
    except StoreUnavailable:
        return None


async def switched(turn: Turn, tools: Tools, act: Act) -> Turn:
    """Keeps what was said, lets the queue change who answers, and gives what the queue said of it."""
    assert turn.before is not None  # noqa: S101
    try:
        saved = await tools.store.save_turn(turn.before, turn.state, (turn.said,))
    except StoreUnavailable:
        return replace(turn, replies=none_comes(turn, tools), finished=True)
    if saved is None:  # ended in another tab meanwhile
        raise UnknownConversation
    tools.hub.publish(turn.state.id, saved.events)
    try:
        state = await act(saved.conversation)
        said = await tools.store.events_after(state.id, saved.conversation.last_seq)
    except (QueueRefusal, StoreUnavailable) as error:
        log.warning("switch_refused", reason=type(error).__name__)
        state, said = await _say_none_comes(turn, tools, saved.conversation)
    tools.continuity.keep(state)
    tools.pace.spoke(state.id)
    return replace(turn, conversation=state, answered=said, finished=True)


async def _say_none_comes(turn: Turn, tools: Tools, state: Conversation) -> tuple[Conversation, tuple[Event, ...]]:
    """The visitor's own message is kept already."""
    client_id = turn.incoming.client_id
    replies = none_comes(turn, tools)
    events = tuple(Event(seq=None, author=Author.bot, client_id=client_id, reply=reply) for reply in replies)
    try:
        saved = await tools.store.save_turn(state, state, events)
    except StoreUnavailable:
        return state, events
    if saved is None:
        raise UnknownConversation
    tools.hub.publish(state.id, saved.events)
    return saved.conversation, saved.events


def none_comes(turn: Turn, tools: Tools) -> tuple[Reply, ...]:
    """Nobody can come: when somebody can, and who can be reached now. The bot is still there."""
    words, opens = tools.words, tools.when_humans_come()
    key = "none_comes" if opens else "none_comes_busy" if tools.humans_are_busy() else "none_comes_unknown"
    text = words.pick(key, turn.state.turns).format(opens=opens)
    minor = turn.risk.minor or turn.state.danger.minor
    lines = fitting_lines(tools.facts, tools.now(), "", minor=minor)
    return (Handover(text=text, state=State.none.value, opens=opens), lines)
