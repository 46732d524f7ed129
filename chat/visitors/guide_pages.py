"""The guide's pages (/hitta-stod): one question each, a check, a result, and the way into the chat."""

import secrets
from collections.abc import Sequence

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from chat import conversations
from chat.errors import Refusal
from chat.guide.answers import Answers
from chat.guide.carry import known_from
from chat.guide.flow import Form, first_open, next_after, read_form
from chat.pipeline import answer as answer_message
from chat.regions import load_regions
from chat.turn import Incoming
from chat.visitors import guide_show
from chat.visitors.cookie import Pass, clear_pass, write_pass
from chat.visitors.guide_visit import Sent, Visit, county_of, guide_of, keep, read_sent, visit_of
from chat.visitors.pages import FIRST
from chat.visitors.requests import address_of, refuse_foreign, tools_of
from chat.visitors.shapes import as_error, as_json

HUMAN = "manniska"  # what the chat is wanted for
BARRIERS = frozenset({"money", "distance", "anxiety"})  # what "Passar inte" may tell of the person


async def start(request: Request) -> Response:
    visit = visit_of(request)
    return keep(request, await guide_show.start(request, visit.answers, lost=visit.lost), visit.answers)


async def region(request: Request) -> Response:
    """The same start with the region known; an unknown one gets a kind page with them all."""
    slug = request.path_params["region"]
    if slug not in load_regions():
        return guide_show.unknown_region(request)
    answers = msgspec.structs.replace(visit_of(request).answers, region=slug)
    return keep(request, await guide_show.start(request, answers), answers)


async def page(request: Request) -> Response:
    """A question, the check, the result or the page about talking to somebody: as the cookie has it."""
    visit = visit_of(request)
    if not visit.kept:
        return keep(request, await guide_show.start(request, visit.answers, lost=visit.lost), visit.answers)
    target = request.path_params.get("number", request.url.path.rsplit("/", 1)[1])
    return await guide_show.show(request, visit.answers, str(target))


async def answer(request: Request) -> Response:
    """One answer; what is wrong is said on the same page, and nothing is lost."""
    sent = await _sent(request)
    visit, number, guide = visit_of(request, sent), request.path_params["number"], guide_of(request)
    if visit.lost or not 1 <= number <= len(guide.words.questions):
        return await _lost(request, visit)
    question, to_check = guide.words.questions[number - 1], sent.one("sedan") == "svar"
    form = Form(sent.all("svar"), sent.one("ort"), sent.one("kommun"))
    read = read_form(guide.words, question, form, guide.places, county_of(visit.answers))
    if read.problem:
        return await guide_show.question(request, visit.answers, number, form=form, read=read, to_check=to_check)
    answers = visit.answers.with_answer(question.id, read.chosen, read.spot)
    following = next_after(guide.words, answers, number, to_check=to_check)
    return await _go(request, visit, answers, "svar" if following is None else str(following))


async def go(request: Request) -> Response:
    """Leads to a page without answering: back, change, onward from the page about danger, begin anew."""
    sent = await _sent(request)
    visit, target = visit_of(request, sent), sent.one("till")
    answers = visit.answers
    if target == "borja-om":
        return await _go(request, visit, Answers(region=answers.region), "1")
    if target == "rensa":
        return await _go(request, visit, Answers(region=answers.region), "")
    if visit.lost:
        return await _lost(request, visit)
    if sent.one("hjalpen") == "last":
        answers = msgspec.structs.replace(answers, help_read=True)
    if target == "fortsatt":
        target = str(first_open(guide_of(request).words, answers) or "svar")
    return await _go(request, visit, answers, target, change=sent.one("sedan") == "svar")


async def another(request: Request) -> Response:
    """More steps, or others because one does not fit."""
    sent = await _sent(request)
    visit = visit_of(request, sent)
    if visit.lost:
        return await _lost(request, visit)
    answers = visit.answers
    if sent.one("nej"):
        reason = sent.one("varfor")
        answers = answers.without(sent.one("nej")[:80], reason if reason in BARRIERS else None)
    else:
        result = await run_in_threadpool(guide_of(request).find, answers, tools_of(request).now())
        answers = answers.with_shown(result.ids)
    return await _go(request, visit, answers, "forslag")


async def into_chat(request: Request) -> Response:
    """Begins a conversation that knows the answers: by cookie for a form, as JSON for the script."""
    by_script = "application/json" in request.headers.get("accept", "")
    try:
        sent = await _sent(request)
        begun = await _begin(request, visit_of(request, sent).answers)
        if sent.one("vill") == HUMAN:
            await _ask_for_human(request, begun)
    except Refusal as refusal:
        if by_script:
            return as_error(refusal, tools_of(request))
        raise
    if by_script:
        response = as_json({"id": begun.conversation_id, "token": begun.token}, 201)
        clear_pass(response)
        return response
    redirect = RedirectResponse(f"/chatt?{FIRST}=1#senaste", 303)
    write_pass(request, redirect, begun)
    return redirect


async def _begin(request: Request, answers: Answers) -> Pass:
    guide, tools = guide_of(request), tools_of(request)
    known = None
    if answers.given:
        complete = first_open(guide.words, answers) is None
        result = await run_in_threadpool(guide.find, answers, tools.now()) if complete else None
        known = known_from(tools, guide, answers, result)
    token, saved = await conversations.begin(tools, address_of(request), answers.region, "guide", known)
    return Pass(saved.conversation.id, token)


async def _ask_for_human(request: Request, begun: Pass) -> None:
    """The chat begins with the wish, so that the offer stands there when the page comes."""
    tools = tools_of(request)
    text, client_id = tools.words.page["wants_human"], secrets.token_urlsafe(12)
    await answer_message(Incoming(begun.conversation_id, begun.token, text, client_id, address_of(request)), tools)


async def _sent(request: Request) -> Sent:
    refuse_foreign(request)
    tools_of(request).limits.count(None, address_of(request))
    return await read_sent(request)


async def _go(request: Request, visit: Visit, answers: Answers, target: str, *, change: bool = False) -> Response:
    """A redirect where the cookie carries the answers over it, else the page itself."""
    if visit.kept:
        response: Response = RedirectResponse(guide_show.address_of_page(target, change=change), 303)
    else:
        response = await guide_show.show(request, answers, target, change=change)
    return keep(request, response, answers)


async def _lost(request: Request, visit: Visit) -> Response:
    return keep(request, await guide_show.start(request, visit.answers, lost=True), visit.answers)


ROUTES: Sequence[BaseRoute] = (
    Route("/hitta-stod", start, methods=["GET"]),
    Route("/hitta-stod/fraga/{number:int}", page, methods=["GET"]),
    Route("/hitta-stod/fraga/{number:int}", answer, methods=["POST"]),
    Route("/hitta-stod/ga", go, methods=["POST"]),
    Route("/hitta-stod/svar", page, methods=["GET"]),
    Route("/hitta-stod/prata", page, methods=["GET"]),
    Route("/hitta-stod/forslag", page, methods=["GET"]),
    Route("/hitta-stod/forslag", another, methods=["POST"]),
    Route("/hitta-stod/chatt", into_chat, methods=["POST"]),
    Route("/hitta-stod/{region}", region, methods=["GET"]),
)
