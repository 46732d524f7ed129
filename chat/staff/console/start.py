"""Where a volunteer begins: how many wait, the next one, own presence, and the warning before a hard chat."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from chat.queue.errors import AlreadyTaken, NotWaiting
from chat.queue.shapes import LiveChat, Present, State, Waiting
from chat.staff.accounts.form import read_form
from chat.staff.console.answers import Unfit, go, show
from chat.staff.console.desk import START, Console, console_of, staff_of
from chat.staff.console.now import leaders_text, look, presence_text
from chat.staff.console.signs import arrive
from chat.staff.console.times import at, waited
from chat.staff.console.view import risk_text

ROOMS = ("1", "2")
SAID = {State.available: "ledig", State.paus: "paus", State.aterhamtning: "aterhamtning", State.borta: "borta"}
SKIPPED_AT_MOST = 20


@dataclass(frozen=True)
class Presence:
    state: str
    room: int
    text: str


@dataclass(frozen=True)
class Mine:
    id: str
    since: str


async def start(request: Request) -> Response:
    console, staff = console_of(request), staff_of(request)
    now = await arrive(request)
    me = now.me(staff)
    return show(
        request,
        "konsol/start.html",
        now=now,
        skipped=skipped_of(request.query_params.getlist("hoppa")),
        mine=[_mine(console, chat) for chat in now.board.chats if chat.volunteer_id == staff.id],
        states=console.words.choices("states"),
        presence=Presence(
            me.state.value if me else State.borta.value, me.room if me else 1, presence_text(console, me)
        ),
        people=[_person(console, one) for one in now.on_duty if one.staff_id != staff.id],
        leaders_text=leaders_text(now, staff),
        shift=_shift(request, console),
    )


async def take_next(request: Request) -> Response:
    """The most urgent one that this volunteer may take; a hard one is warned of first."""
    console, staff, form = console_of(request), staff_of(request), await read_form(request)
    skipped = skipped_of(form.all("hoppa"))
    for one in await console.queue.waiting(console.now()):
        if one.left or one.conversation_id in skipped or one.passed_by == staff.id:
            continue
        if is_hard(one):
            return go(request, f"/fore/{one.conversation_id}", query=_carry(skipped))
        try:
            await console.queue.claim(one.conversation_id, staff)
        except (AlreadyTaken, NotWaiting):
            continue
        return go(request, f"/samtal/{one.conversation_id}")
    return go(request, START, "ingen")


async def before(request: Request) -> Response:
    """What may come in a hard chat, and a way to leave it to another."""
    console = console_of(request)
    waiting = await console.queue.waiting(console.now())
    one = next((one for one in waiting if one.conversation_id == request.path_params["id"]), None)
    if one is None:
        raise NotWaiting
    why = risk_text(console, one.risk, one.kind)
    return show(request, "konsol/fore.html", id=one.conversation_id, why=f"{why}.", rests=one.risk == "acute",
                waited=waited(one.waited), maker="Det har en maskin bedömt, och den kan ha fel.",
                skipped=skipped_of(request.query_params.getlist("hoppa")))  # fmt: skip


async def take(request: Request) -> Response:
    """This very one. A hard one is warned of first here too."""
    console, staff, form = console_of(request), staff_of(request), await read_form(request)
    conversation_id = request.path_params["id"]
    if form.get("varnad") != "ja":
        waiting = await console.queue.waiting(console.now())
        if any(is_hard(one) for one in waiting if one.conversation_id == conversation_id):
            return go(request, f"/fore/{conversation_id}")
    await console.queue.claim(conversation_id, staff)
    return go(request, f"/samtal/{conversation_id}")


async def be(request: Request) -> Response:
    """Own presence, or how many chats at once."""
    console, staff, form = console_of(request), staff_of(request), await read_form(request)
    me = (await look(console)).me(staff)
    state, room = me.state if me else State.borta, me.room if me else 1
    if form.get("rum") in ROOMS:
        await console.queue.set_presence(staff, state, int(form.get("rum")))
        return go(request, START, "rum")
    if form.get("lage") not in {one.value for one in State}:
        raise Unfit("reason_needed")
    state = State(form.get("lage"))
    await console.queue.set_presence(staff, state, room)
    return go(request, START, SAID[state])


def is_hard(one: Waiting) -> bool:
    return one.risk != "none"


def skipped_of(values: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The chats that this volunteer has just left to another."""
    return tuple(dict.fromkeys(value for value in values if value.isascii() and 0 < len(value) <= 32))[
        -SKIPPED_AT_MOST:
    ]


def _carry(skipped: tuple[str, ...]) -> dict[str, str | list[str]]:
    return {"hoppa": list(skipped)} if skipped else {}


def _presence(console: Console, me: Present | None) -> Presence:
    text = presence_text(console, me)
    return Presence(me.state.value, me.room, text) if me else Presence(State.borta.value, 1, text)


def _mine(console: Console, chat: LiveChat) -> Mine:
    return Mine(chat.conversation_id, at(chat.claimed_at, console.now()) if chat.claimed_at else "nyss")


def _person(console: Console, one: Present) -> dict[str, str]:
    chats = {0: "", 1: ", har ett samtal"}.get(one.chats, f", har {one.chats} samtal")
    return {"name": one.name, "label": console.words.of("states", one.state.value).lower() + chats}


def _shift(request: Request, console: Console) -> dict[str, object]:
    began = request.state.session.begun
    return {"began": began, "text": f"Ditt pass: {waited(console.seconds() - began)}."}
