"""Writing to a file that the user named."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Gives an OSError that names no file, such as that of a full disk, the name of this one."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            raise OSError(error.errno or errno.EIO, error.strerror or str(error), str(file)) from error
        raise
