"""``handouts doctor``: what this machine needs to print, and what mends it."""

from __future__ import annotations

from dataclasses import asdict

import click

from press.commands import examples
from press.commands.screen import as_json, table
from press.problem import counted


@click.command(epilog=examples("handouts doctor", "handouts doctor --format json"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (default) or json.")
@click.pass_context
def command(ctx: click.Context, form: str) -> int:
    """Say what this machine needs to print handouts, what is missing and what mends it."""
    from press import doctor

    findings = doctor.examine()
    sound = doctor.sound(findings)
    if form == "json":
        as_json({"sound": sound, "findings": [asdict(finding) for finding in findings]})
        return 0 if sound else 1
    table(ctx, ("", "Needed", "Version"), [(f.state, f.name, f.version) for f in findings], keep=(0, 1, 2))
    ill = [finding for finding in findings if finding.state != "ok"]
    for finding in ill:
        click.echo(f"\n{click.style(finding.name, bold=True)}: {finding.state}")
        click.echo(f"  without it: {finding.breaks}\n  to mend it: {click.style(finding.mend, bold=True)}")
    needed = sum(finding.state != "optional" for finding in ill)
    click.echo(
        "\nReady to print." if sound else f"\n{counted(needed, 'thing')} to mend before handouts can be printed."
    )
    return 0 if sound else 1
