"""The web server of the preview: for this machine alone, and only under its own name. The only starlette and uvicorn."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from press.library import ENGINE, open_library
from press.markup.templates import fill
from press.preview.setting import Choice, Setting
from press.preview.studio import Studio
from press.preview.typesetter import Typesetter

HOST = "127.0.0.1"
_SHARPNESS = (72, 96, 144, 192, 288)  # dots to the inch that pages are drawn in
_HEADERS = {
    b"content-security-policy": b"default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cache-control": b"no-store",
}


class OwnNameOnly:
    """Answers requests for this machine's own name alone, so that no web site can read the sheets by DNS rebinding."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self.names = {f"{name}:{port}".encode() for name in (HOST, "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it; every answer gets the strict headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])

        async def strict(message: Any) -> None:
            if message["type"] == "http.response.start":
                known = dict(message.get("headers", []))
                message["headers"] = [*known.items(), *((k, v) for k, v in _HEADERS.items() if k not in known)]
            await send(message)

        if headers.get(b"host") not in self.names:
            refusal = PlainTextResponse("This server answers this machine only.\n", status_code=421)
            await refusal(scope, receive, strict)
        elif headers.get(b"sec-fetch-site", b"none") not in (b"none", b"same-origin"):
            refusal = PlainTextResponse("Not from another site.\n", status_code=403)
            await refusal(scope, receive, strict)
        else:
            await self.app(scope, receive, strict)


class Site:
    """The addresses of the preview."""

    def __init__(self, studio: Studio, first: Choice) -> None:
        self.studio, self.first = studio, first

    def app(self, port: int) -> ASGIApp:
        """The whole application."""
        routes = [
            Route("/", self.page),
            Route("/preview.css", self.asset("preview.css", "text/css")),
            Route("/preview.js", self.asset("preview.js", "text/javascript")),
            Route("/sheet", self.sheet),
            Route("/sheet.pdf", self.pdf),
            Route("/page/{number:int}.png", self.picture),
            Route("/events", self.events),
        ]
        return OwnNameOnly(Starlette(routes=routes, lifespan=self.lifespan), port)

    @contextlib.asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Watch and keep warm while the server runs."""
        del app
        self.studio.start()
        yield
        await self.studio.close()

    async def page(self, request: Request) -> Response:
        """The page itself; everything on it is asked for by its script."""
        del request
        folders = (self.studio.root / "templates", ENGINE / "templates")
        html, problems = fill(folders, "preview/page.html", {"first": self.first, "project": self.studio.root.name})
        text = html or "\n".join(map(str, problems))
        return Response(text, media_type="text/html" if html else "text/plain", status_code=200 if html else 500)

    def asset(self, name: str, kind: str) -> Callable[[Request], Any]:
        """A file of the page."""

        async def answer(request: Request) -> Response:
            del request
            path = ENGINE / "templates" / "preview" / name
            return Response(await asyncio.to_thread(path.read_bytes), media_type=kind)

        return answer

    async def sheet(self, request: Request) -> Response:
        """How a sheet stands: its pages, its problems, what there is to choose from."""
        choice = self._choice(request)
        setting, generation = await self.studio.sheet(choice)
        return JSONResponse(_plain(setting, generation))

    async def picture(self, request: Request) -> Response:
        """One page as PNG."""
        wanted = request.query_params.get("dpi", "144")
        dpi = int(wanted) if wanted.isascii() and wanted.isdecimal() else 144
        dpi = min(_SHARPNESS, key=lambda one: abs(one - dpi))
        data = await self.studio.picture(self._choice(request), request.path_params["number"], dpi)
        if data is None:
            return PlainTextResponse("There is no such page.\n", status_code=404)
        return Response(data, media_type="image/png")

    async def pdf(self, request: Request) -> Response:
        """The sheet as PDF."""
        setting, _ = await self.studio.sheet(self._choice(request))
        if setting.pdf is None:
            return PlainTextResponse("This sheet cannot be made. The preview says why.\n", status_code=404)
        choice = setting.choice
        name = f"{choice.slug}.{choice.language}.{choice.variant}.pdf"
        headers = {"Content-Disposition": f'inline; filename="{name}"', "content-security-policy": "frame-ancestors 'none'"}
        return Response(setting.pdf, media_type="application/pdf", headers=headers)

    async def events(self, request: Request) -> Response:
        """Server-sent events (WHATWG HTML, 9.2): files changed, rules have spoken."""
        del request

        async def lines() -> AsyncIterator[str]:
            async for event in self.studio.events():
                yield f"data: {json.dumps(event)}\n\n"

        return StreamingResponse(lines(), media_type="text/event-stream")

    def _choice(self, request: Request) -> Choice:
        asked = request.query_params
        return Choice(*(asked.get(name, "")[:64] for name in ("handout", "lang", "variant", "brand")))


def _plain(setting: Setting, generation: int) -> dict[str, Any]:
    choice, offer = setting.choice, setting.offer
    return {
        "generation": generation,
        "made": setting.pdf is not None,
        "title": setting.title,
        "pages": setting.pages,
        "size": list(setting.size),
        "fingerprint": setting.fingerprint,
        "marks": [mark.replace("_", " ") for mark in setting.marks],
        "proved": setting.proved,
        "seconds": round(setting.seconds, 2),
        "problems": [problem.as_json() for problem in setting.problems],
        "choice": {"handout": choice.slug, "lang": choice.language, "variant": choice.variant, "brand": choice.brand},
        "offer": {
            "handout": offer.handouts,
            "lang": offer.languages,
            "variant": offer.variants,
            "brand": offer.brands,
        },
    }


def serve(root: Path, first: Choice, today: date, port: int, ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C. ``port`` 0 takes a free one; ``ready`` hears the address. Raises OSError where it is taken."""
    with socket.create_server((HOST, port)) as listener:
        port = listener.getsockname()[1]
        site = Site(Studio(root, Typesetter(root, today)), first)
        config = uvicorn.Config(
            site.app(port), log_level="error", access_log=False, timeout_graceful_shutdown=1, server_header=False, lifespan="on", ws="none"
        )  # fmt: skip
        ready(f"http://{HOST}:{port}/")
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def first_choice(root: Path, slug: str, language: str, variant: str, brand: str) -> Choice:
    """What the page shows first."""
    return Choice(slug or next(iter(open_library(root).pieces), ""), language, variant, brand)
