"""``handouts schema``: what editors need to help while one types."""

from __future__ import annotations

import click

from press.commands import examples
from press.commands.project import project_of


@click.command(
    epilog=examples(
        "handouts schema                 which schemas there are",
        "handouts schema text            print one",
        "handouts schema --write         write them all into .schema/",
    )
)
@click.argument("name", required=False)
@click.option("--write", is_flag=True, help="Write them into the project's folder .schema/.")
@click.pass_context
def command(ctx: click.Context, name: str | None, write: bool) -> int:
    """Print or write the JSON Schemas by which editors complete keys and show mistakes."""
    from press import receipt, schema
    from press.commands.project import must_exist

    must_exist("schema", [name] if name else [], schema.MODELS)
    if write:
        written = schema.write(project_of(ctx), receipt.keep)
        click.echo("\n".join(f"{schema.FOLDER}/{path.name}" for path in written) or "All up to date.")
    elif name:
        click.echo(schema.render(name), nl=False)
    else:
        for key, (_, title) in schema.MODELS.items():
            click.echo(f"{key:12} {title}")
    return 0
