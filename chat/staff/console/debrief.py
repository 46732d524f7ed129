"""After a chat: three short questions that nobody must answer. The answers are not kept, only acted upon."""

from starlette.requests import Request
from starlette.responses import Response

from chat.queue.shapes import State
from chat.staff.accounts.form import read_form
from chat.staff.console.answers import go, show
from chat.staff.console.desk import START, console_of, staff_of
from chat.staff.console.now import look
from chat.staff.console.times import at


async def debrief(request: Request) -> Response:
    console, staff = console_of(request), staff_of(request)
    me = (await look(console)).me(staff)
    rests = me is not None and me.state is State.aterhamtning and me.until is not None
    until = at(me.until, console.now()) if me and rests and me.until else ""
    return show(request, "konsol/efter.html", id=request.path_params["id"], until=until)


async def answered(request: Request) -> Response:
    """Who asks to talk with somebody reaches a supervisor; who needs rest gets it."""
    console, staff, form = console_of(request), staff_of(request), await read_form(request)
    if form.get("vila") == "ja":
        await console.queue.set_presence(staff, State.aterhamtning)
    if form.get("prata") == "ja":
        await console.queue.call_help(staff, None)
        return go(request, START, "efterat-hjalp")
    return go(request, START, "efterat")
