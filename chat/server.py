"""How both apps are served: no access log, no server name, WebSockets only where they are asked for."""

import uvicorn
from starlette.types import ASGIApp


def serve(app: ASGIApp, host: str, port: int, *, sockets: bool = False) -> None:
    """Runs until told to stop; open event streams get two seconds to end."""
    uvicorn.run(
        app,
        host=host,
        port=port,
        ws="websockets" if sockets else "none",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
