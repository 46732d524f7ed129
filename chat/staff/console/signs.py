"""The page's sign of life: it keeps somebody on duty, but no session alive."""

from starlette.requests import Request
from starlette.responses import Response

from chat.staff.console.desk import console_of, staff_of
from chat.visitors.shapes import as_json


async def beat(request: Request) -> Response:
    """Tells how many seconds are left before somebody who does nothing is logged out."""
    console, session = console_of(request), request.state.session
    await console.queue.beat(staff_of(request))
    return as_json({"left": min(session.idle_ends(), session.ends()) - console.seconds()})
