"""One chat as its volunteer, or a supervisor who reads it, sees it."""

from secrets import token_urlsafe
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from chat.queue.shapes import Case, leads
from chat.staff.accounts.staff import Staff
from chat.staff.console.answers import show
from chat.staff.console.desk import Console, console_of, staff_of
from chat.staff.console.finding import LONGEST, Asked, find
from chat.staff.console.now import Now, look
from chat.staff.console.times import at
from chat.staff.console.view import case_view, rows_of
from chat.staff.console.words import Way

NOBODY = "Ingen samordnare är inloggad just nu. Ring samordnaren."
TABS = ("fardiga", "anteckningar", "sluta")


async def chat(request: Request) -> Response:
    console, staff = console_of(request), staff_of(request)
    case = await console.queue.open(request.path_params["id"], staff)
    return show(request, "konsol/samtal.html", **await context(request, console, case, staff))


async def search(request: Request) -> Response:
    """The hits alone, for the page's script."""
    console, staff, query = console_of(request), staff_of(request), request.query_params
    case = await console.queue.case(request.path_params["id"], staff)
    asked = Asked(query.get("q", "")[:LONGEST], query.get("kommun", "")[:60])
    found = await run_in_threadpool(find, console, asked, case.record)
    return show(request, "konsol/_traffar.html", found=found, asked=asked, case=case_view(console, case, staff))


async def context(request: Request, console: Console, case: Case, staff: Staff) -> dict[str, Any]:
    query = request.query_params
    place = query.get("kommun") or case.record.card.municipality or ""
    asked = Asked(query.get("q", "")[:LONGEST], place[:60])
    found = await run_in_threadpool(find, console, asked, case.record) if "q" in query else None
    return {
        "case": case_view(console, case, staff, help_text(console, await look(console), case.conversation.id, staff)),
        "events": rows_of(case),
        "notes": case.notes,
        "whispers": [note for note in case.notes if note.whisper],
        "client_id": token_urlsafe(12),
        "canned": console.canned,
        "draft": _filled(console, staff, query.get("svar", "")),
        "focus_box": not {"q", "oppna"} & set(query),
        "asked": asked,
        "found": found,
        "ways": [_filled_in(console, way) for way in console.words.ways],
        "open": query.get("oppna") if query.get("oppna") in TABS else "",
        "script_open": case.record.risk == "acute",
        "sos": sos(console),
        "supervises": leads(staff),
        "block_reasons": console.words.choices("block"),
        "take_over_reasons": console.words.choices("take_over"),
    }


def help_text(console: Console, now: Now, conversation_id: str, staff: Staff) -> str:
    """What has become of the call for help from this chat, to the one who called or who has taken it since."""
    call = next((one for one in now.board.calls if one.conversation_id == conversation_id), None)
    if call is None:
        return ""
    is_own = call.staff_id == staff.id
    if call.taken_name:
        return f"{call.taken_name} {'har sett ditt rop på hjälp.' if is_own else 'har sett ropet på hjälp.'}"
    who = "Du" if is_own else call.name
    reached = "Samordnaren har fått larmet." if now.leaders(besides=call.staff_id) else NOBODY
    return f"{who} kallade på hjälp {at(call.called_at, console.now())}. {reached}"


def sos(console: Console) -> str:
    return str(console.directory.facts.phones()["sos-112"])


def _filled(console: Console, staff: Staff, reply_id: str) -> str:
    """A ready-made reply in the box, for who has no script."""
    found = (reply for group in console.canned for reply in group.replies if reply.id == reply_id)
    return next((reply.said_by(staff.pseudonym) for reply in found), "")


def _filled_in(console: Console, way: Way) -> Way:
    return Way(**{**vars(way), "text": way.text.format(sos=sos(console))})
