"""Which requests are answered at all: from whom, to which name, how long; and the strict headers on every answer."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

#: The names of this machine to itself.
LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_LONGEST_QUERY = 4096  # bytes; the longest Infobutton request that is known has eight hundred
_HEADERS: Final = {
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",  # with "no-referrer" a browser's own form says "Origin: null", as another site's would
    b"cache-control": b"no-store",
}

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Access:
    """Who is answered. ``names``: hosts with their ports, as in the Host header.

    ``networks``: who may ask; empty: this machine. ``login_header``: what a proxy in front must have set; such a proxy is
    the only one that may ask, so ``networks`` then names the proxy. ``others``: path prefixes that other programs may ask
    for from another site, such as a record system.
    """

    names: frozenset[str]
    networks: tuple[Network, ...] = ()
    login_header: str = ""
    others: tuple[str, ...] = ()

    def admits(self, client: str) -> bool:
        """Whether an address may ask."""
        try:
            address = ipaddress.ip_address(client)
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None)
        address = mapped or address
        return address.is_loopback if not self.networks else any(address in one for one in self.networks)


class Guard:
    """Passes on what may be asked and refuses the rest; every answer gets the strict headers.

    Requests under another name are refused, so that no web site can read the sheets by DNS rebinding.
    """

    def __init__(self, app: ASGIApp, access: Access, policy: str) -> None:
        self.app, self.access = app, access
        self.headers = {**_HEADERS, b"content-security-policy": policy.encode("ascii")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def strict(message: Any) -> None:
            if message["type"] == "http.response.start":
                known = message.get("headers", [])
                said = {name for name, _ in known}
                message["headers"] = [*known, *((k, v) for k, v in self.headers.items() if k not in said)]
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, strict)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = dict(scope["headers"])
        client = (scope.get("client") or ("", 0))[0]
        if not self.access.admits(client):
            return PlainTextResponse("This server does not answer this address.\n", status_code=403)
        if headers.get(b"host", b"").decode("latin-1").lower() not in self.access.names:
            return PlainTextResponse("This server answers under its own name only.\n", status_code=421)
        wanted = self.access.login_header.lower().encode("latin-1")
        if wanted and not headers.get(wanted, b"").strip() and scope["path"] != "/health":
            return PlainTextResponse("Sign in first.\n", status_code=401)
        foreign = headers.get(b"sec-fetch-site", b"none") not in (b"none", b"same-origin")
        navigated = headers.get(b"sec-fetch-mode") == b"navigate" and scope["method"] == "GET"
        if foreign and not (scope["path"].startswith(self.access.others) if self.access.others else False) and not (
            navigated and self.access.others
        ):
            return PlainTextResponse("Not from another site.\n", status_code=403)
        if len(scope.get("query_string", b"")) > _LONGEST_QUERY:
            return PlainTextResponse("The address is too long.\n", status_code=414)
        return None
