"""What each of the guide's pages shows; the pages about danger come before every other."""

from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from chat.danger import crisis_replies
from chat.guide.answers import Answers
from chat.guide.finding import Result
from chat.guide.flow import Form, Read, first_open, is_for_other, number_of, towns_in
from chat.guide.meaning import Meaning, meaning_of
from chat.lines import line_card, named_lines
from chat.logs import log
from chat.regions import load_regions
from chat.replies import Crisis
from chat.visitors.activities import Activities
from chat.visitors.cards import REPORTS, completed
from chat.visitors.guide_visit import county_of, guide_of, sealed
from chat.visitors.pages import pages_of
from chat.visitors.requests import tools_of
from knowledge.guide_facts import Question
from knowledge.lines import choose_lines
from safety.assess import Level

OWN_PAGES = ("svar", "forslag", "prata")
DANGER = "danger"


def address_of_page(target: str, *, change: bool = False) -> str:
    """No address tells an answer: a page has the same one for everybody."""
    if target in OWN_PAGES:
        return f"/hitta-stod/{target}"
    return f"/hitta-stod/fraga/{target}{'?sedan=svar' if change else ''}" if target.isdecimal() else "/hitta-stod"


async def show(request: Request, answers: Answers, target: str, *, change: bool = False) -> Response:
    """The page, if danger has been asked about; when it was told, the help comes first."""
    meaning = meaning_of(guide_of(request).words, answers)
    if target == "prata":
        return await talk(request, answers, meaning)
    if target == "" or (target not in OWN_PAGES and not _is_question(request, target)):
        return await start(request, answers)
    if target != "1" and not answers.has(DANGER):
        return await question(request, answers, 1)
    if target != "1" and meaning.risk.level is not Level.none and not answers.help_read:
        return danger(request, answers, meaning, target)
    if target == "svar":
        return check(request, answers)
    if target == "forslag":
        return await found(request, answers)
    to_check = change or request.query_params.get("sedan") == "svar"
    return await question(request, answers, int(target), to_check=to_check)


def _is_question(request: Request, target: str) -> bool:
    return target.isdecimal() and len(target) < 3 and 1 <= int(target) <= len(guide_of(request).words.questions)


async def start(request: Request, answers: Answers, *, lost: bool = False) -> Response:
    return _page(request, answers, "guide_start.html", lost=lost, regions=_regions(), here=_here(answers))


def unknown_region(request: Request) -> Response:
    return _page(request, Answers(), "guide_okand.html", status=404, regions=_regions())


async def question(
    request: Request,
    answers: Answers,
    number: int,
    *,
    form: Form | None = None,
    read: Read | None = None,
    to_check: bool = False,
) -> Response:
    """One question with its earlier answer, or with what was just sent and what is wrong with it."""
    guide = guide_of(request)
    asked, county = guide.words.questions[number - 1], county_of(answers)
    return _page(
        request,
        answers,
        "guide_fraga.html",
        status=422 if read else 200,
        question=asked,
        number=number,
        total=len(guide.words.questions),
        chosen=form.chosen if form else answers.of(asked.id),
        town=_town(answers, form),
        towns=read.towns if read else (),
        in_region=towns_in(guide.places, (county,)) if county and asked.kind == "place" else (),
        here=_here(answers),
        problem=read.problem if read else "",
        to_check=to_check,
    )


def _town(answers: Answers, form: Form | None) -> str:
    if form is not None:
        return form.town[:100]
    return answers.spot.name if answers.spot and answers.of("place") == ("here",) else ""


def danger(request: Request, answers: Answers, meaning: Meaning, onward: str) -> Response:
    """All of the crisis reply, at once; the way on stays."""
    tools, guide = tools_of(request), guide_of(request)
    replies = crisis_replies(tools, meaning.risk, "first", 0, answered=True)
    crisis = replies[-1]
    shown = {line.id for line in crisis.lines} if isinstance(crisis, Crisis) else set()
    beside = named_lines(guide.facts, (line for line in meaning.lines_beside if line not in shown), tools.now())
    return _page(request, answers, "guide_kris.html", replies=replies[:-1], crisis=crisis, beside=beside, onward=onward)


def check(request: Request, answers: Answers) -> Response:
    guide = guide_of(request)
    other = is_for_other(guide.words, answers)
    rows = [(number, each.short, _labels(each, answers, other)) for number, each in enumerate(guide.words.questions, 1)]
    return _page(
        request, answers, "guide_svar.html", rows=rows, unanswered=first_open(guide.words, answers) is not None
    )


def _labels(question: Question, answers: Answers, other: bool) -> tuple[str, ...]:
    """The answers as they stood on the page; empty when the question has none."""
    if not answers.has(question.id):
        return ()
    if answers.of(question.id) == ("here",) and answers.spot:
        return (answers.spot.name,)
    options = [option for option in question.options if option.id in answers.of(question.id)]
    return tuple((other and option.label_other) or option.label for option in options) or ("Inget valt",)


async def found(request: Request, answers: Answers) -> Response:
    guide, tools = guide_of(request), tools_of(request)
    result = await run_in_threadpool(guide.find, answers, tools.now())
    calendars = await run_in_threadpool(_calendars, request, result)
    return _page(
        request,
        answers,
        "guide_forslag.html",
        result=result,
        steps=completed(result.steps),
        calendars=calendars,
        reports=REPORTS,
        rejected=bool(answers.rejected),
    )


def _calendars(request: Request, result: Result) -> dict[str, str]:
    """The calendar file of each step whose times are known."""
    activities: Activities | None = request.app.state.activities
    if activities is None:
        return {}
    try:
        views = {own_id: activities.find(own_id).view for own_id in result.ids}
    except SQLAlchemyError as error:
        log.warning("calendars_unavailable", error=type(error).__name__)
        return {}
    return {own_id: f"{view.path}.ics" for own_id, view in views.items() if view and view.has_calendar}


async def talk(request: Request, answers: Answers, meaning: Meaning) -> Response:
    """Who answers now: lines for this person, and the chat."""
    tools = tools_of(request)
    lines = tuple(line_card(line) for line in choose_lines(tools.facts, meaning.need, tools.now()))
    return _page(
        request, answers, "guide_prata.html", lines=lines, duty=tools.may_offer_human(), opens=tools.when_humans_come()
    )


def _page(request: Request, answers: Answers, name: str, *, status: int = 200, **context: Any) -> Response:
    """Every page carries the answers in its forms, and keeps the lines in sight after danger was told."""
    guide = guide_of(request)
    return pages_of(request).show(
        request,
        name,
        status,
        svaren=sealed(request, answers),
        answers=answers,
        other=is_for_other(guide.words, answers),
        help_lines=_help_lines(request, answers),
        guide=guide.words,
        place_number=number_of(guide.words, "place"),
        **context,
    )


def _help_lines(request: Request, answers: Answers) -> tuple[Any, ...]:
    meaning = meaning_of(guide_of(request).words, answers)
    if meaning.risk.level is Level.none or not answers.help_read:
        return ()
    crisis = crisis_replies(tools_of(request), meaning.risk, "first", 0)[-1]
    return crisis.lines if isinstance(crisis, Crisis) else ()


def _regions() -> list[tuple[str, str]]:
    return sorted((region.name, slug) for slug, region in load_regions().items())


def _here(answers: Answers) -> str:
    region = load_regions().get(answers.region or "")
    return region.name if region else ""
