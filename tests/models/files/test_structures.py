"""Files that are made of right parts in any order, with any numbers and places: each is read or refused, within two seconds and 200 MB."""

from __future__ import annotations

import json
import os
import struct
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symcount.errors import SymcountError
from symcount.models.files import read
from tests.fuzz.limits import limits
from tests.models.files.written import entry, gguf_text, pickled_number, pickled_tensor, pickled_text, torch_archive, with_header
from tests.models.files.written_hdf5 import BEGIN, TEXT, VARIABLE, attribute, branches, entity, hdf5, heap, link, names_at, space_of, table, type_of

EXAMPLES = 20 * int(os.environ.get("SYMCOUNT_EXAMPLES", "3"))
MOST = 200 * 2**20
LONGEST = 2**20
"""Bytes of a message and of a pickle, more than these may have instructions: Hypothesis keeps what it has made."""

NUMBERS = st.integers(0, 5) | st.sampled_from([255, 2**16 - 1, 2**23, 2**32 - 1, 2**63 - 1, 2**64 - 1])
NAMES = st.sampled_from([b"", b"a", b"b.weight", b"layer_names", b"weight_names", b"model_config", b"\xff", b"n" * 400])


def _pickles() -> st.SearchStrategy[bytes]:
    names = ("torch\nSize", "collections\nOrderedDict", "torch._utils\n_rebuild_tensor_v2", "torch._utils\n_rebuild_parameter", "torch\nFloatStorage")
    values = [b"N", b")", b"}", b"]", b"K\x02", b"\x88", pickled_number(2**40), pickled_number(-1), pickled_text("a" * 1_000), pickled_tensor("0", (2, 3))]
    whole = [f"c{name}\n".encode() for name in names]
    steps = [b"(", b"t", b"l", b"d", b"e", b"a", b"u", b"s", b"R", b"Q", b"b", b"0", b"\x85", b"\x86", b"\x87", b"q\0", b"h\0", b"q\1", b"h\1"]
    begin = st.lists(st.sampled_from(values + whole + steps * 2), max_size=40).map(b"".join)
    repeated = st.lists(st.sampled_from(values + steps), max_size=6).map(b"".join)
    return st.tuples(begin, repeated, st.sampled_from([1, 50_000])).map(lambda made: made[0] + (made[1] * made[2])[:LONGEST])


def _messages(inner: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    fields = st.sampled_from([1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 15, 25])
    field = st.builds(entry, fields, NUMBERS) | st.builds(entry, fields, inner | NAMES)
    return st.tuples(st.lists(field, max_size=6).map(b"".join), st.sampled_from([1, 1, 300])).map(lambda made: made[0][: LONGEST // made[1]] * made[1])


PLACES = st.integers(0, 60).map(lambda number: BEGIN + 64 * number)
SPACES = st.lists(NUMBERS, max_size=3).map(lambda sides: space_of(*sides))
TOLD = (
    st.builds(lambda name, sides, width, kind, values: attribute(name, values, *sides, width=width, kind=kind), NAMES, st.lists(NUMBERS, max_size=2),
              st.sampled_from([0, 1, 16, 2**32 - 1]), st.sampled_from([TEXT, VARIABLE]), st.binary(max_size=64))
    | st.builds(link, NAMES, PLACES)
    | st.builds(table, PLACES, PLACES)
    | st.tuples(st.just(16), st.builds(lambda place, size: struct.pack("<QQ", place, size), PLACES, NUMBERS))
    | st.tuples(st.just(1), SPACES)
    | st.tuples(st.just(3), st.builds(type_of, st.integers(0, 10), st.sampled_from([0, 4, 2**32 - 1])))
    | st.tuples(st.just(8), st.builds(lambda place, size: struct.pack("<BBQQ", 3, 1, place, size), PLACES, NUMBERS))
)  # fmt: skip
PIECES = (
    st.lists(TOLD, max_size=5).map(lambda told: entity(*told))
    | st.lists(PLACES, max_size=8).map(lambda places: branches(*places))
    | st.builds(names_at, PLACES)
    | st.dictionaries(st.integers(0, 9), st.binary(max_size=40), max_size=3).map(heap)
    | st.tuples(st.integers(0, 9) | st.just(65_535)).map(lambda count: struct.pack("<4s2xH", b"SNOD", *count))
)


def _laid_out(pieces: list[bytes]) -> bytes:
    """Each piece begins where a place may be."""
    return hdf5(b"".join(piece + bytes(-len(piece) % 64) for piece in pieces) + bytes(4_000))


def _header(entries: dict[str, Any]) -> bytes:
    return with_header(json.dumps(entries).encode(), 24)


JSON = st.recursive(st.none() | NUMBERS | st.sampled_from(["F32", "I64", "", "a"]), lambda inner: st.lists(inner, max_size=3), max_leaves=6)
OFFSETS = st.lists(NUMBERS, max_size=3) | st.just([0, 24])
ENTRY = st.fixed_dictionaries({"dtype": st.just("F32") | JSON, "shape": st.lists(NUMBERS, max_size=3) | JSON, "data_offsets": OFFSETS | JSON})
GGUF_PART = st.builds(lambda name, sides, kind: gguf_text(name) + struct.pack(f"<L{len(sides)}QLQ", len(sides), *sides, kind, 0),
                      st.sampled_from(["a", "b", "general.alignment"]), st.lists(NUMBERS, max_size=4), st.integers(0, 45))  # fmt: skip
GGUF_VALUE = st.builds(lambda kind, count: gguf_text("a") + struct.pack("<LLQ", 9, kind, count), st.integers(0, 13), NUMBERS)

MADE = {
    "model.onnx": st.recursive(NAMES, _messages, max_leaves=12).map(lambda graph: entry(1, 9) + entry(7, graph)),
    "model.h5": st.lists(PIECES, min_size=1, max_size=12).map(_laid_out),
    "model.safetensors": st.dictionaries(st.sampled_from(["a", "b.weight", "", "__metadata__"]), ENTRY | JSON, max_size=3).map(_header),
    "model.gguf": st.builds(lambda count, entries, parts: struct.pack("<4sLQQ", b"GGUF", 3, count, entries) + b"".join(parts) + bytes(64),
                            NUMBERS, NUMBERS, st.lists(GGUF_PART | GGUF_VALUE, max_size=6)),
    "model.pt": _pickles(),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_any_structure(tmp_path: Path, name: str) -> None:
    path = tmp_path / name

    @settings(max_examples=EXAMPLES, database=None, suppress_health_check=list(HealthCheck))
    @given(content=MADE[name])
    def is_read_or_refused(content: bytes) -> None:
        if name == "model.pt":
            torch_archive(path, content, {"0": 24})
        else:
            path.write_bytes(content)
        with suppress(SymcountError), limits(MOST):
            read(path)

    is_read_or_refused()
    assert list(tmp_path.iterdir()) == [path]
