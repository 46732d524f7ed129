"""One page of the editors' part: takes the form that the gate has read, and works apart from the event loop."""

from typing import Any, cast

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.templating import Jinja2Templates
from starlette_admin import CustomView

from chat.logs import log
from chat.staff.accounts.form import read_form
from chat.staff.directory.desk import Answer, Desk, Form, Go, Show, Visit
from chat.staff.directory.said import SAID
from chat.staff.frame import Menu, framed

BUSY = "Katalogen svarar inte just nu. Om nya uppgifter hämtas tar det någon minut. Gå tillbaka och försök igen."


class Page(CustomView):
    """`path` is where it is. A page that takes forms has `post`; without it a form is refused."""

    path = "/"
    label = ""
    menu = True

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.takes_forms = type(self).post is not Page.post
        methods = ["GET", "POST"] if self.takes_forms else ["GET"]
        super().__init__(self.label, path=self.path, name=self.path, methods=methods, add_to_menu=self.menu)

    def get(self, visit: Visit) -> Answer:
        raise HTTPException(405)

    def post(self, visit: Visit, form: Form) -> Answer:
        raise HTTPException(405)

    async def render(self, request: Request, templates: Jinja2Templates) -> Response:
        asked = Form({key: request.query_params.getlist(key) for key in request.query_params})
        visit = Visit(self.desk, request.state.staff, asked)
        return respond(request, templates, await self._answer(request, visit), self)

    async def _answer(self, request: Request, visit: Visit) -> Answer:
        form = await read_form(request) if request.method == "POST" else None
        try:
            return await run_in_threadpool(self.post, visit, form) if form else await run_in_threadpool(self.get, visit)
        except SQLAlchemyError as error:
            log.error("directory_unavailable", part="directory", error=type(error).__name__)
            raise HTTPException(503, BUSY) from None


def framed_page(request: Request, templates: Jinja2Templates) -> dict[str, Any]:
    """The staff's frame; the menu is the whole app's, which the library's own app does not know."""
    menu = cast("Menu", templates.env.globals["menu_of"])
    return framed(request, menu)


def respond(request: Request, templates: Jinja2Templates, answer: Answer, page: CustomView | None = None) -> Response:
    if isinstance(answer, Go):
        return RedirectResponse(answer.address(), 303)
    shown: Show = answer
    said = SAID.get(request.query_params.get("sagt", ""), "")
    context = {**framed_page(request, templates), "title": page.label if page else "", "said": said}
    return templates.TemplateResponse(request, shown.template, {**context, **shown.context}, shown.status)
