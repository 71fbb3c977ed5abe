"""The web server of the preview: for this machine alone, and only under its own name."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path
from typing import Any

from press.edition import Edition
from press.library import ENGINE, open_library
from press.markup.templates import fill
from press.preview.setting import Choice, Setting
from press.preview.studio import Studio
from press.preview.typesetter import Typesetter
from press.web import (
    HOST,
    Access,
    ASGIApp,
    Guard,
    JSONResponse,
    PlainTextResponse,
    Request,
    Response,
    Route,
    Starlette,
    StreamingResponse,
    run,
)

_SHARPNESS = (72, 96, 144, 192, 288)  # dots to the inch that pages are drawn in
_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


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
        names = frozenset(f"{name}:{port}" for name in (HOST, "localhost"))
        return Guard(Starlette(routes=routes, lifespan=self.lifespan), Access(names), _POLICY)

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
        name = Edition(choice.slug, choice.language, choice.variant, choice.brand).file_name
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
        ready(f"http://{HOST}:{port}/")
        run(site.app(port), listener)


def first_choice(root: Path, slug: str, language: str, variant: str, brand: str) -> Choice:
    """What the page shows first."""
    return Choice(slug or next(iter(open_library(root).pieces), ""), language, variant, brand)
