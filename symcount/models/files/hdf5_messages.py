"""The messages of which HDF5 describes an object: shapes, types, links, attributes. Texts alone are read of attributes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import prod
from struct import Struct
from typing import Any

from symcount.errors import FileError, shown
from symcount.models.files.allowance import Allowance
from symcount.models.files.span import DAMAGED, Span

BYTE, TWO, FOUR, EIGHT = Struct("<B"), Struct("<H"), Struct("<L"), Struct("<Q")
NOWHERE = 2**64 - 1

DATASPACE, LINKS, DATATYPE, LINK, LAYOUT, ATTRIBUTE, CONTINUATION, TABLE = 0x1, 0x2, 0x3, 0x6, 0x8, 0xC, 0x10, 0x11
MAX_ENTRIES = 300_000
"""Objects of a file, messages about them, their members and the texts beside them."""

MAX_SIDES = 32
MAX_TEXT = 8 * 2**20
"""Bytes of an attribute: a configuration has some hundred thousand."""

WHOLE_NUMBER, DECIMAL, TEXT, BITS, COMPOUND, ENUMERATION, VARIABLE = 0, 1, 3, 4, 6, 8, 9
WIDTHS_OF_WHOLE = {1: "int8", 2: "int16", 4: "int32", 8: "int64"}


@dataclass(frozen=True, slots=True)
class Datatype:
    """A type of values: its class, and the bytes of each."""

    kind: int
    width: int

    @property
    def numbers(self) -> str:
        """The usual name of whole numbers and truth values, which tell what a tensor is; none of the others."""
        return WIDTHS_OF_WHOLE.get(self.width, "int64") if self.kind == WHOLE_NUMBER else "bool" if self.kind == ENUMERATION else ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message about an object."""

    kind: int
    body: Span


@dataclass(slots=True)
class Source:
    """A file, what may still be read of it, and the heaps of texts in it that were looked through: places of texts by number."""

    file: Span
    allowance: Allowance = field(default_factory=lambda: Allowance(MAX_ENTRIES))
    heaps: dict[int, dict[int, Span]] = field(default_factory=dict)

    def text(self, found: Span) -> str:
        """The text in some bytes, up to its end. Errors: `FileError` for none."""
        end = found.data.find(b"\0", found.start, found.end)
        return self.allowance.text(found.head(end - found.start if end >= 0 else len(found)))


def messages(source: Source, place: int) -> Iterator[Message]:
    """The messages about the object at a place. Errors: `FileError` for what is no object, and too many messages."""
    file = source.file
    source.allowance.spend()
    if file.take(place, 4) == b"OHDR":
        yield from _new_messages(source, place)
        return
    version, _, _, _, length = file.unpack(Struct("<BBHLL"), place)
    if version != 1:
        raise FileError(f"there is no object at byte {place:,}", hint=DAMAGED)
    yield from _listed(source, [file.part(place + 16, length)], Struct("<HHB3x"), 0)


def _new_messages(source: Source, place: int) -> Iterator[Message]:
    file = source.file
    (flags,) = file.unpack(BYTE, place + 5)
    begin = place + 6 + (16 if flags & 0x20 else 0) + (4 if flags & 0x10 else 0)
    width = 1 << (flags & 3)
    length = int.from_bytes(file.take(begin, width), "little")
    yield from _listed(source, [file.part(begin + width, length)], Struct("<BHBH" if flags & 4 else "<BHB"), 4)


def _listed(source: Source, blocks: list[Span], head: Struct, around: int) -> Iterator[Message]:
    """The messages of blocks, of which one may name a further one; `around` is how many bytes a further one has before and behind them."""
    for block in blocks:
        place = 0
        while place + head.size <= len(block):
            source.allowance.spend()
            kind, length = block.unpack(head, place)[:2]
            body = block.part(place + head.size, length)
            place += head.size + length
            if kind == CONTINUATION:
                further, size = body.unpack(EIGHT, 0)[0], body.unpack(EIGHT, 8)[0]
                blocks.append(source.file.part(further + around, size - 2 * around))
            else:
                yield Message(kind, body)


def shape_of(body: Span) -> tuple[int, ...]:
    """The sides that a message on a space states. Errors: `FileError` for too many."""
    version, count, _ = body.unpack(Struct("<3B"), 0)
    if version not in (1, 2) or count > MAX_SIDES:
        raise FileError("a shape in it is damaged", hint=DAMAGED)
    begin = 8 if version == 1 else 4
    return tuple(body.unpack(EIGHT, begin + 8 * side)[0] for side in range(count))


def datatype_of(body: Span) -> Datatype:
    """The type that a message states."""
    kind, width = body.unpack(Struct("<B3xL"), 0)
    return Datatype(kind & 15, width)


def check_layout(body: Span, file: Span, size: int) -> None:
    """Make sure that values which lie in one piece are in the file. Errors: `FileError` if they are not, or lie in another file."""
    version, kind = body.unpack(Struct("<BB"), 0)
    if version >= 3 and kind == 1:
        place, length = body.unpack(EIGHT, 2)[0], body.unpack(EIGHT, 10)[0]
        if length < size:
            raise FileError(f"a tensor of {size:,} bytes has {length:,}", hint=DAMAGED)
        if place != NOWHERE:
            file.part(place, length)


def link_of(body: Span, source: Source) -> tuple[str, int | None]:
    """Name and place of what a link leads to; None where it leads to a name or another file."""
    _, flags = body.unpack(Struct("<BB"), 0)
    place = 2
    kind = 0
    if flags & 8:
        (kind,) = body.unpack(BYTE, place)
        place += 1
    place += (8 if flags & 4 else 0) + (1 if flags & 0x10 else 0)
    width = 1 << (flags & 3)
    length = int.from_bytes(body.take(place, width), "little")
    name = source.text(body.part(place + width, length))
    return name, body.unpack(EIGHT, place + width + length)[0] if kind == 0 else None


def attribute_of(body: Span, source: Source) -> tuple[str, Any]:
    """Name and value of an attribute: a text, a list of texts, or None for anything else."""
    version, _, name_length, type_length, space_length = body.unpack(Struct("<BBHHH"), 0)
    if version not in (1, 2, 3):
        raise FileError("an attribute in it is damaged", hint=DAMAGED)
    place = 9 if version == 3 else 8
    name = source.text(body.part(place, name_length))
    place += _padded(name_length, version)
    kind = datatype_of(body.part(place, type_length))
    place += _padded(type_length, version)
    shape = shape_of(body.part(place, space_length))
    place += _padded(space_length, version)
    if kind.kind not in (TEXT, VARIABLE):
        return name, None
    count, left = prod(shape), len(body) - place
    if not kind.width or count > left // kind.width:
        raise FileError(f"{shown(name)} would be {count:,} texts of {kind.width:,} bytes, but has {left:,} bytes", hint=DAMAGED)
    source.allowance.spend(count)
    values = [body.part(place + number * kind.width, kind.width) for number in range(count)]
    texts = [source.text(_variable(value, source) if kind.kind == VARIABLE else value) for value in values]
    return name, texts if shape else texts[0]


def _padded(length: int, version: int) -> int:
    return -(-length // 8) * 8 if version == 1 else length


def _variable(value: Span, source: Source) -> Span:
    """A text that lies in a heap of the file."""
    source.allowance.spend()
    (length, place, number) = value.unpack(Struct("<LQL"), 0)
    if not length:
        return value.part(0, 0)
    if place not in source.heaps:
        source.heaps[place] = dict(_heap(source, place))
    found = source.heaps[place].get(number)
    if found is None or length > MAX_TEXT:
        raise FileError("a text in it is not where it should be", hint=DAMAGED)
    return found.part(0, min(len(found), length))


def _heap(source: Source, place: int) -> Iterator[tuple[int, Span]]:
    """The texts of a heap by their numbers; heaps may lie on each other."""
    file = source.file
    if file.take(place, 4) != b"GCOL":
        raise FileError("a text in it is not where it should be", hint=DAMAGED)
    (size,) = file.unpack(EIGHT, place + 8)
    heap, at = file.part(place, size), 16
    while at + 16 <= len(heap):
        source.allowance.spend()
        index, _, _, width = heap.unpack(Struct("<HHLQ"), at)
        if index == 0:
            break
        yield index, heap.part(at + 16, width)
        at += 16 + -(-width // 8) * 8
