"""Which file a fault is in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from symcount.errors import MAX_SHOWN, FileError


@contextmanager
def about(path: Path) -> Iterator[None]:
    """Name the file in a fault that does not say which it is. Errors: `FileError` as raised, with the path; the name alone if that is long."""
    try:
        yield
    except FileError as error:
        if error.path:
            raise
        name = str(path) if len(str(path)) <= MAX_SHOWN else path.name
        raise FileError(error.problem, hint=error.hint, path=name or "this file") from error
