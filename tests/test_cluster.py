"""A scheduler of Dask that cannot be joined."""

import asyncio
import gc

import pytest

from ingest.errors import ConfigError
from ingest.scale.cluster import joined


@pytest.mark.parametrize("address", ["0", "xx://there", "tcp://[::1", "tls://127.0.0.1:1", ""])
def test_what_is_no_scheduler_is_named_and_nothing_is_left_unawaited(address: str) -> None:
    async def join() -> None:
        async with joined(address, 0):
            pass

    with pytest.raises(ConfigError, match="no scheduler of Dask answers there"):
        asyncio.run(join())
    gc.collect()  # what was left is an error of this test
