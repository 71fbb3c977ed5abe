"""A listener and a graceful end."""

from __future__ import annotations

import contextlib
import socket

import uvicorn
from starlette.types import ASGIApp

HOST = "127.0.0.1"


def run(app: ASGIApp, listener: socket.socket, most: int | None = None, grace: int = 1) -> None:
    """Serve until Ctrl-C or SIGTERM; requests that are under way get ``grace`` seconds.

    ``most``: how many connections are answered at once; to more than that the answer is 503. No log: query strings may
    hold what nobody should keep.
    """
    config = uvicorn.Config(
        app, log_level="error", access_log=False, timeout_graceful_shutdown=grace, server_header=False, lifespan="on",
        ws="none", limit_concurrency=most, timeout_keep_alive=5, proxy_headers=False,
    )  # fmt: skip
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
