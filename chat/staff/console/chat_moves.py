"""What a volunteer or a supervisor does in a chat; every one of these is refused to whom the chat is not given."""

from secrets import token_urlsafe

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from chat.queue.errors import ReasonNeeded
from chat.queue.shapes import State
from chat.replies import Text
from chat.staff.accounts.form import Form, read_form
from chat.staff.console.answers import Unfit, go, wants_json
from chat.staff.console.desk import console_of, staff_of
from chat.staff.console.drawing import drawn
from chat.staff.console.finding import card_of
from chat.staff.console.now import look
from chat.staff.console.words import Way
from chat.visitors.shapes import as_json

LONGEST, LONGEST_NOTE, LONGEST_WHISPER = 4_000, 1_000, 500  # characters


async def say(request: Request) -> Response:
    """Once only, however often it is sent: by the client's own number."""
    console, staff, form = console_of(request), staff_of(request), await read_form(request)
    conversation_id = request.path_params["id"]
    event = await console.queue.say(conversation_id, staff, Text(text=_text(form, LONGEST)), _client_id(form))
    if wants_json(request):
        return as_json(drawn(request, event))
    return go(request, f"/samtal/{conversation_id}#skriv")


async def suggest(request: Request) -> Response:
    """Something out of the directory, as a card."""
    console, staff, form = console_of(request), staff_of(request), await read_form(request)
    conversation_id = request.path_params["id"]
    case = await console.queue.case(conversation_id, staff)
    card = await run_in_threadpool(card_of, console, form.get("id"), case.record, form.get("kommun"))
    if card is None:
        raise Unfit("unknown_item", 404)
    event = await console.queue.say(conversation_id, staff, card, _client_id(form))
    if wants_json(request):
        return as_json({**drawn(request, event), "said": console.words.of("said", "skickat")})
    return go(request, f"/samtal/{conversation_id}#skriv", "skickat")


async def warn(request: Request) -> Response:
    """Says that it is enough; only then may the chat be closed for that reason."""
    console, staff, form = console_of(request), staff_of(request), await read_form(request)
    words = Text(text=_text(form, LONGEST_NOTE))
    await console.queue.warn(request.path_params["id"], staff, words, _client_id(form))
    return go(request, f"/samtal/{request.path_params['id']}", "varnad")


async def note(request: Request) -> Response:
    console, staff, form = console_of(request), staff_of(request), await read_form(request)
    text = _text(form, LONGEST_NOTE)
    await console.queue.note(request.path_params["id"], staff, text)
    if wants_json(request):
        return as_json({"text": text, "said": console.words.of("said", "anteckning")})
    return go(request, f"/samtal/{request.path_params['id']}", "anteckning", {"oppna": "anteckningar"})


async def hand_back(request: Request) -> Response:
    reason = await _reason(request, "lamna-tillbaka")
    await console_of(request).queue.hand_back(request.path_params["id"], staff_of(request), reason)
    return go(request, f"/efter/{request.path_params['id']}", "tillbaka")


async def pass_on(request: Request) -> Response:
    reason = await _reason(request, "lamna-vidare")
    await console_of(request).queue.pass_on(request.path_params["id"], staff_of(request), reason)
    return go(request, f"/efter/{request.path_params['id']}", "vidare")


async def close(request: Request) -> Response:
    """With last words to the visitor."""
    reason, form = await _reason(request, "avsluta"), await read_form(request)
    farewell = _text(form, LONGEST_NOTE)
    await console_of(request).queue.close(request.path_params["id"], staff_of(request), reason, farewell)
    return go(request, f"/efter/{request.path_params['id']}", "avslutat")


async def call_help(request: Request) -> Response:
    console, staff = console_of(request), staff_of(request)
    await console.queue.call_help(staff, request.path_params["id"])
    return go(request, f"/samtal/{request.path_params['id']}", "hjalp")


async def take_over(request: Request) -> Response:
    console, staff, form = console_of(request), staff_of(request), await read_form(request)
    reason = form.get("orsak")
    if not console.words.of("take_over", reason):
        raise ReasonNeeded
    await _be_there(request)
    await console.queue.take_over(request.path_params["id"], staff, reason)
    return go(request, f"/samtal/{request.path_params['id']}", "tog-over")


async def _be_there(request: Request) -> None:
    """Who only reads along counts as away, and would lose the chat to the queue at once: they get a pause instead."""
    console, staff = console_of(request), staff_of(request)
    me = (await look(console)).me(staff)
    if me is None or me.state is State.borta:
        await console.queue.set_presence(staff, State.paus)


async def whisper(request: Request) -> Response:
    console, staff, form = console_of(request), staff_of(request), await read_form(request)
    await console.queue.whisper(request.path_params["id"], staff, _text(form, LONGEST_WHISPER))
    return go(request, f"/samtal/{request.path_params['id']}", "viskat")


async def delete_now(request: Request) -> Response:
    await _be_sure(request)
    await console_of(request).queue.delete_now(request.path_params["id"], staff_of(request))
    return go(request, "/samordning", "raderat")


async def block(request: Request) -> Response:
    console, reason = console_of(request), (await read_form(request)).get("orsak")
    if not console.words.of("block", reason):
        raise ReasonNeeded
    await console.queue.block(request.path_params["id"], staff_of(request), reason)
    return go(request, "/samordning", "utestangd")


async def unblock(request: Request) -> Response:
    await console_of(request).queue.unblock(request.path_params["id"], staff_of(request))
    return go(request, "/samordning", "inslappt")


async def _reason(request: Request, path: str) -> str:
    """The reason that was chosen. Raises ReasonNeeded."""
    way: Way = console_of(request).words.way(path)
    chosen = (await read_form(request)).get("orsak")
    if chosen not in {reason.value for reason in way.reasons}:
        raise ReasonNeeded
    return chosen


async def _be_sure(request: Request) -> None:
    if (await read_form(request)).get("saker") != "ja":
        raise Unfit("not_sure")


def _text(form: Form, most: int) -> str:
    text = form.get("text").replace("\r\n", "\n")
    if not text:
        raise Unfit("text_empty")
    if len(text) > most:
        raise Unfit("text_too_long", 413)
    return text


def _client_id(form: Form) -> str:
    sent = form.get("client_id")
    return sent if 0 < len(sent) <= 64 else token_urlsafe(12)
