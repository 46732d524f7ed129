"""Every address of the console, what answers there, and who may use it."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chat.staff.accounts.doors import Rule
from chat.staff.accounts.staff import Role
from chat.staff.console import (
    board,
    chat_moves,
    chat_page,
    debrief,
    line_page,
    queue_page,
    signs,
    start,
    streams,
)

ANSWERING = Rule(frozenset({Role.volunteer, Role.supervisor, Role.admin}))
BY_ITSELF = Rule(ANSWERING.roles, quiet=True)  # asked for by a page, not by a person
LEADING = Rule(frozenset({Role.supervisor, Role.admin}))
Answer = Callable[[Request], Awaitable[Response]]

TABLE: tuple[tuple[str, str, Answer, Rule], ...] = (
    ("GET", "/vakt", start.start, ANSWERING),
    ("POST", "/ta-nasta", start.take_next, ANSWERING),
    ("POST", "/narvaro", start.be, ANSWERING),
    ("GET", "/fore/{id}", start.before, ANSWERING),
    ("GET", "/ko", queue_page.queue, ANSWERING),
    ("GET", "/strom", streams.line, BY_ITSELF),
    ("POST", "/puls", signs.beat, BY_ITSELF),
    ("GET", "/samtal/{id}", chat_page.chat, ANSWERING),
    ("GET", "/samtal/{id}/strom", streams.of_chat, BY_ITSELF),
    ("GET", "/samtal/{id}/sok", chat_page.search, ANSWERING),
    ("POST", "/samtal/{id}/ta", start.take, ANSWERING),
    ("POST", "/samtal/{id}/sag", chat_moves.say, ANSWERING),
    ("POST", "/samtal/{id}/skriver", signs.writes, BY_ITSELF),
    ("POST", "/samtal/{id}/forslag", chat_moves.suggest, ANSWERING),
    ("POST", "/samtal/{id}/anteckna", chat_moves.note, ANSWERING),
    ("POST", "/samtal/{id}/varna", chat_moves.warn, ANSWERING),
    ("POST", "/samtal/{id}/lamna-tillbaka", chat_moves.hand_back, ANSWERING),
    ("POST", "/samtal/{id}/lamna-vidare", chat_moves.pass_on, ANSWERING),
    ("POST", "/samtal/{id}/avsluta", chat_moves.close, ANSWERING),
    ("POST", "/samtal/{id}/hjalp", chat_moves.call_help, ANSWERING),
    ("GET", "/efter/{id}", debrief.debrief, ANSWERING),
    ("POST", "/efter/{id}", debrief.answered, ANSWERING),
    ("GET", "/samordning", board.board, LEADING),
    ("POST", "/hjalp/{call:int}/ta", board.take_help, LEADING),
    ("POST", "/samtal/{id}/ta-over", chat_moves.take_over, LEADING),
    ("POST", "/samtal/{id}/viska", chat_moves.whisper, LEADING),
    ("POST", "/samtal/{id}/radera", chat_moves.delete_now, LEADING),
    ("POST", "/samtal/{id}/stang-ute", chat_moves.block, LEADING),
    ("POST", "/samtal/{id}/slapp-in", chat_moves.unblock, LEADING),
    ("GET", "/samordning/linjen", line_page.line, LEADING),
    ("POST", "/samordning/oppettider", line_page.set_hours, LEADING),
    ("POST", "/samordning/strombrytare", line_page.turn, LEADING),
)

RULES: Mapping[str, Rule] = {f"{method} {path}": rule for method, path, _, rule in TABLE}


def console_routes() -> list[Route]:
    return [Route(path, answer, methods=[method]) for method, path, answer, _ in TABLE]
