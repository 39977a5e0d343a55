"""What an answer may take: two seconds of the processor and 500 MB, or as many as are said, beyond what is in use before.

A processor that is shared with other work is half as fast, or less: a test fails after twice the time.
"""

from __future__ import annotations

import gc
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

SECONDS = 4
BYTES = 500 * 2**20


class TooSlow(AssertionError):
    """An answer took too long."""


@contextmanager
def limits(most: int = BYTES) -> Iterator[None]:
    """Stop what takes more: `TooSlow` after too many seconds, `MemoryError` at so many bytes.

    Time is the process' own, so that a busy machine is no fault of the program; nor are the objects of all other tests, which the collection of
    garbage passes over.
    """
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_in_use() + most, before[1]))
    handler = signal.signal(signal.SIGPROF, _too_slow)
    gc.freeze()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        gc.unfreeze()
        signal.signal(signal.SIGPROF, handler)
        resource.setrlimit(resource.RLIMIT_AS, before)


def _in_use() -> int:
    """The address space that the process has taken already."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()


def _too_slow(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise TooSlow(f"no answer after {SECONDS} seconds")
