"""The staff's menu: the same on every page, and only what somebody's role may open."""

from collections.abc import Callable
from dataclasses import dataclass

from chat.staff.accounts.doors import Doors
from chat.staff.accounts.staff import Role

PLACES = (
    ("/vakt", "Start"),
    ("/ko", "Kö"),
    ("/samordning", "Samordning"),
    ("/siffror", "Siffror"),
    ("/katalog/", "Katalogen"),
    ("/granskning", "Historik"),
    ("/personal", "Personal"),
    ("/konto", "Ditt konto"),
)


@dataclass(frozen=True)
class MenuItem:
    path: str
    label: str


def make_menu(doors: Doors) -> Callable[[Role | None], tuple[MenuItem, ...]]:
    """The places that there are, by role; nobody gets an empty menu."""
    rules = {door.path: door.rule for door in doors.all if door.method == "GET"}
    items = [(MenuItem(path, label), rules[path].roles) for path, label in PLACES if path in rules]
    found = {role: tuple(item for item, roles in items if role in roles) for role in Role}
    return lambda role: found[role] if role else ()
