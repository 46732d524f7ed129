"""A column that SQLite shall look at row by row: it picks an index for every plain condition, also where that is slow.

Without statistics it takes an index with few values for a narrow one. Its own sign for "no index here" is a plus
before the column; PostgreSQL has statistics and needs none.
"""

from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class by_row(FunctionElement):  # type: ignore[misc]  # noqa: N801 (used like a function, and SQLAlchemy has no types)
    """by_row(service.c.status) == "active"."""

    type = Text()
    name = "by_row"
    inherit_cache = True


@compiles(by_row)  # type: ignore[untyped-decorator]
def _plain(element: Any, compiler: Any, **how: Any) -> str:
    return str(compiler.process(element.clauses, **how))


@compiles(by_row, "sqlite")  # type: ignore[untyped-decorator]
def _without_index(element: Any, compiler: Any, **how: Any) -> str:
    return f"+{compiler.process(element.clauses, **how)}"
