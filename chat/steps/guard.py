"""Step 6. The reply must hold what the risk demands; its numbers and links must exist in knowledge."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool

from chat.danger import crisis_replies, stage_of
from chat.lines import named_lines
from chat.logs import log
from chat.replies import Activities, Crisis, Handover, Reply, SupportLines
from chat.turn import NO_RISK, Tools, Turn
from knowledge.contacts import NONE, Contacts, contacts_of
from safety.assess import Level, Risk
from safety.crisis import required_line_ids
from safety.guard import check


async def guard(turn: Turn, tools: Tools) -> Turn:
    said = tuple(_with_own_lines(reply, tools) for reply in turn.replies)
    allowed = _allowed(tools, await _contacts(tools, said))
    known = tuple(reply for reply in said if _holds(tools, allowed, (reply,), NO_RISK))
    if len(known) < len(turn.replies):
        log.error("guard_dropped_reply", step="guard", count=len(turn.replies) - len(known))
    if turn.risk.level is Level.none or _holds(tools, allowed, known, turn.risk):
        return replace(turn, replies=known)
    log.warning("guard_put_crisis_first", step="guard", reason=turn.failure or "missing")
    stage = stage_of(tools, turn.state.danger, turn.risk, turn.text)
    crisis = crisis_replies(tools, turn.risk, stage, turn.state.danger.replies)
    return replace(turn, replies=crisis + tuple(reply for reply in known if _may_follow(reply)))


def _with_own_lines(reply: Reply, tools: Tools) -> Reply:
    """The lines of a crisis are shown as knowledge has them now: name, number, chat and opening."""
    if not isinstance(reply, Crisis) or not all(line.id in tools.facts.lines for line in reply.lines):
        return reply
    lines = named_lines(tools.facts, (line.id for line in reply.lines), tools.now())
    return msgspec.structs.replace(reply, lines=lines)


async def _contacts(tools: Tools, replies: Sequence[Reply]) -> Contacts:
    """What is true of the activities that are shown, as the directory has it now."""
    ids = [item.id for reply in replies if isinstance(reply, Activities) for item in reply.items]
    if not ids or tools.directory is None:
        return NONE
    return await run_in_threadpool(contacts_of, tools.directory, ids)


def _allowed(tools: Tools, shown: Contacts) -> Contacts:
    """All numbers and links that a reply of this turn may hold."""
    return Contacts(tools.facts.numbers() | shown.numbers, tools.facts.links() | shown.links)


def _holds(tools: Tools, allowed: Contacts, replies: Sequence[Reply], risk: Risk) -> bool:
    phones = tools.facts.phones()
    verdict = check(
        [text for reply in replies for text in _texts(msgspec.to_builtins(reply))],
        risk,
        known_numbers=allowed.numbers,
        known_links=allowed.links,
        required_numbers=[phones[id] for id in required_line_ids(risk)],
    )
    return verdict.ok


def _texts(value: Any) -> Iterator[str]:
    """Every piece of text in a reply, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _may_follow(reply: Reply) -> bool:
    """After a crisis reply only cards and who answers: small talk would drown it."""
    return isinstance(reply, Activities | SupportLines | Handover)
