"""The visitors' pages, which work without JavaScript: post, redirect, get."""

import hmac
import secrets
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chat import conversations
from chat.conversation import Author, Event, Owner
from chat.errors import Refusal, StoreUnavailable, UnknownConversation, WrongToken
from chat.lines import fitting_lines
from chat.pages import Pages
from chat.pipeline import answer
from chat.turn import Incoming, Tools
from chat.visitors.cards import REPORTS
from chat.visitors.cookie import Pass, clear_guide, clear_pass, read_pass, write_pass
from chat.visitors.host import region_of
from chat.visitors.requests import address_of, read_form, refuse_foreign, tools_of
from chat.visitors.view import found as found_in
from chat.visitors.view import last_crisis, script_words, view_events, who_answers
from knowledge.hours import plain_date

NEWS_SECONDS = 10  # a visitor without a sign for 22 is taken for gone
FIRST = "nu"  # in the address after the first message: then a browser that keeps cookies comes back with ours


def pages_of(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages


async def home(_request: Request) -> Response:
    return RedirectResponse("/chatt", 303)


async def chat(request: Request) -> Response:
    return await _show_chat(request, read_pass(request))


async def write(request: Request) -> Response:
    """One message by form. A refusal shows the page again with what was written still in the box."""
    text, visit = "", read_pass(request)
    try:
        refuse_foreign(request)
        form = await read_form(request)
        text = form.get("text", "")
        visit = await _say(request, visit, text, form.get("client_id", ""))
    except Refusal as refusal:
        return await _show_chat(request, visit, refusal, text)
    known = read_pass(request) is not None
    response = RedirectResponse("/chatt#senaste" if known else f"/chatt?{FIRST}=1#senaste", 303)
    write_pass(request, response, visit)
    return response


async def end(request: Request) -> Response:
    """Ends and forgets."""
    try:
        refuse_foreign(request)
        await _forget(request)
    except Refusal as refusal:
        return await _show_chat(request, read_pass(request), refusal)
    return _without_pass(RedirectResponse("/chatt/avslutad", 303))


async def anew(request: Request) -> Response:
    """A new talk after one that is closed; the old one opens no more from here."""
    try:
        refuse_foreign(request)
    except Refusal as refusal:
        return await _show_chat(request, read_pass(request), refusal)
    return _without_pass(RedirectResponse("/chatt", 303))


async def leave(request: Request) -> Response:
    """The quick exit without script: forgotten as far as possible, and away at once.

    By a page that moves on and not by a redirect: Safari counts what a form is redirected to among its addresses,
    and our policy lets no form lead elsewhere.
    """
    try:
        refuse_foreign(request)
        await _forget(request)
    except Refusal:
        pass
    response = pages_of(request).show(request, "lamnad.html")
    response.headers["refresh"] = f"0; url={tools_of(request).settings.exit_url}"
    return _without_pass(response)


async def latest(_request: Request) -> Response:
    """Fetches anew, which a link to a place on the very same page would not."""
    return RedirectResponse("/chatt#senaste", 303)


async def news(request: Request) -> Response:
    """For a page without script, in a frame of it: whether something came, and a sign that the visitor is there."""
    after = request.query_params.get("efter", "")
    seen = int(after) if after.isdecimal() and len(after) < 10 else 0
    owner, events = await _talk(tools_of(request), read_pass(request))
    came = any((event.seq or 0) > seen and event.author is not Author.visitor for event in events)
    response = pages_of(request).show(request, "nya.html", news=came)
    if owner in (Owner.waiting, Owner.human):
        response.headers["refresh"] = str(NEWS_SECONDS)
    return response


async def ended(request: Request) -> Response:
    response = pages_of(request).show(request, "avslutad.html")
    clear_guide(response)
    return response


async def found(request: Request) -> Response:
    """What was found in the talk, alone on a page to print."""
    tools = tools_of(request)
    steps, lines = found_in(await _events(tools, read_pass(request)))
    printed = plain_date(tools.today())
    return pages_of(request).show(request, "utskrift.html", steps=steps, lines=lines, printed=printed, reports=())


async def about(request: Request) -> Response:
    return pages_of(request).show(request, "om.html")


async def privacy(request: Request) -> Response:
    return pages_of(request).show(request, "integritet.html")


async def _say(request: Request, visit: Pass | None, text: str, client_id: str) -> Pass:
    """Says it in the open conversation, or in a new one when there is none any more."""
    tools = tools_of(request)
    if visit is not None:
        try:
            await answer(_incoming(request, visit, text, client_id), tools)
            return visit
        except (UnknownConversation, WrongToken):
            pass
    token, saved = await conversations.begin(tools, address_of(request), region_of(request))
    visit = Pass(saved.conversation.id, token)
    await answer(_incoming(request, visit, text, client_id), tools)
    return visit


def _incoming(request: Request, visit: Pass, text: str, client_id: str) -> Incoming:
    client_id = client_id.replace("\0", "")[:40] or secrets.token_urlsafe(12)
    return Incoming(visit.conversation_id, visit.token, text, f"{client_id}.{_mark(visit, text)}", address_of(request))


def _mark(visit: Pass, text: str) -> str:
    """Another text in the same form is another message: Safari's Back shows a page as it was, with its used number.

    Keyed by the token, which is kept nowhere, so that nobody can guess the text from it.
    """
    return hmac.digest(visit.token.encode(), text.encode(errors="replace"), "sha256").hex()[:12]


async def _forget(request: Request) -> None:
    visit = read_pass(request)
    if visit is None:
        return
    try:
        await conversations.forget(tools_of(request), visit.conversation_id, visit.token)
    except (UnknownConversation, WrongToken):
        return


def _without_pass(response: Response) -> Response:
    clear_pass(response)
    clear_guide(response)
    return response


async def _show_chat(request: Request, visit: Pass | None, refusal: Refusal | None = None, text: str = "") -> Response:
    tools = tools_of(request)
    owner, events = await _talk(tools, visit)
    unkept = visit is None and FIRST in request.query_params and refusal is None
    error = tools.words.error(refusal.code, tools.settings.text_limit) if refusal else ""
    return pages_of(request).show(
        request,
        "chatt.html",
        refusal.status if refusal else 200,
        said=view_events((*(events or conversations.first_words(tools)), *(_unkept(tools) if unkept else ()))),
        by_cookie=bool(events),
        answers=who_answers(tools, owner, events),
        crisis=last_crisis(events),
        error=error,
        text=text,
        client_id=secrets.token_urlsafe(12),
        emergency=_emergency(tools),
        script_words=script_words(tools),
        reports=REPORTS,
    )


async def _events(tools: Tools, visit: Pass | None) -> tuple[Event, ...]:
    return (await _talk(tools, visit))[1]


async def _talk(tools: Tools, visit: Pass | None) -> tuple[Owner, tuple[Event, ...]]:
    """Who answers, and what was said. Looking at the page is a sign that the visitor is there."""
    if visit is None:
        return Owner.bot, ()
    try:
        state, events = await conversations.read(tools, visit.conversation_id, visit.token)
    except Refusal:
        return Owner.bot, ()
    if tools.people is not None and state.owner in (Owner.waiting, Owner.human):
        with suppress(StoreUnavailable):
            await tools.people.seen((state.id,))
    return state.owner, events


def _unkept(tools: Tools) -> tuple[Event, ...]:
    """Neither script nor cookie: the answer cannot be shown, so whom to reach stands here instead."""
    lines = fitting_lines(tools.facts, tools.now(), tools.words.page["unkept"], minor=False)
    return (Event(seq=None, author=Author.system, reply=lines),)


def _emergency(tools: Tools) -> dict[str, Any]:
    """What the script shows on its own when no answer comes."""
    lines = fitting_lines(tools.facts, tools.now(), tools.words.pick("fall_back_lines"), minor=False)
    return {"text": tools.words.pick("fall_back"), "lines": lines}
