"""Tasks that end where they began: nothing that is started in a scope outlives it."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any


@asynccontextmanager
async def scope() -> AsyncIterator[asyncio.TaskGroup]:
    """A task group that is left when all of its tasks have ended. What breaks first ends the others, and is raised itself, in no group."""
    first: BaseException | None = None
    try:
        async with asyncio.TaskGroup() as group:
            try:
                yield group
            except BaseException as error:
                first = error
                raise
    except BaseExceptionGroup as broken:
        if first is None or isinstance(first, asyncio.CancelledError):  # the group cancels its body when a task breaks
            first = _first(broken)
        raise first from first.__cause__


async def together(*work: Coroutine[Any, Any, Any]) -> None:
    """Run all of them beside each other."""
    async with scope() as group:
        for one in work:
            group.create_task(one)


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
