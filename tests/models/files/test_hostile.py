"""Files made to take time or memory: each is refused, or read, within two seconds and 200 MB."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest

from symcount.errors import SymcountError
from symcount.models.files import read
from tests.fuzz.limits import limits
from tests.models.files.written import entry, gguf, gguf_text, onnx, pickled_tensor, pickled_text, torch_archive, with_header
from tests.models.files.written_hdf5 import BEGIN, CONTINUATION, VARIABLE, attribute, branches, entity, hdf5, heap, link, names_at, table

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


def nodes_on_each_other(path: Path) -> None:
    """The members of a group in nodes that lie on each other, each of as many members as can be."""
    count, begin = 300, BEGIN + 8_000
    group = entity(table(BEGIN + 400, BEGIN + 200))
    tree = branches(*(begin + 24 + 40 * number for number in range(count)))
    head = group.ljust(200, b"\0") + names_at(BEGIN + 300).ljust(100, b"\0") + b"a".ljust(100, b"\0") + tree
    put(path, hdf5(head.ljust(8_000, b"\0") + (bytes(24) + struct.pack("<4s2xH8x", b"SNOD", 65_535)) * 66_000))


def texts_in_a_heap(path: Path, texts: Mapping[int, bytes], number: int, length: int) -> None:
    """The same text of a heap again and again."""
    place = 6_500_000
    values = struct.pack("<LQL", length, BEGIN + place, number) * 4_000
    group = entity(*[attribute(b"a", values, 4_000, width=16, kind=VARIABLE)] * 100)
    put(path, hdf5(group.ljust(place, b"\0") + heap(texts)))


def blocks_in_a_ring(path: Path) -> None:
    """An object that is told of in a block which is followed by itself."""
    kind, told = attribute(b"a", b"a" * 65_000, width=65_000)
    block = struct.pack("<HHB3x", kind, len(told), 0) + told + struct.pack("<HHB3xQQ", CONTINUATION, 16, 0, BEGIN + 64, len(told) + 32)
    group = entity((CONTINUATION, struct.pack("<QQ", BEGIN + 64, len(block))))
    put(path, hdf5(group.ljust(64, b"\0") + block))


def layers_listed_again(path: Path) -> None:
    texts = b"a\0" * 32_000
    group = entity(attribute(b"layer_names", texts, 32_000, width=2), link(b"a", BEGIN + 70_000))
    put(path, hdf5(group.ljust(70_000, b"\0") + entity(attribute(b"weight_names", texts, 32_000, width=2))))


def few_names_many_paths(path: Path) -> None:
    """Names and a tensor that are kept, and stand in dictionary after dictionary."""
    kept = pickled_tensor("0", (1,)) + b"q\x000"
    kept += b"".join(pickled_text("a" * 285 + f"\U0001f600{number:03}") + b"r" + struct.pack("<L", number + 1) + b"0" for number in range(300))
    names = b"".join(b"j" + struct.pack("<L", number + 1) + b"h\0" for number in range(300))
    torch_archive(path, kept + b"}(" + b"".join(pickled_text(str(number)) + b"}(" + names + b"u" for number in range(490)) + b"u", {"0": 4})


def names_of_no_text(path: Path) -> None:
    """An archive whose names are bytes that are no UTF-8."""
    many_members(path)
    content = path.read_bytes()
    name = b"\xff" * 60_000 + "\U0001f600".encode()
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0)
    directory = b"".join(entry + name[:-9] + b"%05d" % number + name[-4:] for number in range(400))
    path.write_bytes(content[:100] + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 400, 400, len(directory), 100, 0))


def named_graphs(levels: int) -> bytes:
    """A node with a graph of nodes, and so on; at the end are many with long names before theirs."""
    graph = entry(1, entry(5, entry(6, b""))) * 100_000
    for _ in range(levels):
        node = entry(3, b"a" * 300) + entry(5, entry(6, graph))
        graph = entry(1, node)
    return node


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
    "sides in many fields": lambda path: put(path, onnx(entry(1, b"\1" * 640) * 150_000 + entry(2, 1) + entry(8, b"a"))),
    "long names of graphs": lambda path: put(path, onnx(nodes=[named_graphs(49)])),
    "a text that is a shape": lambda path: pickle_of(path, b"ctorch\nSize\n" + pickled_text("a" * 30_000_000) + b"\x85R"),
    "a shape that is copied": lambda path: pickle_of(path, b"ctorch\nSize\nq\0(" + b"K\1" * 200_000 + b"lq\1" + b"h\0h\1\x85R" * 100_000),
    "arguments that are copied": lambda path: pickle_of(path, b"ccollections\nOrderedDict\nq\0(" + b"K\1" * 400_000 + b"tq\1" + b"h\0h\1R" * 70_000),
    "few names and many paths": few_names_many_paths,
    "a path of long names": lambda path: torch_archive(
        path, b"}(" + pickled_text("a" * 20_000_000) + b"q\1" + b"}(h\1" * 11 + pickled_tensor("0", (1,)) + b"u" * 12, {"0": 4}
    ),
    "an archive of names that are no text": names_of_no_text,
    "texts of no width": lambda path: put(path, hdf5(entity(attribute(b"a", b"", 2**23, width=0)))),
    "texts of no width in a heap": lambda path: put(path, hdf5(entity(attribute(b"a", b"", 2**23, width=0, kind=VARIABLE)))),
    "nodes on each other": nodes_on_each_other,
    "the last text of a heap": lambda path: texts_in_a_heap(path, dict.fromkeys(range(1, 60_000), b"abcdefgh"), 59_999, 5),
    "a long text again and again": lambda path: texts_in_a_heap(path, {1: b"a" * 2_000_000}, 1, 2_000_000),
    "an empty text of 8 MB": lambda path: texts_in_a_heap(path, {1: b"\0" + b"a" * 8_000_000}, 1, 8_000_000),
    "blocks in a ring": blocks_in_a_ring,
    "layers that are listed again": layers_listed_again,
    "HDF5 that is zero": lambda path: put(path, b"\x89HDF\r\n\x1a\n" + b"\0\0\0\0\0\x08\x08\0" + bytes(10_000_000)),
}


@pytest.mark.parametrize("kind", FILES)
def test_hostile_files(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "model"
    FILES[kind](path)
    with suppress(SymcountError), limits(MOST):
        read(path)
    assert list(tmp_path.iterdir()) == [path]
