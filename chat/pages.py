"""Renders the server's HTML pages, visitors' and staff's."""

import gzip
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from chat.assets import packed_response


class Pages:
    def __init__(self, folder: Path, **always: Any) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=lambda value: "" if value is None else value,
        )
        self._environment.globals.update(always)

    def render(self, request: Request, name: str, **context: Any) -> str:
        """The page as text; those who serve on behalf of others add to it by the request."""
        return self._environment.get_template(name).render(context)

    def show(self, request: Request, name: str, status: int = 200, **context: Any) -> Response:
        plain = self.render(request, name, **context).encode()
        headers = {"vary": "accept-encoding"}
        packed = gzip.compress(plain, 5, mtime=0)
        return packed_response(request, plain, packed, "text/html; charset=utf-8", headers, status)
