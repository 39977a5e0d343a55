"""Files made to take time or memory: each is refused, or read, within two seconds and 200 MB."""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest

from symcount.errors import SymcountError
from symcount.models.files import read
from tests.fuzz.limits import limits
from tests.models.files.written import entry, gguf, gguf_text, onnx, pickled_text, torch_archive, with_header

MOST = 200 * 2**20


def put(path: Path, made: bytes) -> None:
    path.write_bytes(made)


def pickle_of(path: Path, made: bytes) -> None:
    torch_archive(path, made, {})


def many_members(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", b"\x80\x02}.")
    content = path.read_bytes()
    place = content.index(b"PK\1\2")
    directory = content[place : content.index(b"PK\5\6")] * 200_000
    path.write_bytes(content[:place] + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, len(directory), place, 0))


def nested_onnx(path: Path) -> None:
    """A graph in a graph, and so on, whose bytes are all there."""
    graph = entry(5, entry(8, b"a"))
    for _ in range(3_000):
        graph = entry(1, entry(5, entry(6, graph)))
    path.write_bytes(entry(1, 9) + entry(7, graph))


FILES: dict[str, Callable[[Path], None]] = {
    "a header of names": lambda path: put(path, with_header(b"{" + b",".join(b'"%d":%d' % (number, number) for number in range(639_000)) + b"}")),
    "a header of entries": lambda path: put(path, with_header(b"{" + b",".join(b'"%d":{"data_offsets":0}' % number for number in range(160_000)) + b"}")),
    "a header of lists": lambda path: put(path, with_header(b'{"a":[' + b",".join([b"[]"] * 319_000) + b"]}")),
    "a header of texts": lambda path: put(path, with_header(b'{"a":[' + b",".join([b'"abcdef"'] * 1_190_000) + b"]}")),
    "a header of one text": lambda path: put(path, with_header(b'{"a":"' + b"a" * 33_000_000 + b'"}')),
    "a header of wide characters": lambda path: put(path, with_header(b'{"a":"' + "\U0001f600".encode() * 2_000_000 + b'"}')),
    "a header of brackets": lambda path: put(path, with_header(b"[" * 30_000_000)),
    "a configuration of 30 MB": lambda path: put(path, b'{"a": "' + b"\\u0041" * 5_000_000 + b'"}'),
    "a pickle of dictionaries": lambda path: pickle_of(path, b"}" * 30_000_000),
    "a pickle of lists in lists": lambda path: pickle_of(path, b"]" + b"]a" * 10_000_000),
    "a pickle that keeps everything": lambda path: pickle_of(path, b"}\x94" * 10_000_000),
    "a pickle of names": lambda path: pickle_of(path, b"}(" + b"".join(pickled_text(str(number)) + b"]" for number in range(390_000)) + b"u"),
    "a pickle that doubles": lambda path: pickle_of(path, b")" + b"q\x00h\x00\x86" * 300_000),
    "a pickle of endless names": lambda path: pickle_of(path, b"c" + b"a" * 30_000_000),
    "an archive of many members": many_members,
    "an archive of nothing": lambda path: put(path, b"PK\3\4" + b"PK\5\6" * 2_000_000),
    "metadata of many texts": lambda path: put(path, gguf({}, entries=1, metadata=gguf_text("a") + struct.pack("<LLQ", 9, 8, 1_499_999) + bytes(12_000_000))),
    "metadata of many entries": lambda path: put(path, gguf({}, entries=99_999, metadata=(gguf_text("") + struct.pack("<LQL", 9, 8 << 32, 0)) * 99_999)),
    "many tensors of nothing": lambda path: put(path, gguf({}, count=149_999, metadata=bytes(24) * 150_000)),
    "a graph of nothing": lambda path: put(path, entry(1, 9) + entry(7, b"\x08\x00" * 5_000_000)),
    "a graph of empty nodes": lambda path: put(path, entry(1, 9) + entry(7, entry(1, b"") * 1_100_000)),
    "graphs in graphs": nested_onnx,
    "a shape of many sides": lambda path: put(path, onnx(entry(1, 1) * 3_000_000)),
    "HDF5 that is zero": lambda path: put(path, b"\x89HDF\r\n\x1a\n" + b"\0\0\0\0\0\x08\x08\0" + bytes(10_000_000)),
}


@pytest.mark.parametrize("kind", FILES)
def test_hostile_files(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "model"
    FILES[kind](path)
    with suppress(SymcountError), limits(MOST):
        read(path)
    assert list(tmp_path.iterdir()) == [path]
