"""A web server of our own on loopback, each path of which behaves as a test asks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by the behaviour of the path, and notes what was asked."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        site = self.server.site
        path = self.path.split("?")[0]
        site.asked.append((self.path, dict(self.headers)))
        self.close_connection = True
        site.paths.get(path, not_found)(self)

    def log_message(self, *args: object) -> None:
        """Says nothing."""

    def answer(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        """A whole answer; underscores in names of headers stand for hyphens."""
        self.send_response(status)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Length": str(len(body)), "Connection": "close", **told}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site


@dataclass
class Site:
    """`asked` are the requests so far: path and headers. `over` is set when the test is done."""

    address: str
    paths: dict[str, Behaviour] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def put(self, path: str, behaviour: Behaviour | bytes) -> str:
        """Lets a path behave so (or hold so many bytes); gives its address."""
        self.paths[path] = holding(behaviour) if isinstance(behaviour, bytes) else behaviour
        return self.address + path


def not_found(handler: Handler) -> None:
    handler.answer(b"", 404)


def holding(body: bytes, **headers: str) -> Behaviour:
    return lambda handler: handler.answer(body, **headers)


def leading(to: str, status: int = 302) -> Behaviour:
    return lambda handler: handler.answer(b"", status, Location=to)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """The first, then the second, and so on; the last for ever."""
    left = list(behaviours)

    def behave(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return behave


@contextmanager
def serving() -> Iterator[Site]:
    server = Server(("127.0.0.1", 0), Handler)
    server.site = Site(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.site
    finally:
        server.site.over.set()
        server.shutdown()
        server.server_close()
