"""GGUF: names, shapes and types behind metadata; and headers that promise what the file does not have."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from symcount.errors import FileError
from tests.models.files.written import gguf, gguf_text, read_bytes, shapes

ARCHITECTURE = gguf_text("general.architecture") + struct.pack("<L", 8) + gguf_text("llama")
WORDS = gguf_text("tokenizer.ggml.tokens") + struct.pack("<LLQ", 9, 8, 3) + b"".join(map(gguf_text, ("a", "b", "ab")))
PART = gguf_text("split.count") + struct.pack("<LH", 2, 3) + gguf_text("split.no") + struct.pack("<LH", 2, 1)


def test_names_and_shapes(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, gguf({"token_embd.weight": (5, 4), "rope_freqs.weight": (2,)}, metadata=ARCHITECTURE + WORDS, entries=2))
    assert found.kind == "GGUF (llama)"
    assert shapes(found) == {"token_embd.weight": (5, 4), "rope_freqs.weight": (2,)}
    assert [weight.is_buffer for weight in found.weights] == [False, True]
    assert found.notes == ("tensors by type: F32 (2)",)


def test_one_of_several_files(tmp_path: Path) -> None:
    assert "it is file 2 of 3: the others are not read" in read_bytes(tmp_path, gguf({"a": (2,)}, metadata=PART, entries=2)).notes


def test_quantised_tensors_keep_their_shape(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, gguf({"a": (3, 256)}, kind=12))
    assert shapes(found) == {"a": (3, 256)}
    assert found.notes == ("tensors by type: Q4_K (1)",)


LONG_LIST = gguf_text("a") + struct.pack("<LLQ", 9, 8, 2**60)
LIST_OF_LISTS = gguf_text("a") + struct.pack("<LLQ", 9, 9, 1) + struct.pack("<LQ", 9, 1)
FAULTS = {
    "an old version": (gguf({}, version=1), "it is GGUF version 1; versions 2 and 3 are read"),
    "millions of tensors": (gguf({}, count=2**40), "it has 1,099,511,627,776 tensors, more than"),
    "tensors that are missing": (gguf({}, count=3), "it ends before byte"),
    "an endless list": (gguf({}, metadata=LONG_LIST, entries=1), "more than 1,500,000 entries"),
    "an endless list of numbers": (gguf({}, metadata=LONG_LIST.replace(struct.pack("<LL", 9, 8), struct.pack("<LL", 9, 10)), entries=1), "it ends before byte"),
    "lists in lists": (gguf({}, metadata=LIST_OF_LISTS, entries=1), "its metadata has lists in lists"),
    "endless metadata": (gguf({}, entries=2**50), "its metadata would have"),
    "an unknown kind": (gguf({}, metadata=gguf_text("a") + struct.pack("<L", 77), entries=1), "a value of kind 77"),
    "a name of no end": (gguf({}, count=1)[:24] + struct.pack("<Q", 2**40), "a name in it would be"),
    "a huge shape": (gguf({"a": (2, 3)}).replace(struct.pack("<2Q", 3, 2), struct.pack("<2Q", 2**62, 2)), "would end behind the end of the file"),
    "numbers that are missing": (gguf({"a": (20, 30)})[:-100], "the numbers of 'a' would end behind the end of the file"),
    "a name twice": (gguf({"a": (2,), "b": (2,)}).replace(gguf_text("b"), gguf_text("a")), "two of its tensors have the same name"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_faults(tmp_path: Path, kind: str) -> None:
    content, message = FAULTS[kind]
    with pytest.raises(FileError) as error:
        read_bytes(tmp_path, content)
    assert message in str(error.value)
