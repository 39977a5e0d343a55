"""Small files, right and wrong, written with nothing but the standard library."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from symcount.models.files.formats import read_tensors
from symcount.models.files.span import opened
from symcount.models.files.tensors import Tensors

Shape = Sequence[int]


def read_bytes(folder: Path, content: bytes, name: str = "model") -> Tensors:
    """What is read from a file of these bytes."""
    path = folder / name
    path.write_bytes(content)
    with opened(path) as file:
        return read_tensors(file, name)


def shapes(found: Tensors) -> dict[str, tuple[Any, ...]]:
    """The tensors by name."""
    return {weight.name: weight.shape for weight in found.weights}


# -- safetensors -----------------------------------------------------------------------------------------------------


def safetensors(tensors: Mapping[str, Shape], **entries: Any) -> bytes:
    """Tensors of four bytes a number, and whatever else the header is to have."""
    header: dict[str, Any] = {}
    place = 0
    for name, shape in tensors.items():
        end = place + 4 * product(shape)
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [place, end]}
        place = end
    return with_header(json.dumps(header | entries).encode(), place)


def with_header(header: bytes, size: int = 0) -> bytes:
    """A header as it is, and as many bytes behind it."""
    return struct.pack("<Q", len(header)) + header + bytes(size)


def product(shape: Shape) -> int:
    """How many numbers a shape has."""
    count = 1
    for side in shape:
        count *= side
    return count


# -- GGUF ------------------------------------------------------------------------------------------------------------


def gguf(tensors: Mapping[str, Shape], *, version: int = 3, count: int | None = None, metadata: bytes = b"", entries: int = 0, kind: int = 0) -> bytes:
    """Tensors of four bytes a number behind metadata as it is."""
    infos, place = b"", 0
    for name, shape in tensors.items():
        infos += gguf_text(name) + struct.pack(f"<L{len(shape)}QLQ", len(shape), *reversed(shape), kind, place)
        place += -(-4 * product(shape) // 32) * 32
    head = struct.pack("<4sLQQ", b"GGUF", version, len(tensors) if count is None else count, entries) + metadata + infos
    return head + bytes(-len(head) % 32 + place)


def gguf_text(text: str) -> bytes:
    """A text as GGUF has it."""
    return struct.pack("<Q", len(text.encode())) + text.encode()


# -- Protocol Buffers ------------------------------------------------------------------------------------------------


def varint(number: int) -> bytes:
    """A whole number in as few bytes as it needs; of a negative one, as two's complement."""
    number %= 2**64
    found = b""
    while number > 127:
        found += bytes([number & 127 | 128])
        number >>= 7
    return found + bytes([number])


def entry(number: int, value: int | bytes) -> bytes:
    """A field of a message."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def onnx_tensor(name: str, shape: Shape, kind: int = 1, raw: bytes | None = None) -> bytes:
    """An initializer."""
    numbers = bytes(4 * product(shape)) if raw is None else raw
    return b"".join(entry(1, side) for side in shape) + entry(2, kind) + entry(8, name.encode()) + entry(9, numbers)


def onnx(*initializers: bytes, nodes: Sequence[bytes] = ()) -> bytes:
    """A model with these initializers and nodes."""
    graph = b"".join(entry(1, node) for node in nodes) + b"".join(entry(5, one) for one in initializers)
    return entry(1, 9) + entry(2, b"test") + entry(7, graph)


# -- pickles ---------------------------------------------------------------------------------------------------------

SYSTEM = b"\x80\x02cposix\nsystem\nX\x0f\x00\x00\x00touch it_was_soX\x85R."
"""A pickle that would run a command."""


def pickled_text(text: str) -> bytes:
    """A text in a pickle."""
    return b"X" + struct.pack("<L", len(text.encode())) + text.encode()


def pickled_number(number: int) -> bytes:
    """A whole number in a pickle."""
    return b"\x8a\x08" + struct.pack("<q", number)


def pickled_tensor(key: str, shape: Shape, strides: Shape | None = None, length: int | None = None, offset: int = 0, storage: str = "FloatStorage") -> bytes:
    """A tensor as torch.save writes it."""
    steps = [product(shape[place + 1 :]) for place in range(len(shape))] if strides is None else strides
    sides = b"(" + b"".join(map(pickled_number, shape)) + b"t(" + b"".join(map(pickled_number, steps)) + b"t"
    place = b"(" + pickled_text("storage") + f"ctorch\n{storage}\n".encode() + pickled_text(key) + pickled_text("cpu")
    count = product(shape) if length is None else length
    return b"ctorch._utils\n_rebuild_tensor_v2\n(" + place + pickled_number(count) + b"tQ" + pickled_number(offset) + sides + b"\x89}tR"


def pickled(items: Mapping[str, bytes]) -> bytes:
    """A dictionary of values that are pickled already."""
    return b"}(" + b"".join(pickled_text(name) + value for name, value in items.items()) + b"u"


def torch_archive(path: Path, content: bytes, storages: Mapping[str, int], **options: Any) -> None:
    """A file of torch.save: a pickle, and as many bytes of numbers as each storage has."""
    from zipfile import ZipFile

    with ZipFile(path, "w", **options) as archive:
        archive.writestr("archive/data.pkl", b"\x80\x02" + content + b".")
        for key, size in storages.items():
            archive.writestr(f"archive/data/{key}", bytes(size))
