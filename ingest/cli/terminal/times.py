"""Times as a user types them: a date, or how long ago."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from ingest import sources
from ingest.core.times import utc_text


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
        return utc_text(moment)


class Back(click.ParamType[str]):
    """`all`, or a date as for `--since`; `all` stays as it is."""

    name = "all or date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value == "all":
            return value
        try:
            return Since().convert(value, param, ctx)
        except click.BadParameter as error:
            self.fail(f"{error.message}; all takes whatever is there", param, ctx)


class Duration(click.ParamType[int]):
    """`36h`, `2d` -> seconds."""

    name = "time"
    longest = 10 * 365 * 86400

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            seconds = sources.duration(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        if seconds > self.longest:
            self.fail(f"{value} is more than ten years", param, ctx)
        return seconds


def since_option(help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option("--since", type=Since(), metavar="DATE|7d", help=help)


def now_at() -> str:
    """UTC text."""
    return utc_text(datetime.now(UTC))
