"""HDF5 as h5py writes it: groups, shapes of the arrays in them, and texts beside them. No number, no other file and no packed array is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import prod
from struct import Struct
from typing import Any

from symcount.errors import FileError, shown
from symcount.models.files.hdf5_messages import (
    ATTRIBUTE,
    DATASPACE,
    DATATYPE,
    EIGHT,
    LAYOUT,
    LINK,
    LINKS,
    NOWHERE,
    TABLE,
    Datatype,
    Message,
    Source,
    attribute_of,
    check_layout,
    datatype_of,
    link_of,
    messages,
    shape_of,
)  # fmt: skip
from symcount.models.files.span import DAMAGED, Span
from symcount.models.files.tensors import MAX_NAME, MAX_TENSORS

SIGNATURE = b"\x89HDF\r\n\x1a\n"
NEWER = "write it again with h5py's usual settings"
MAX_DEPTH, MAX_PATH = 60, 2_000
"""Groups in groups, and characters of their names together."""

TREE_LEVELS = 20
COUNT, MEMBER = Struct("<6xH"), Struct("<QQL")


@dataclass(frozen=True)
class Item:
    """A group or an array by its path. `attributes` are its texts; `shape` is None for a group."""

    path: str
    attributes: Mapping[str, Any] = field(hash=False)
    shape: tuple[int, ...] | None = None
    numbers: str = ""


def read_hdf5(file: Span) -> Iterator[Item]:
    """The groups and arrays of a file, each group before what is in it, by name; one that has several names by the first.

    Errors: `FileError` for a damaged file, and one in a form that h5py writes only when told to.
    """
    file, place = _root(file)
    source = Source(file)
    seen: set[int] = set()
    waiting, keep = [("", place, 0)], source.allowance.keep
    while waiting:
        path, place, depth = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        if len(seen) > 2 * MAX_TENSORS or depth > MAX_DEPTH or len(path) > MAX_PATH:
            raise FileError("it has groups in groups without end, or more of them than are read")
        item, links = _object(source, path, place)
        yield item
        waiting.extend((keep(f"{path}/{name}") if path else name, there, depth + 1) for name, there in sorted(links.items(), reverse=True))


def _root(file: Span) -> tuple[Span, int]:
    """The file from where its places count, and the place of the outermost group."""
    (version,) = file.unpack(Struct("<8xB"), 0)
    if version in (0, 1):
        offsets, lengths = file.unpack(Struct("<13xBB"), 0)
        begin = 24 if version == 0 else 28
        base, root = file.unpack(EIGHT, begin)[0], file.unpack(EIGHT, begin + 40)[0]
        end = file.unpack(EIGHT, begin + 16)[0]
    elif version in (2, 3):
        offsets, lengths = file.unpack(Struct("<9xBB"), 0)
        base, _, end, root = file.unpack(Struct("<12x4Q"), 0)
    else:
        raise FileError(f"it is HDF5 of version {version}, which is not known here", hint=NEWER)
    if (offsets, lengths) != (8, 8):
        raise FileError("its places are not numbers of eight bytes", hint=NEWER)
    if end > len(file):
        raise FileError(f"it should be {end:,} bytes, but has {len(file):,}", hint=DAMAGED)
    return file.part(base, len(file) - base), root


def _object(source: Source, path: str, place: int) -> tuple[Item, dict[str, int]]:
    """What is at a place, and what is in it if it is a group."""
    attributes: dict[str, Any] = {}
    links: dict[str, int] = {}
    shape: tuple[int, ...] | None = None
    kind: Datatype | None = None
    layout: Span | None = None
    for message in messages(source, place):
        if message.kind == ATTRIBUTE:
            name, value = attribute_of(message.body, source)
            attributes[name] = value
        elif message.kind == DATASPACE:
            shape = shape_of(message.body)
        elif message.kind == DATATYPE:
            kind = datatype_of(message.body)
        elif message.kind == LAYOUT:
            layout = message.body
        else:
            links.update(_links(message, source))
    if layout is None or shape is None or kind is None:
        return Item(path, attributes), links
    check_layout(layout, source.file, prod(shape) * kind.width)
    return Item(path, attributes, shape, kind.numbers), {}


def _links(message: Message, source: Source) -> dict[str, int]:
    """The hard links that a message on a group states: what is a name or another file is not followed."""
    if message.kind == TABLE:
        return _table(source, message.body.unpack(EIGHT, 0)[0], message.body.unpack(EIGHT, 8)[0])
    if message.kind == LINK:
        name, place = link_of(message.body, source)
        return {_named(name): place} if place is not None else {}
    if message.kind == LINKS:
        (flags,) = message.body.unpack(Struct("<xB"), 0)
        if message.body.unpack(EIGHT, 10 if flags & 1 else 2)[0] != NOWHERE:
            raise FileError("its groups are stored in a form that is not read here", hint=NEWER)
    return {}


def _table(source: Source, tree: int, heap: int) -> dict[str, int]:
    """The links of a group that has its names in a heap and its members in a tree."""
    file = source.file
    signature, _, _, names = file.unpack(Struct("<4s4xQQQ"), heap)
    if signature != b"HEAP":
        raise FileError("the names of a group in it are not where they should be", hint=DAMAGED)
    found: dict[str, int] = {}
    waiting, seen = [(tree, TREE_LEVELS)], set[int]()
    while waiting:
        place, level = waiting.pop()
        source.allowance.spend()
        if place in seen or level < 0:
            raise FileError("a group in it contains itself", hint=DAMAGED)
        seen.add(place)
        signature = file.take(place, 4)
        if signature == b"TREE":
            (count,) = file.unpack(COUNT, place)
            source.allowance.spend(count)
            waiting.extend((file.unpack(EIGHT, place + 32 + 16 * child)[0], level - 1) for child in range(count))
        elif signature == b"SNOD":
            found.update(_members(source, place, names))
        else:
            raise FileError("the members of a group in it are not where they should be", hint=DAMAGED)
    return found


def _members(source: Source, node: int, names: int) -> Iterator[tuple[str, int]]:
    file = source.file
    (count,) = file.unpack(COUNT, node)
    source.allowance.spend(count)  # nodes may lie on each other
    for number in range(count):
        name, place, kind = file.unpack(MEMBER, node + 8 + 40 * number)
        if kind != 2:  # a link to a name
            yield _named(source.text(file.part(names + name, min(MAX_NAME, len(file) - names - name)))), place


def _named(name: str) -> str:
    if not name or len(name) >= MAX_NAME or "/" in name:
        raise FileError(f"a name in it is {shown(name)}", hint=DAMAGED)
    return name
