"""Connections for fetching feeds: only to addresses that were checked, and never longer than the deadline."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

from knowledge.feeds.addresses import resolve


class Guard:
    """Opens checked connections, and shuts all of them when the time is up."""

    def __init__(self, *, allow_private: bool, connect_seconds: float) -> None:
        self.allow_private = allow_private
        self.connect_seconds = connect_seconds
        self.is_over = False
        self._open: list[socket.socket] = []

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to the host. Raises FeedError when it may not be reached, OSError when it cannot."""
        problem: OSError | None = None
        for family, number in resolve(host, port, allow_private=self.allow_private):
            connection = socket.socket(family, socket.SOCK_STREAM)
            connection.settimeout(self.connect_seconds)
            try:
                connection.connect((number, port))
            except OSError as found:
                connection.close()
                problem = found
                continue
            self._open.append(socket.socket(fileno=os.dup(connection.fileno())))  # lives on when TLS takes the other
            return connection
        raise problem or OSError("no address")

    @contextmanager
    def deadline(self, seconds: float) -> Iterator[float]:
        """Within it, whatever is still connected after so many seconds is cut off. Gives the moment of that."""
        self.is_over = False
        watch = threading.Timer(seconds, self._cut)
        watch.daemon = True
        watch.start()
        try:
            yield time.monotonic() + seconds
        finally:
            watch.cancel()
            for connection in self._open:
                connection.close()
            self._open.clear()

    def _cut(self) -> None:
        self.is_over = True
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # it had ended by itself
                continue


class GuardedAdapter(HTTPAdapter):
    """Lets requests connect through a guard, straight and without any proxy."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = _pools(self._guard)


def _pools(guard: Guard) -> dict[str, type[HTTPConnectionPool]]:
    """urllib3's own pools whose connections are opened by the guard."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _opened(self, guard)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _opened(self, guard)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _opened(connection: HTTPConnection, guard: Guard) -> socket.socket:
    try:
        return guard.connect(connection.host, connection.port or connection.default_port)
    except OSError as problem:
        raise NewConnectionError(connection, type(problem).__name__) from problem
