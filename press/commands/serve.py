"""``handouts serve``: the desk, a page in the browser for clinic staff."""

from __future__ import annotations

import ipaddress
import os
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.commands import WrongUsage, examples, starting
from press.commands.options import now
from press.commands.personal import brand_of, settings
from press.commands.project import brand_names, completing, project_of
from press.commands.screen import on_terminal

if TYPE_CHECKING:
    from press.web import Access

_MOST_CONNECTIONS = 400


@click.command(
    epilog=examples(
        "handouts serve                                  for this computer, at the address that it says",
        "handouts serve --open --drafts                  drafts too, marked; for authors",
        "handouts serve --host 10.0.0.5 --port 8080 --allow-host desk.clinic.org --network 10.0.0.0/24",
        "handouts serve --host 127.0.0.1 --allow-host desk.clinic.org --login-header X-Remote-User",
    )
)
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen. Default: this computer alone.")
@click.option("--port", type=click.IntRange(0, 65535), default=8631, help="Default: 8631. 0 takes a free one.")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="The name that browsers ask for; with a port if they show one.")
@click.option("--network", "networks", multiple=True, metavar="NET", help="Who may ask, such as 10.0.0.0/24.")
@click.option("--login-header", default="", metavar="HEADER", help="A proxy sets it for whoever has signed in; without it nobody is answered.")
@click.option("--brand", metavar="BRAND", envvar="HANDOUTS_BRAND", shell_complete=completing(brand_names), help="The clinic. Default as in get.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where PDFs are kept. Default: out/, or a folder of this run.")
@click.option("--workers", type=click.IntRange(1, 64), default=None, help="Typesetters. Default: one for each core.")
@click.option("--drafts", is_flag=True, help="Show what is not released, too, marked on each page. For this computer alone.")
@click.option("--no-print", is_flag=True, help="Leave printing to the browser.")
@click.option("--no-ledger", is_flag=True, help="Do not note what goes out (code, copies and day; never a person).")
@click.option("--open", "open_", is_flag=True, default=None, help="Open it in the browser.")
@click.pass_context
def command(
    ctx: click.Context, /, host: str, port: int, hosts: tuple[str, ...], networks: tuple[str, ...], login_header: str,
    brand: str | None, out: Path | None, workers: int | None, drafts: bool, no_print: bool, no_ledger: bool, open_: bool | None,
) -> int:  # fmt: skip
    """Serve the desk: find a sheet, see it, print it at its true size, from any browser.

    Only what is released is offered. The server answers this computer alone unless told otherwise; no field takes a
    patient's data. Record systems ask at /infobutton. Ctrl-C ends it.
    """
    from press.library import open_library

    root = project_of(ctx)
    chosen = brand_of(open_library(root, only=frozenset()), brand)
    starting.start()
    folder = _folder(root, out)
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=256)
    except OSError as error:
        raise WrongUsage(f"{host}:{port} cannot be used: {error.strerror or error}. Choose another --port.") from error
    with listener:
        number = listener.getsockname()[1]
        access = _access(host, number, hosts, networks, login_header, drafts)
        from press.desk.office import Office
        from press.desk.site import POLICY, Desk, Site
        from press.web import Guard, run

        desk = Desk(
            root, folder, chosen, now, Office(settings()), workers or os.cpu_count() or 1, drafts,
            ledger=not no_ledger, prints=not no_print,
        )  # fmt: skip
        address = f"http://{f'[{host}]' if ':' in host else host}:{number}/"
        click.echo(f"The desk: {address}   (Ctrl-C ends it)")
        if open_ or (open_ is None and on_terminal()):
            click.launch(address)
        run(Guard(Site.of(desk).app(), access, POLICY), listener, _MOST_CONNECTIONS, grace=20)
    return 0


def _folder(root: Path, out: Path | None) -> Path:
    """Where PDFs are kept: a service may run as somebody who cannot write the project."""
    for folder in (out,) if out else (root / "out",):
        try:
            starting.writable(folder)
        except OSError as error:
            if out:
                raise WrongUsage(f'"{click.format_filename(out)}" cannot be written: {error.strerror or error}.') from error
        else:
            return folder
    return Path(tempfile.mkdtemp(prefix="handouts-desk-"))


def _access(
    host: str, port: int, hosts: tuple[str, ...], networks: tuple[str, ...], login_header: str, drafts: bool
) -> Access:
    """Who is answered. Raises WrongUsage where a desk beyond this computer has no rule for that."""
    from press.web import LOOPBACK, Access

    try:
        nets = tuple(ipaddress.ip_network(one, strict=False) for one in networks)
    except ValueError as error:
        raise WrongUsage(f"{error}: write a network such as 10.0.0.0/24.") from error
    local = host in ("127.0.0.1", "localhost", "::1")
    if not local and not hosts:
        raise WrongUsage('A desk that others may ask needs its name: "--allow-host desk.clinic.org".')
    if not local and not nets:
        raise WrongUsage('A desk that others may ask needs a rule who may: "--network 10.0.0.0/24", or a proxy here and "--login-header".')
    if drafts and (not local or hosts):
        raise WrongUsage('"--drafts" is for this computer alone.')
    names = {f"{name}:{port}" for name in LOOPBACK} | {name.lower() for name in hosts}
    names |= {f"{name.lower()}:{port}" for name in hosts if ":" not in name}
    return Access(frozenset(names), nets, login_header, others=("/infobutton", "/pdf/"))
