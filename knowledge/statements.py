"""SQL with named values and lists, run as the driver takes it: a search asks six times, and compiling took a third."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy.engine import Connection

NAMED = re.compile(r":([a-z_0-9]+)")
SHORT = 2  # longer lists are filled up to 8, 16, 32 ..., so that few statements differ and the driver knows them all
MOST_STATEMENTS = 256


def rows_of(connection: Connection, sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows. A list stands after IN, with no brackets around its name, and is never empty."""
    lists = {name: value for name, value in values.items() if isinstance(value, list)}
    sizes = tuple((name, _size(value)) for name, value in lists.items())
    plain = {name: value for name, value in values.items() if name not in lists}
    for name, size in sizes:
        listed = lists[name]
        plain.update({f"{name}_{index}": listed[min(index, len(listed) - 1)] for index in range(size)})
    statement = written(sql, sizes, connection.dialect.paramstyle)
    return [tuple(row) for row in connection.exec_driver_sql(statement, plain)]


def _size(listed: list[Any]) -> int:
    return len(listed) if len(listed) <= SHORT else max(8, 1 << (len(listed) - 1).bit_length())


@lru_cache(maxsize=MOST_STATEMENTS)
def written(sql: str, sizes: tuple[tuple[str, int], ...], style: str) -> str:
    """With every list spelled out, in the way that the driver names its values."""
    long = dict(sizes)

    def name_of(match: re.Match[str]) -> str:
        name = match[1]
        if name not in long:
            return _mark(name, style)
        return "(" + ", ".join(_mark(f"{name}_{index}", style) for index in range(long[name])) + ")"

    return NAMED.sub(name_of, sql if style == "qmark" else sql.replace("%", "%%"))


def _mark(name: str, style: str) -> str:
    """SQLite's driver takes :name besides the marks that it is known for."""
    return f":{name}" if style == "qmark" else f"%({name})s"
