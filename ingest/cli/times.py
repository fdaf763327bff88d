"""Times as a user types them: a date, or how long ago."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from ingest import sources


class Since(click.ParamType[str]):
    """`2024-12-18`, `2024-12-18T10:00+07:00` or `7d` -> UTC text."""

    name = "date or time back"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            if re.fullmatch(r"\d+[smhd]", value):
                moment = datetime.now(UTC) - timedelta(seconds=sources.duration(value))
            else:
                moment = datetime.fromisoformat(value)
                moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail(f"{value} is neither a date such as 2024-12-18 nor a time back such as 7d", param, ctx)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def since_option(help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option("--since", type=Since(), metavar="DATE|7d", help=help)


def now_at() -> str:
    """UTC text."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
