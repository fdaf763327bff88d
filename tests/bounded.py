"""Work whose cost has a bound, on input that would take hours without one."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

_MOST = 60  # seconds of processor time, tens of times what any of it takes; what grows with the square of its input passes it by far


@contextmanager
def bounded() -> Iterator[None]:
    start = process_time()
    yield
    assert process_time() - start < _MOST
