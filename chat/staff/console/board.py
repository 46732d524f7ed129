"""The supervisor's board: four numbers, all live chats, calls for help."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from chat.conversation import Owner
from chat.queue.shapes import Blocked, LiveChat
from chat.staff.console.answers import go, show
from chat.staff.console.desk import Console, console_of, staff_of
from chat.staff.console.now import Now, look
from chat.staff.console.times import at, shortly, waited


@dataclass(frozen=True)
class ChatRow:
    id: str
    title: str
    risk: str
    marks: tuple[str, ...]


@dataclass(frozen=True)
class CallRow:
    id: int
    text: str
    conversation_id: str | None
    taken: str


async def board(request: Request) -> Response:
    console = console_of(request)
    now = await look(console)
    return show(
        request,
        "konsol/samordning.html",
        numbers=numbers(now),
        chats=[_row(console, chat) for chat in now.board.chats],
        calls=[_call(console, call) for call in now.board.calls],
        people=[(one.name, console.words.of("states", one.state.value), one.chats) for one in now.on_duty],
        blocks=[_block(console, one) for one in now.board.blocks],
        duty_text=now.duty_text,
    )


async def take_help(request: Request) -> Response:
    """Answers a call for help, and goes to the chat that it came from."""
    console, staff = console_of(request), staff_of(request)
    call = await console.queue.take_help(int(request.path_params["call"]), staff)
    path = f"/samtal/{call.conversation_id}" if call.conversation_id else "/samordning"
    return go(request, path, "hjalp-tagen")


def numbers(now: Now) -> dict[str, str]:
    found = now.board
    return {
        "vantar": str(found.waiting),
        "langst": shortly(found.longest_wait) if found.waiting else "–",
        "pratar": str(found.with_human),
        "plats": str(found.room_free),
    }


def board_state(console: Console, now: Now) -> dict[str, Any]:
    """What the board's script is told: the numbers, which chats live, which calls wait."""
    return {
        "numbers": numbers(now),
        "chats": [chat.conversation_id for chat in now.board.chats],
        "calls": [call.id for call in now.board.calls if call.taken_name is None],
    }


def _row(console: Console, chat: LiveChat) -> ChatRow:
    words = console.words
    title = f"Har väntat {waited(chat.waited)}"
    if chat.owner is Owner.human:
        began = f" sedan {at(chat.claimed_at, console.now())}" if chat.claimed_at else ""
        title = f"{chat.volunteer_name or 'Någon'} pratar{began}"
    marks = (
        words.of("kinds", chat.kind) if chat.risk != "none" else "",
        "Inget första svar än" if chat.is_silent else "",
        words.of("returned", chat.returned),
        "Personen har lämnat" if chat.left else "",
    )
    return ChatRow(chat.conversation_id, title, words.of("risk", chat.risk), tuple(filter(None, marks)))


def _block(console: Console, one: Blocked) -> tuple[str, str]:
    return one.conversation_id, f"{one.by_name} stängde ute någon {at(one.at, console.now())}."


def _call(console: Console, call: Any) -> CallRow:
    what = "kallade på hjälp" if call.conversation_id else "vill prata med dig efter ett samtal, sagt"
    text = f"{call.name} {what} {at(call.called_at, console.now())}."
    return CallRow(call.id, text, call.conversation_id, call.taken_name or "")
