"""The table of who may use which route, held against the routes that the app has."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.routing import BaseRoute, Match, Mount, Route
from starlette.types import Scope

from chat.staff.accounts.errors import NoRule
from chat.staff.accounts.staff import Role

FORM_LIMIT = 262_144  # bytes


@dataclass(frozen=True)
class Rule:
    """Who may use a method of a route.

    `nobody` lets in those who are not logged in, too. `quiet` is asked for by a page and not by a person, so it
    keeps no session alive. `plain` needs no session looked up and may be asked under any host name.
    """

    roles: frozenset[Role] = frozenset()
    nobody: bool = False
    quiet: bool = False
    plain: bool = False

    def lets(self, role: Role | None) -> bool:
        return self.nobody or role in self.roles


@dataclass(frozen=True)
class Door:
    """A route as it stands in the table."""

    method: str
    path: str
    rule: Rule
    routes: tuple[BaseRoute, ...]  # from the mount, if there is one, to the route


class Doors:
    """Raises NoRule when a route has no entry, or an entry no route."""

    def __init__(self, routes: Iterable[BaseRoute], table: Mapping[str, Rule]) -> None:
        self.all = tuple(self._doors(routes, table))
        known = {f"{door.method} {door.path}" for door in self.all}
        unused = sorted(set(table) - known)
        if unused:
            raise NoRule(f"no route has the rule of {', '.join(unused)}")

    def find(self, scope: Scope) -> Door | None:
        """The door that the router itself will choose for this request, or None."""
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        return next((door for door in self.all if door.method == method and _is_met(door.routes, scope)), None)

    def knows_path(self, scope: Scope) -> bool:
        return any(_is_met(door.routes, scope) for door in self.all)

    def _doors(self, routes: Iterable[BaseRoute], table: Mapping[str, Rule]) -> Iterator[Door]:
        for path, way in flatten(routes):
            route = way[-1]
            methods = set(getattr(route, "methods", None) or ()) - {"HEAD"}
            if not methods:
                raise NoRule(f"{path} takes any method, so nothing can say who may use it")
            for method in sorted(methods):
                rule = table.get(f"{method} {path}")
                if rule is None:
                    raise NoRule(f"{method} {path} does not say who may use it (chat/staff/who_may.py)")
                yield Door(method, path, rule, way)


def flatten(
    routes: Iterable[BaseRoute], before: str = "", way: tuple[BaseRoute, ...] = ()
) -> Iterator[tuple[str, tuple[BaseRoute, ...]]]:
    """Every route with its whole path and the mounts that lead to it, in the router's order."""
    for route in routes:
        if isinstance(route, Mount) and route.routes:
            yield from flatten(route.routes, before + route.path, (*way, route))
        elif isinstance(route, Route):
            yield before + route.path, (*way, route)
        else:
            raise NoRule(f"{type(route).__name__} cannot be looked into, so nothing can say who may use it")


def _is_met(way: tuple[BaseRoute, ...], scope: Scope) -> bool:
    known: dict[str, Any] = dict(scope)
    for route in way:
        met, child = route.matches(known)
        if met is Match.NONE:
            return False
        known.update(child)
    return True
