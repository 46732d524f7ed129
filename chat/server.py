"""How both apps are served: no access log, no server name, WebSockets only where they are asked for."""

from collections.abc import Sequence

import uvicorn
from starlette.types import ASGIApp


def serve(app: ASGIApp, host: str, port: int, *, proxies: Sequence[str], sockets: bool = False) -> None:
    """Runs until told to stop; open event streams get two seconds to end.

    Only `proxies` are believed when they say who asks and whether it was over https.
    """
    uvicorn.run(
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
