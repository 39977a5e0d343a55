"""The wire format of Protocol Buffers: fields by number, none of which is read before it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

from symcount.errors import FileError
from symcount.models.files.allowance import Allowance
from symcount.models.files.span import DAMAGED, Span

VARINT, EIGHT_BYTES, BYTES, FOUR_BYTES = 0, 1, 2, 5
FIXED = {EIGHT_BYTES: 8, FOUR_BYTES: 4}

MAX_FIELDS = 500_000
LONGEST = 10
"""Bytes of a number."""


@dataclass(slots=True)
class Message:
    """A stretch of bytes with fields in it; all messages of a file together may have so many, each counted as one more."""

    file: Span
    allowance: Allowance

    def fields(self) -> Iterator[tuple[int, int | Message]]:
        """The fields in order: their number, and a whole number or the bytes of the field. Numbers of fixed width are left out.

        Errors: `FileError` for what is no message, and too many fields.
        """
        data, place, end, spend = self.file.data, self.file.start, self.file.end, self.allowance.spend
        spend()  # to look into one takes as long as a field
        while place < end:
            spend()
            key, place = _varint(data, place, end)
            wire = key & 7
            if wire == VARINT:
                value, place = _varint(data, place, end)
                yield key >> 3, value
            elif wire == BYTES:
                length, place = _varint(data, place, end)
                if place + length > end:
                    raise FileError("an entry of it would end behind what it stands in", hint=DAMAGED)
                yield key >> 3, Message(Span(data, place, place + length), self.allowance)
                place += length
            elif wire in FIXED and place + FIXED[wire] <= end:
                place += FIXED[wire]
            else:
                raise FileError(f"an entry of it is of a kind that there is not, near byte {place:,}", hint=DAMAGED)

    def parts(self, number: int) -> Iterator[Message]:
        """The fields of a number that are messages."""
        return (value for field, value in self.fields() if field == number and isinstance(value, Message))

    def numbers(self) -> list[int]:
        """The bytes as whole numbers one behind the other. Errors: `FileError` for too many."""
        found, place = [], self.file.start
        while place < self.file.end:
            value, place = _varint(self.file.data, place, self.file.end)
            self.allowance.spend()
            found.append(value)
        return found

    def text(self, most: int) -> str:
        """The bytes as a text. Errors: `FileError` for none, or one of more than so many bytes."""
        if len(self.file) > most:
            raise FileError(f"a name in it would be {len(self.file):,} bytes", hint=DAMAGED)
        return self.allowance.text(self.file.take(0, len(self.file)))


def message(file: Span) -> Message:
    """A file as a message."""
    return Message(file, Allowance(MAX_FIELDS))


def _varint(data: mmap, place: int, end: int) -> tuple[int, int]:
    """A whole number of any width, and the place behind it."""
    if place < end and data[place] < 128:  # by far the most
        return data[place], place + 1
    value = shift = 0
    for byte in data[place : min(place + LONGEST, end)]:
        place += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, place
        shift += 7
    raise FileError(f"a number of it has no end, near byte {place:,}", hint=DAMAGED)
