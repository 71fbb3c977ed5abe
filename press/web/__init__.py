"""Pages in a browser, for the preview and the desk: the only starlette and uvicorn.

    guard     which requests are answered at all, and the headers on every answer
    serving   a listener, a graceful end
"""

from starlette.applications import Starlette as Starlette
from starlette.requests import ClientDisconnect as ClientDisconnect
from starlette.requests import Request as Request
from starlette.responses import JSONResponse as JSONResponse
from starlette.responses import PlainTextResponse as PlainTextResponse
from starlette.responses import RedirectResponse as RedirectResponse
from starlette.responses import Response as Response
from starlette.responses import StreamingResponse as StreamingResponse
from starlette.routing import Route as Route
from starlette.types import ASGIApp as ASGIApp

from press.web.guard import LOOPBACK as LOOPBACK
from press.web.guard import Access as Access
from press.web.guard import Guard as Guard
from press.web.serving import HOST as HOST
from press.web.serving import run as run
