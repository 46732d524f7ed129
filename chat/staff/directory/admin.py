"""starlette-admin with our menu, our templates and none of its own pages, scripts or fonts."""

from collections.abc import Callable
from pathlib import Path

from jinja2 import FileSystemLoader
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette_admin.base import BaseAdmin

from chat.staff.directory.desk import BASE, Desk
from chat.staff.directory.page import framed_page
from chat.staff.directory.pages import FRONT, PAGES
from chat.staff.directory.words import field_label
from chat.staff.frame import Menu

TEMPLATES = Path(__file__).with_name("templates")
FRAME = TEMPLATES.parents[1] / "templates"  # where the staff's frame is
WHY = {403: "Det går inte.", 404: "Sidan finns inte.", 405: "Det går inte.", 413: "Det var för mycket."}


class DirectoryAdmin(BaseAdmin):
    """The library's own list, edit and api routes, its files and its log in are left out: the gate stands before it."""

    def __init__(self, desk: Desk, asset: Callable[[str], str], menu_of: Menu) -> None:
        super().__init__(
            title="Katalogen",
            base_url=BASE,
            route_name="katalog",
            templates_dir=str(TEMPLATES),
            index_view=FRONT(desk),
        )
        self.templates.env.loader = FileSystemLoader([TEMPLATES, FRAME])
        self.templates.env.globals.update(
            asset=asset,
            menu_of=menu_of,
            base=BASE,
            field_label=field_label,
        )
        for page in PAGES:
            self.add_view(page(desk))

    def init_routes(self) -> None:
        index = self.index_view
        self.routes.append(Route("/", self._render_custom_view(index), methods=index.methods, name="index"))
        self._views.append(index)

    async def _render_error(self, request: Request, exc: Exception = HTTPException(500)) -> Response:  # noqa: B008
        assert isinstance(exc, HTTPException)  # noqa: S101 (as the library calls it)
        context = {
            **framed_page(request, self.templates),
            "title": WHY.get(exc.status_code, "Något gick fel."),
            "detail": _detail(exc),
        }
        return self.templates.TemplateResponse(request, "error.html", context, exc.status_code)


def _detail(exc: HTTPException) -> str:
    """Our own sentences are Swedish and end in a full stop; the library's are not shown."""
    return exc.detail if exc.detail.endswith(".") else ""
