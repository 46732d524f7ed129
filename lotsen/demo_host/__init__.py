"""A host page with a curious script: it tries to read the chat in its frame, and shows all that it saw."""

from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from rich.console import Console
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from lotsen.errors import LotsenError
from lotsen.parts import port as port_of

FOLDER = Path(__file__).parent
FILES = {"nyfiken.js": "text/javascript", "mellanlager.js": "text/javascript", "sida.css": "text/css"}


def show(console: Console, chat: str, port: int) -> None:
    """Serves the page on this machine until Ctrl-C."""
    site = f"http://127.0.0.1:{port}"
    app = demo_host(chat or f"http://127.0.0.1:{port_of('LOTSEN_VISITORS_PORT', 8000)}/chatt")
    console.print(f"Öppna {site}. Chatten måste vara startad med LOTSEN_FRAME_ANCESTORS={site}", highlight=False)
    uvicorn.run(app, port=port, log_config=None, access_log=False)


def demo_host(chat: str) -> Starlette:
    """The page shows the chat at that address, such as http://127.0.0.1:8000/chatt, with its launcher."""
    parts = urlsplit(chat)
    if parts.scheme not in ("http", "https") or not parts.hostname or not parts.path.strip("/"):
        raise LotsenError(f"'{chat}' är ingen adress till chatten, som http://127.0.0.1:8000/chatt")
    origin = f"{parts.scheme}://{parts.netloc}"
    page = (FOLDER / "sida.html").read_text(encoding="utf-8")
    page = page.replace("{{chat}}", escape(chat)).replace("{{origin}}", escape(origin))
    policy = f"default-src 'self'; img-src data:; script-src 'self' {origin}; frame-src {origin}"

    async def home(_request: Request) -> Response:
        return HTMLResponse(page, headers={"content-security-policy": policy})

    return Starlette(routes=[Route("/", home), Route("/{name}", _file)])


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in FILES:
        return Response(status_code=404)
    return Response((FOLDER / name).read_bytes(), media_type=FILES[name])
