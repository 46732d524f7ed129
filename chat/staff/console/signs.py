"""What pages tell by themselves: that somebody is there, and that somebody writes. Neither keeps a session alive."""

from starlette.requests import Request
from starlette.responses import Response

from chat.bus import HUMAN_WRITES
from chat.queue.shapes import Present, State, leads
from chat.staff.console.desk import console_of, staff_of
from chat.staff.console.now import Now, look
from chat.visitors.shapes import as_json


async def beat(request: Request) -> Response:
    """Tells how many seconds are left before somebody who does nothing is logged out, and how many call for help."""
    console, session = console_of(request), request.state.session
    now = await look(console)
    await _give_sign(request, now)
    left = min(session.idle_ends(), session.ends()) - console.seconds()
    return as_json({"left": left, "help": len(now.calls_for(staff_of(request)))})


async def writes(request: Request) -> Response:
    """Who has the chat is writing to the visitor, who is told so much and not what."""
    console, conversation_id = console_of(request), request.path_params["id"]
    await console.queue.may_write(conversation_id, staff_of(request))
    console.writing.tell(HUMAN_WRITES + conversation_id)
    return Response(status_code=204)


async def arrive(request: Request) -> Now:
    """How it stands, with the one who asks given as there or not."""
    now = await look(console_of(request))
    await _give_sign(request, now)
    return await look(console_of(request))


async def _give_sign(request: Request, now: Now) -> None:
    """Who was on duty last night and has logged in since is away until they say otherwise."""
    console, staff = console_of(request), staff_of(request)
    me = now.me(staff)
    if me is None and not leads(staff):  # never was on duty, or long ago
        return
    if me is not None and _is_of_another_shift(me, request.state.session.begun):
        await console.queue.set_presence(staff, State.borta, me.room)
    else:
        await console.queue.beat(staff)


def _is_of_another_shift(me: Present, begun: int) -> bool:
    return me.state is State.borta and me.since < begun and me.chats == 0
