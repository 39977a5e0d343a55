"""Small HDF5 files, right and wrong, byte by byte: what h5py would never write."""

from __future__ import annotations

import struct
from collections.abc import Mapping

BEGIN = 96
"""Where the first object is, behind what every file begins with."""

SPACE, TYPE, LINK, LAYOUT, ATTRIBUTE, CONTINUATION, TABLE = 1, 3, 6, 8, 12, 16, 17
TEXT, VARIABLE = 3, 9


def hdf5(content: bytes, root: int = BEGIN) -> bytes:
    """A file with this content, whose outermost group is at a place."""
    end = BEGIN + len(content)
    return b"\x89HDF\r\n\x1a\n" + struct.pack("<8B2HL6Q24x", 0, 0, 0, 0, 0, 8, 8, 0, 4, 16, 0, 0, 0, end, 0, 0, root) + content


def entity(*messages: tuple[int, bytes]) -> bytes:
    """An object that these messages tell of."""
    body = b"".join(struct.pack("<HHB3x", kind, len(told), 0) + told for kind, told in messages)
    return struct.pack("<BBHLL4x", 1, 0, len(messages), 1, len(body)) + body


def attribute(name: bytes, values: bytes, *sides: int, width: int, kind: int = TEXT) -> tuple[int, bytes]:
    """An attribute of so many values of a width."""
    of_values, space = type_of(kind, width), space_of(*sides)
    return ATTRIBUTE, struct.pack("<BBHHHB", 3, 0, len(name), len(of_values), len(space), 0) + name + of_values + space + values


def type_of(kind: int, width: int) -> bytes:
    """A type."""
    return struct.pack("<B3xL", kind | 16, width)


def space_of(*sides: int) -> bytes:
    """A shape."""
    return struct.pack(f"<4B{len(sides)}Q", 2, len(sides), 0, 1, *sides)


def link(name: bytes, place: int) -> tuple[int, bytes]:
    """A link to an object."""
    return LINK, struct.pack("<BBH", 1, 1, len(name)) + name + struct.pack("<Q", place)


def array(*sides: int) -> bytes:
    """An array of numbers that are not there yet."""
    nowhere = struct.pack("<BB2Q", 3, 1, 2**64 - 1, 2**62)
    return entity((SPACE, space_of(*sides)), (TYPE, type_of(1, 4)), (LAYOUT, nowhere))


def heap(texts: Mapping[int, bytes]) -> bytes:
    """A heap of texts by their numbers."""
    parts = b"".join(struct.pack("<HHLQ", number, 1, 0, len(text)) + text + bytes(-len(text) % 8) for number, text in texts.items())
    return struct.pack("<4sB3xQ", b"GCOL", 1, 16 + len(parts)) + parts


def table(tree: int, names: int) -> tuple[int, bytes]:
    """The members of a group are in this tree and have their names in this heap."""
    return TABLE, struct.pack("<QQ", tree, names)


def names_at(place: int) -> bytes:
    """The heap of a group's names, which lie at a place."""
    return struct.pack("<4s4xQQQ", b"HEAP", 2**20, 0, place)


def branches(*places: int) -> bytes:
    """A node of a tree, with nodes below it."""
    return struct.pack("<4sBBH16x", b"TREE", 0, 0, len(places)) + b"".join(struct.pack("<QQ", 0, place) for place in places)
