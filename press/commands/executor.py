"""What makes the editions of a command: this machine's cores, or with ``--cluster`` the workers of a Dask scheduler."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from press.commands import WrongUsage

if TYPE_CHECKING:
    from press.edition import Edition
    from press.library import Library
    from press.route import Executor, Outcome, Run

cluster_option = click.option(
    "--cluster", metavar="ADDRESS", help="Make them on the workers of a Dask scheduler: tls://host:8786."
)


def executor(address: str | None, jobs: int | None) -> Executor:
    """What makes the editions: this machine's cores, or the workers of the scheduler at an address."""
    from press import route

    if address is None:
        return functools.partial(route.run, workers=jobs)
    if importlib.util.find_spec("distributed") is None:
        raise WrongUsage('A cluster needs Dask: pip install "handout-press[cluster]".')
    from press import cluster

    problem = cluster.address_problem(address)
    if problem:
        raise WrongUsage(f"{problem.place}: {problem.fault}. {problem.remedy}")

    def there(library: Library, editions: Iterable[Edition], run: Run) -> Iterator[Outcome]:
        try:
            yield from cluster.run(library, editions, run, address, lambda said: click.echo(said, err=True))
        except ConnectionError as error:
            raise click.ClickException(f"The cluster cannot be used: {error}") from error

    return there
