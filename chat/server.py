"""How both apps are served: no access log, no server name, WebSockets only where they are asked for."""

import socket
import sys
from collections.abc import Callable, Sequence

import uvicorn
from starlette.types import ASGIApp

START_FAILED = 3  # as uvicorn's own command says it


def serve(
    app: ASGIApp,
    host: str,
    port: int,
    *,
    proxies: Sequence[str],
    sockets: bool = False,
    before_end: Callable[[], None] = lambda: None,
) -> None:
    """Runs until told to stop; then `before_end` is called, and what goes on gets two seconds to end.

    Only `proxies` are believed when they say who asks and whether it was over https.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        ws="websockets" if sockets else "none",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        timeout_graceful_shutdown=2,
    )
    server = _Server(config, before_end)
    server.run()
    if not server.started:
        sys.exit(START_FAILED)


class _Server(uvicorn.Server):  # type: ignore[misc]  # uvicorn is not read for types
    def __init__(self, config: uvicorn.Config, before_end: Callable[[], None]) -> None:
        super().__init__(config)
        self._before_end = before_end

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._before_end()
        await super().shutdown(sockets)
