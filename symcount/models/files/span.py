"""A stretch of a file: none of it is read before it is asked for, and nothing outside of it ever is."""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from symcount.errors import FileError

DAMAGED = "it is damaged or was not saved whole: save or download it again"
"""What to do about a file that contradicts itself."""


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes of a file from `start` to `end`; places in it count from its start."""

    data: mmap
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def take(self, place: int, length: int) -> bytes:
        """So many bytes. Errors: `FileError` where there are none, such as in a truncated file."""
        self._check(place, length)
        return self.data[self.start + place : self.start + place + length]

    def head(self, length: int) -> bytes:
        """The first bytes, or as many as there are."""
        return self.data[self.start : min(self.start + length, self.end)]

    def unpack(self, form: struct.Struct, place: int) -> tuple[Any, ...]:
        """The numbers at a place. Errors: `FileError` where the file has ended."""
        self._check(place, form.size)
        return form.unpack_from(self.data, self.start + place)

    def part(self, place: int, length: int) -> Span:
        """A stretch of the stretch. Errors: `FileError` where the file has ended."""
        self._check(place, length)
        return Span(self.data, self.start + place, self.start + place + length)

    def _check(self, place: int, length: int) -> None:
        if place < 0 or length < 0 or place + length > self.end - self.start:
            raise FileError(f"it ends before byte {place + length:,}", hint=DAMAGED)


@contextmanager
def opened(path: Path) -> Iterator[Span]:
    """A file as one stretch.

    Errors: `FileError` for what is no plain file, cannot be opened or is empty.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))  # a pipe must not be waited for
    except (OSError, ValueError) as error:
        raise FileError(_reason(error)) from error
    try:
        size = _size(handle)
        mapped = mmap(handle, size, access=ACCESS_READ)
    except (OSError, OverflowError, ValueError) as error:
        raise FileError(_reason(error)) from error
    finally:
        os.close(handle)
    with mapped:
        yield Span(mapped, 0, size)


def _size(handle: int) -> int:
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        raise FileError("it is no plain file")
    if not found.st_size:
        raise FileError("it is empty")
    return found.st_size


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"{reason[:1].lower()}{reason[1:]}"
