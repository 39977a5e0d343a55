"""What may be read of one file altogether: parts of it may lie on each other, so that its length is no limit."""

from __future__ import annotations

from dataclasses import dataclass
from sys import getsizeof

from symcount.errors import FileError
from symcount.models.files.span import DAMAGED

MAX_TEXTS = 64 * 2**20
"""Bytes of memory that the names and texts of a file take: those of 150,000 tensors are 20 MB."""


@dataclass(slots=True)
class Allowance:
    """How many entries and bytes of texts a file may have, and how many were read of it."""

    most: int
    entries: int = 0
    texts: int = 0

    def spend(self, count: int = 1) -> None:
        """Read so many entries. Errors: `FileError` if they are too many."""
        self.entries += count
        if self.entries > self.most:
            raise FileError(f"it has more than {self.most:,} entries")

    def keep(self, text: str) -> str:
        """Read a text. Errors: `FileError` if all texts together are too long."""
        self.texts += getsizeof(text)
        if self.texts > MAX_TEXTS:
            raise FileError(f"its names and texts take more than {MAX_TEXTS:,} bytes")
        return text

    def text(self, found: bytes) -> str:
        """Read bytes as a text. Errors: `FileError` for what is no UTF-8, and as above."""
        try:
            return self.keep(found.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise FileError("a text in it is no UTF-8", hint=DAMAGED) from error
