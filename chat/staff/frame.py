"""What the frame of every page of the staff shows, whoever draws the page in it."""

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup
from starlette.requests import Request

from chat.staff.accounts.form import FIELD
from chat.staff.accounts.staff import Role
from chat.staff.menu import MenuItem

Menu = Callable[[Role | None], Sequence[MenuItem]]


def framed(request: Request, menu: Menu) -> dict[str, Any]:
    """Who is logged in, their menu, and the hidden field that every form carries."""
    staff = request.state.staff
    field = Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, request.state.key)
    return {
        "staff": staff,
        "menu": menu(staff.role if staff else None),
        "here": request.url.path,
        "key": request.state.key,
        "nyckel": lambda: field,
        "said": "",
        "problem": "",
    }
