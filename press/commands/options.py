"""Options that several commands share."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import click


def now() -> datetime.date:
    """Today, here."""
    return datetime.datetime.now().astimezone().date()


def _date(_: click.Context, __: click.Parameter, value: str | None) -> datetime.date:
    """A day, given or today's."""
    if value is None:
        return now()
    return day(value)


def day(value: str) -> datetime.date:
    """A day as typed. Raises BadParameter."""
    try:
        return datetime.date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f'"{value}" is not a date: write year-month-day, such as 2026-11-22.') from error


def today_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--today DATE``: the day that expiry is judged by, recorded with what is made."""
    text = "Judge by this day (year-month-day). Default: today."
    return click.option("--today", metavar="DATE", callback=_date, help=text)(function)
