"""Step 8. Offers a human, with what would be handed over in plain sight, when the visitor wants one or needs one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool

from chat.asking import make_card, says, was_offered_lately
from chat.card import Card
from chat.conversation import Author, Event, Owner
from chat.danger import remember
from chat.errors import RasaUnavailable, StoreUnavailable
from chat.logs import log
from chat.regions import load_regions
from chat.replies import Crisis, Handover, Reply, Text
from chat.steps.hear_answer import none_comes
from chat.switches import State
from chat.turn import Tools, Turn
from knowledge.places import load_places
from safety.assess import Level, assess


async def offer_human(turn: Turn, tools: Tools) -> Turn:
    why = _why(turn, tools)
    if turn.state.owner is not Owner.bot or not why:
        return turn
    if not tools.may_offer_human() or not turn.stored:
        return replace(turn, replies=_without_offer(turn, tools))
    try:
        events = (*await tools.store.events_after(turn.state.id, 0), turn.said)
    except StoreUnavailable:
        return replace(turn, replies=_without_offer(turn, tools))
    if why != "wish" and was_offered_lately(events):
        again = Text(text=tools.words.pick("fall_back_human", turn.state.turns))
        return replace(turn, replies=(*turn.replies, again)) if why == "failed" else turn
    return replace(turn, replies=_with_offer(turn, tools, await _card(turn, tools, why, events)))


def _why(turn: Turn, tools: Tools) -> str:
    if any(_is_offer(reply) for reply in turn.replies):
        return "wish"
    if any(_is_grave(reply, turn, tools) for reply in turn.replies):
        return "danger"
    return "failed" if turn.failure else ""


def _is_grave(reply: Reply, turn: Turn, tools: Tools) -> bool:
    """Acute danger at once; concern when it is spoken of again, and not only denied."""
    if not isinstance(reply, Crisis):
        return False
    denied = says(turn.text, (*tools.words.all("answers_no"), *tools.words.all("answers_joking")))
    return reply.level == Level.acute.value or (turn.state.danger.replies > 0 and not denied)


def _is_offer(reply: Reply) -> bool:
    return isinstance(reply, Handover) and reply.state == State.offered.value


def _without_offer(turn: Turn, tools: Tools) -> tuple[Reply, ...]:
    """The bot offered a human who cannot come any more."""
    kept = tuple(reply for reply in turn.replies if not _is_offer(reply))
    return kept if len(kept) == len(turn.replies) else (*kept, *none_comes(turn, tools))


def _with_offer(turn: Turn, tools: Tools, card: Card) -> tuple[Reply, ...]:
    """In the bot's own words when it made the offer; last, so that the answer comes right after it."""
    said = next((reply.text for reply in turn.replies if _is_offer(reply)), "")
    text = said or tools.words.pick(f"offer_{card.why}", turn.state.turns)
    choices = tools.words.all("offer_choices")
    offer = Handover(text=text, state=State.offered.value, choices=choices, card=card)
    return (*(reply for reply in turn.replies if not _is_offer(reply)), offer)


async def _card(turn: Turn, tools: Tools, why: str, events: tuple[Event, ...]) -> Card:
    danger = remember(turn.state.danger, turn.risk, turn.replies)
    slots = await _slots(turn, tools)
    replied = tuple(Event(seq=None, author=Author.bot, reply=reply) for reply in turn.replies)
    is_danger = partial(_is_danger, today=tools.today(), minor=danger.minor)
    place = _place(turn, slots)
    return await run_in_threadpool(make_card, why, danger, (*events, *replied), slots, place, is_danger)


async def _slots(turn: Turn, tools: Tools) -> Mapping[str, Any]:
    """What the bot has understood; empty when it cannot be asked: then the card holds what the gateway knows."""
    if turn.failure and turn.failure != "empty":
        return {}
    try:
        return await tools.bot.recall(turn.state.id)
    except RasaUnavailable as error:
        log.warning("rasa_not_asked", part="rasa", reason=str(error))
        return {}


def _is_danger(text: str, *, today: date, minor: bool) -> bool:
    return assess(text, today=today, known_minor=minor).level is not Level.none


def _place(turn: Turn, slots: Mapping[str, Any]) -> str | None:
    """The municipality, else the region that the chat began in; never a village."""
    found = load_places().by_code(slots["municipality"]) if slots.get("municipality") else None
    region = load_regions().get(turn.state.region or "")
    return found.name if found else region.name if region else None
