"""The desk's addresses, and what each answers."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import parse_qs, quote, urlencode

from press import fonts
from press.desk import health, infobutton
from press.desk.catalogue import Catalogue, Stock
from press.desk.crew import BusyError, Crew
from press.desk.infobutton import Entry
from press.desk.office import Office
from press.desk.pages import Shop, address, row, rows
from press.desk.shelf import Refusal, Sheet, Shelf
from press.edition import Edition
from press.fonts.families import FAMILIES, file_name
from press.library import ENGINE
from press.markup.templates import fill
from press.pdf.raster import raster
from press.qr import plain
from press.recall import given
from press.receipt import Store
from press.web import ASGIApp, JSONResponse, PlainTextResponse, RedirectResponse, Request, Response, Route, Starlette

POLICY: Final = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_MOST_FORM: Final = 8192  # bytes
_MOST_SET: Final = 12  # sheets in a set
Answer = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What a desk is opened with. ``today`` is asked at each request; ``ledger``: whether what goes out is noted."""

    root: Path
    out: Path
    brand: str
    today: Callable[[], date]
    office: Office
    workers: int = 2
    drafts: bool = False
    ledger: bool = True
    prints: bool = True


@dataclass(eq=False)
class Site:
    """The pages of one desk."""

    desk: Desk
    catalogue: Catalogue
    crew: Crew
    shelf: Shelf
    counts: health.Counts = field(default_factory=health.Counts)
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _pictures: dict[tuple[str, int], bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, desk: Desk) -> Site:
        """A site with its typesetters and its catalogue; nothing runs yet."""
        crew = Crew(desk.root, desk.out, desk.workers)
        return cls(desk, Catalogue(desk.root), crew, Shelf(crew, desk.drafts))

    def app(self) -> ASGIApp:
        """The whole application, without the guard."""
        routes = [
            Route("/", self._counted("search", self.search)),
            Route("/sheet/{brand}/{slug}", self._counted("choose", self.choose)),
            Route("/pdf/{brand}/{slug}/{language}/{variant}", self._counted("pdf", self.pdf)),
            Route("/picture/{brand}/{slug}/{language}/{variant}", self._counted("picture", self.picture)),
            Route("/set", self._counted("set", self.set)),
            Route("/set.pdf", self._counted("set", self.set_pdf)),
            Route("/print", self._counted("print", self.print), methods=["POST"]),
            Route("/job", self._counted("job", self.job)),
            Route("/infobutton", self._counted("infobutton", self.infobutton)),
            Route("/health", self.health),
            Route("/metrics", self.metrics),
            Route("/fonts.css", self.fonts),
            Route("/font/{name}", self.font),
            Route("/desk.css", self.asset("desk.css", "text/css")),
            Route("/desk.js", self.asset("desk.js", "text/javascript")),
        ]
        return Starlette(routes=routes, lifespan=self.lifespan)

    @contextlib.asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Read the project, warm a typesetter up, look for changes."""
        del app
        self.crew.start()
        await asyncio.to_thread(self.catalogue.read)
        self._later(self.catalogue.watch())
        self._later(self.crew.warm())
        self._later(asyncio.to_thread(rows, self.shop(), ""))  # what is released of it is worked out before anybody asks
        yield
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.to_thread(self.crew.close)

    def _later(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _counted(self, name: str, answer: Answer) -> Answer:
        """The answer, counted by its kind; a service that has too much to do says when to come again."""

        async def counted(request: Request) -> Response:
            try:
                response = await answer(request)
            except BusyError:
                response = PlainTextResponse("Many sheets are being made. Try again in a moment.\n", 503, {"Retry-After": "5"})
            except RuntimeError as error:  # a typesetter that is lost, a fault of the engine
                response = PlainTextResponse(f"{_capital(str(error))}. Try another size, and report it.\n", 500)
            self.counts.add(name, response.status_code)
            return response

        return counted

    # ---- what is known ----------------------------------------------------------------------------------------------

    @property
    def stock(self) -> Stock:
        """The stock as it was last read."""
        assert self.catalogue.stock is not None
        return self.catalogue.stock

    def shop(self, brand: str = "") -> Shop:
        """What the pages need, for one clinic."""
        known = brand if brand in self.stock.library.brands else self.desk.brand
        return Shop(self.stock, self.desk.today(), known, Store(self.desk.out / ".store"), self.desk.drafts)

    def _page(self, name: str, status: int = 200, **values: Any) -> Response:
        folders = (self.desk.root / "templates", ENGINE / "templates")
        notes = [note for note in (self.catalogue.trouble, _broken(self.stock)) if note]
        library = self.stock.library
        carried = urlencode([("s", one) for one in values.get("set", ())])
        common = {
            "problems": (), "carry": f"&{carried}" if carried else "", "first_capital": _capital,
            "notes": notes, "drafts": self.desk.drafts, "brand": self.desk.brand, "address": address,
            "clinic": library.brands[self.desk.brand].name if self.desk.brand in library.brands else self.desk.brand,
        }  # fmt: skip
        html, problems = fill(folders, f"desk/{name}.html", {**common, **values})
        if not html:
            return PlainTextResponse("\n".join(map(str, problems)) + "\n", 500)
        return Response(html, status, media_type="text/html")

    # ---- pages ------------------------------------------------------------------------------------------------------

    async def search(self, request: Request) -> Response:
        """The search field and what was found."""
        asked = request.query_params.get("q", "")[:200]
        found = await asyncio.to_thread(rows, self.shop(), asked)
        part = request.query_params.get("part") == "1"
        return self._page("found" if part else "search", asked=asked, rows=found, set=_set(request))

    async def choose(self, request: Request) -> Response:
        """One handout: language, print size, copies, sides."""
        slug, brand = request.path_params["slug"], request.path_params["brand"]
        shop = self.shop(brand)
        if slug not in self.stock.pieces or shop.brand != brand:
            broken = slug in self.stock.library.slugs
            said = "This handout cannot be read just now: a file has a mistake." if broken else "There is no such handout."
            return self._page("message", 404, heading="No sheet", said=said)
        one = await asyncio.to_thread(row, shop, slug)
        if not one.lines:
            return self._page("message", 404, heading="No sheet", said="This handout is not released in any language.")
        tags = [line.tag for line in one.lines]
        asked = request.query_params.get("lang", "")
        source = self.stock.pieces[slug].facts.source_language
        tag = asked if asked in tags else source if source in tags else tags[0]
        sizes = sorted(self.stock.library.variants.items(), key=lambda pair: pair[1].order)
        size = request.query_params.get("size", sizes[0][0])
        size = size if size in dict(sizes) else sizes[0][0]
        edition = Edition(slug, tag, size, brand)
        sheet = await self.shelf.get(self.stock, edition, self.desk.today())
        printers = await asyncio.to_thread(self.desk.office.printers) if self.desk.prints else []
        line = next(line for line in one.lines if line.tag == tag)
        return self._page(
            "choose", row=one, line=line, sizes=sizes, size=size, edition=edition, sheet=sheet if isinstance(sheet, Sheet) else None,
            refusal=sheet if isinstance(sheet, Refusal) else None, printers=printers, token=self._token(), set=_set(request),
            given=given.count(self.desk.out, sheet.code) if isinstance(sheet, Sheet) else 0,
        )  # fmt: skip

    async def _sheet(self, request: Request) -> Sheet | Refusal:
        parts = request.path_params
        edition = Edition(parts["slug"], parts["language"], parts["variant"], parts["brand"])
        return await self.shelf.get(self.stock, edition, self.desk.today())

    async def pdf(self, request: Request) -> Response:
        """A sheet's PDF; 304 where it is known."""
        sheet = await self._sheet(request)
        if isinstance(sheet, Refusal):
            return self._page("message", 404, heading="No sheet", said=sheet.fault, problems=sheet.problems)
        headers = {"ETag": sheet.tag, "Content-Language": sheet.edition.language, "Cache-Control": "no-cache"}
        if sheet.tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        fetched = request.query_params.get("save") == "1"
        how: Literal["fetched", "opened"] = "fetched" if fetched else "opened"
        headers["Content-Disposition"] = f'{"attachment" if fetched else "inline"}; filename="{sheet.edition.file_name}"'
        if request.method == "GET":
            self._note(sheet, how)
        return Response(sheet.pdf, media_type="application/pdf", headers=headers)

    async def picture(self, request: Request) -> Response:
        """The first page as a picture."""
        sheet = await self._sheet(request)
        if isinstance(sheet, Refusal):
            return PlainTextResponse(f"{sheet.fault}\n", 404)
        key = (sheet.tag, 60)
        if key not in self._pictures:
            if len(self._pictures) > 100:
                self._pictures.clear()
            self._pictures[key] = await asyncio.to_thread(lambda: raster(sheet.pdf, 1, 60).encoded("PNG"))
        headers = {"ETag": sheet.tag, "Cache-Control": "no-cache"}
        return Response(self._pictures[key], media_type="image/png", headers=headers)

    async def set(self, request: Request) -> Response:
        """The patient's set: its sheets stand in the address, so that nothing is kept anywhere."""
        wanted = [_edition(text) for text in request.query_params.getlist("s")[:_MOST_SET]]
        library, pieces = self.stock.library, self.stock.pieces
        sheets, missing = [], []
        for edition in wanted:
            found = await self.shelf.get(self.stock, edition, self.desk.today()) if edition and edition.slug in pieces else None
            if edition and isinstance(found, Sheet):
                sheets.append((found, pieces[edition.slug].texts[edition.language].text.title, library.languages[edition.language]))
            else:
                missing.append(f"{edition.slug} ({edition.language})" if edition else "a sheet that nobody knows")
        printers = await asyncio.to_thread(self.desk.office.printers) if self.desk.prints else []
        kept = ["/".join((one.edition.brand, one.edition.slug, one.edition.language, one.edition.variant)) for one, _, _ in sheets]
        return self._page("set", sheets=sheets, missing=missing, printers=printers, token=self._token(), asked=len(wanted), set=kept)

    async def set_pdf(self, request: Request) -> Response:
        """The patient's set as one PDF: one page that lists its sheets, then each as it was approved."""
        found = await self._together(request.query_params.getlist("s"))
        if isinstance(found, Refusal):
            return self._page("message", 404, heading="No set", said=found.fault, problems=found.problems)
        fetched = request.query_params.get("save") == "1"
        how: Literal["fetched", "opened"] = "fetched" if fetched else "opened"
        if request.method == "GET":
            self._note(found, how)
        name = f"set.{plain(found.code)}.pdf"
        headers = {"ETag": found.tag, "Content-Language": found.edition.language, "Cache-Control": "no-cache"}
        headers["Content-Disposition"] = f'{"attachment" if fetched else "inline"}; filename="{name}"'
        return Response(found.pdf, media_type="application/pdf", headers=headers)

    async def _together(self, asked: list[str]) -> Sheet | Refusal:
        """One sheet, or several as one."""
        editions = [one for one in map(_edition, asked) if one is not None]
        if not editions or len(editions) < len(asked) or len(asked) > _MOST_SET:
            return Refusal(f"A set is one to {_MOST_SET} sheets, and each of them must be there.")
        if len(editions) == 1:
            return await self.shelf.get(self.stock, editions[0], self.desk.today())
        return await self.shelf.together(self.stock, tuple(editions), self.desk.today())

    def _note(self, sheet: Sheet, how: given.How, copies: int = 1) -> None:
        """A line in the ledger for each sheet that goes out."""
        if self.desk.ledger and sheet.released:
            for edition, code in sheet.parts or ((sheet.edition, sheet.code),):
                given.note(self.desk.out, code, edition, self.desk.today(), how, copies)

    # ---- paper ------------------------------------------------------------------------------------------------------

    def _token(self) -> str:
        """What a form must bring back: only this service's own pages hold it."""
        return hmac.new(self._secret, b"print", "sha256").hexdigest()

    async def print(self, request: Request) -> Response:
        """Send a sheet, or a set as one job, to a printer: nothing of a set comes out without the rest."""
        form = await self._form(request)
        if isinstance(form, Response):
            return form
        if not self.desk.prints:
            return self._page("message", 403, heading="Not printed", said="Printing from this page is switched off.")
        copies = form.get("copies", ["1"])[0]
        if not (copies.isascii() and copies.isdecimal() and 1 <= int(copies) <= 50):
            return self._page("message", 400, heading="Not printed", said="Copies: a number from 1 to 50.")
        sheet = await self._together(form.get("s", []))
        if isinstance(sheet, Refusal):
            return self._page("message", 404, heading="Not printed", said=sheet.fault, problems=sheet.problems)
        sides: Literal["one", "two"] | None = "one" if form.get("sides") == ["one"] else None
        one = await asyncio.to_thread(
            self.desk.office.print, self.stock.library, sheet, form.get("printer", [""])[0], int(copies), sides, form.get("sure") == ["1"]
        )  # fmt: skip
        if one.ok:
            self._note(sheet, "printed", int(copies))
        return self._page("printed", said=[(sheet, one)], doubts=one.doubts, form=form, token=self._token())

    async def _form(self, request: Request) -> dict[str, list[str]] | Response:
        """A form's fields; or why it is refused: another site's, too long, no form."""
        origin = request.headers.get("origin")
        if origin and origin.partition("://")[2] != request.headers.get("host"):
            return PlainTextResponse("Not from another site.\n", 403)
        data = b""
        async for part in request.stream():
            data += part
            if len(data) > _MOST_FORM:
                return PlainTextResponse("Too long.\n", 413)
        try:
            form = parse_qs(data.decode("utf-8"), max_num_fields=60)
        except ValueError:
            return PlainTextResponse("This is no form.\n", 400)
        if not hmac.compare_digest(form.get("token", [""])[0].encode(), self._token().encode()):
            return PlainTextResponse("The page is from before the last start: load it again.\n", 403)
        return form

    async def job(self, request: Request) -> Response:
        """How a job stands."""
        number = request.query_params.get("number", "")
        if not (number.isascii() and number.isdecimal() and len(number) < 10):
            return RedirectResponse("/", 303)
        name = request.query_params.get("printer", "")
        one = await asyncio.to_thread(self.desk.office.stand, name, int(number))
        return self._page("job", one=one)

    # ---- other programs ---------------------------------------------------------------------------------------------

    async def infobutton(self, request: Request) -> Response:
        """What a record system asks for by diagnosis code."""
        query, base = request.scope["query_string"], _base(request)
        return await asyncio.to_thread(infobutton.answer, self.shop(), query, base, self._answered)

    def _answered(self, found: list[Entry]) -> Response:
        return self._page("infobutton", entries=found)

    async def health(self, request: Request) -> Response:
        """Whether sheets can be had: for whoever watches the service."""
        del request
        trouble = self.catalogue.trouble
        said = {"ok": not trouble, "trouble": trouble, "handouts": len(self.stock.pieces), "waiting": self.crew.waiting}
        return JSONResponse(said, 503 if trouble else 200)

    async def metrics(self, request: Request) -> Response:
        """Counts in Prometheus text."""
        del request
        text = health.text(self.counts, self.crew, self.stock)
        return Response(text, media_type="text/plain; version=0.0.4")

    async def fonts(self, request: Request) -> Response:
        """The press's own fonts for the names of languages: a browser without letters for one loads it, and no other."""
        del request
        used = {one.fonts[0] for one in self.stock.library.languages.values()}
        faces = [
            f'@font-face{{font-family:"{one.name}";src:local("{one.name}"),url("/font/{quote(file_name(one, bold=False))}")}}'
            for one in FAMILIES.values() if one.name in used
        ]  # fmt: skip
        names = [f':lang({tag}){{font-family:{", ".join(json.dumps(name) for name in one.fonts)},system-ui,sans-serif}}' for tag, one in self.stock.library.languages.items()]
        return Response("\n".join([*faces, *names]), media_type="text/css", headers={"Cache-Control": "max-age=300"})

    async def font(self, request: Request) -> Response:
        """One font file."""
        name = request.path_params["name"]
        if name not in {file_name(one, bold=False) for one in FAMILIES.values()}:
            return PlainTextResponse("There is no such font.\n", 404)
        data = await asyncio.to_thread((fonts.folder() / "files" / name).read_bytes)
        return Response(data, media_type="font/ttf", headers={"Cache-Control": "max-age=86400"})

    def asset(self, name: str, kind: str) -> Answer:
        """A file of the pages."""

        async def answer(request: Request) -> Response:
            del request
            data = await asyncio.to_thread((ENGINE / "templates/desk" / name).read_bytes)
            return Response(data, media_type=kind, headers={"Cache-Control": "max-age=300"})

        return answer


def _set(request: Request) -> list[str]:
    """The set that an address carries."""
    return [text for text in request.query_params.getlist("s") if _edition(text)][:_MOST_SET]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _edition(text: str) -> Edition | None:
    """``brand/slug/language/variant`` as an edition."""
    parts = text.split("/")
    return Edition(parts[1], parts[2], parts[3], parts[0]) if len(parts) == 4 else None


def _base(request: Request) -> str:
    return f"{request.url.scheme}://{request.headers.get('host', '')}"


def _broken(stock: Stock) -> str:
    """One line that something of the project cannot be read."""
    broken = [problem for problem in stock.broken() if problem.place.path.startswith(("handouts/", "styles/"))]
    if not broken:
        return ""
    more = f", and {len(broken) - 1} more" if len(broken) > 1 else ""
    return f"{broken[0].place.path} has a mistake{more}: what it holds cannot be handed out until it is mended."
