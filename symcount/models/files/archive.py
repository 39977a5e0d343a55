"""Zip archives by their directory: where a member lies, and those that are asked for, unpacked within limits."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct

from symcount.errors import FileError, shown
from symcount.models.files.span import DAMAGED, Span

SIGNATURE = b"PK\3\4"
MAX_DIRECTORY = 24 * 2**20
MAX_MEMBERS = 160_000
MAX_COMMENT = 2**16 - 1

END = Struct("<4s4H2LH")
LOCATOR = Struct("<4sLQL")
END_64 = Struct("<4sQ2H2L4Q")
ENTRY = Struct("<4s6H3L5H2L")
LOCAL = Struct("<4s5H3L2H")
FIELD = Struct("<2H")
WIDE = Struct("<Q")

NARROW = 2**32 - 1
"""Says that the number stands in a wider field."""

STORED, DEFLATED = 0, 8
ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: how many bytes it has, and how many there, at which place and packed how."""

    size: int
    packed: int
    place: int
    method: int
    checksum: int


@dataclass(frozen=True)
class Archive:
    """An archive and its members by name."""

    file: Span
    members: dict[str, Member]

    def span(self, name: str) -> Span:
        """Where a member lies that is not packed. Errors: `FileError` for one that is, or is cut off."""
        member = self._member(name)
        if member.method != STORED or member.packed != member.size:
            raise FileError(f"{shown(name)} is packed in it, where it must not be")
        return self._packed(member)

    def read(self, name: str, most: int) -> bytes:
        """A member, unpacked. Errors: `FileError` for more bytes than `most`, and others than were packed."""
        member = self._member(name)
        if member.size > most:
            raise FileError(f"{shown(name)} in it would be {member.size:,} bytes; more than {most:,} are not read")
        packed = self._packed(member)
        found = packed.take(0, len(packed)) if member.method == STORED else _inflated(packed, name, member.size)
        if len(found) != member.size or zlib.crc32(found) != member.checksum:
            raise FileError(f"{shown(name)} in it is not what was packed", hint=DAMAGED)
        return found

    def _member(self, name: str) -> Member:
        if name not in self.members:
            raise FileError(f"there is no {shown(name)} in it")
        return self.members[name]

    def _packed(self, member: Member) -> Span:
        signature, *_, name, extra = self.file.unpack(LOCAL, member.place)
        if signature != SIGNATURE:
            raise FileError("a member of the archive is not where its directory says", hint=DAMAGED)
        return self.file.part(member.place + LOCAL.size + name + extra, member.packed)


def _inflated(packed: Span, name: str, size: int) -> bytes:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return unpacker.decompress(packed.take(0, min(len(packed), 2 * size + MAX_COMMENT)), size + 1)
    except zlib.error as error:
        raise FileError(f"{shown(name)} in it cannot be unpacked: {error}", hint=DAMAGED) from error


def read_archive(file: Span) -> Archive:
    """The directory of an archive. Errors: `FileError` for one that is damaged, too long, or names a member twice."""
    directory = _directory(file)
    members: dict[str, Member] = {}
    for name, member in _entries(directory):
        if name in members or len(members) >= MAX_MEMBERS:
            raise FileError(f"{shown(name)} stands twice in the archive" if name in members else f"the archive has more than {MAX_MEMBERS:,} members")
        members[name] = member
    return Archive(file, members)


def _directory(file: Span) -> Span:
    """Where the directory lies, as the end of the archive says."""
    tail = file.part(max(0, len(file) - END.size - MAX_COMMENT), min(len(file), END.size + MAX_COMMENT))
    found = tail.take(0, len(tail)).rfind(b"PK\5\6")
    if found < 0:
        raise FileError("the directory at the end of the archive is missing", hint=DAMAGED)
    end = tail.start - file.start + found
    _, _, _, _, count, size, place, _ = file.unpack(END, end)
    if NARROW in (size, place) or count == 2**16 - 1:
        size, place = _wide_directory(file, end, size, place)
    if size > MAX_DIRECTORY:
        raise FileError(f"the directory of the archive would be {size:,} bytes; more than {MAX_DIRECTORY:,} are not read")
    return file.part(place, size)


def _wide_directory(file: Span, end: int, size: int, place: int) -> tuple[int, int]:
    if end < LOCATOR.size:
        return size, place
    signature, _, wide_end, _ = file.unpack(LOCATOR, end - LOCATOR.size)
    if signature != b"PK\6\7":
        return size, place
    *_, size, place = file.unpack(END_64, wide_end)
    return size, place


def _entries(directory: Span) -> Iterator[tuple[str, Member]]:
    place = 0
    while place < len(directory):
        signature, _, _, flags, method, _, _, checksum, packed, size, name_length, extra_length, comment, _, _, _, local = directory.unpack(ENTRY, place)
        place += ENTRY.size
        if signature != b"PK\1\2":
            raise FileError("the directory of the archive is damaged", hint=DAMAGED)
        name = directory.take(place, name_length).decode("utf-8", "surrogateescape")  # no longer than it is there
        if NARROW in (size, packed, local):
            size, packed, local = _widened(directory.take(place + name_length, extra_length), (size, packed, local))
        if flags & ENCRYPTED or method not in (STORED, DEFLATED):
            raise FileError(f"{shown(name)} in it is packed in a way that is not read: encrypted, or by method {method}")
        yield name, Member(size, packed, local, method, checksum)
        place += name_length + extra_length + comment


def _widened(extra: bytes, numbers: tuple[int, int, int]) -> tuple[int, int, int]:
    """The numbers of an entry, those that were too wide for it read from the field of wide numbers."""
    place = 0
    while place + FIELD.size <= len(extra):
        kind, length = FIELD.unpack_from(extra, place)
        place += FIELD.size
        if kind == 1:
            wide = iter([one for (one,) in WIDE.iter_unpack(extra[place : place + length // WIDE.size * WIDE.size])])
            size, packed, local = (next(wide, number) if number == NARROW else number for number in numbers)
            return size, packed, local
        place += length
    return numbers
