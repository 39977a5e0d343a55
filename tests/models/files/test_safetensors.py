"""safetensors: what the header says, and what it may not say."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from symcount.errors import FileError
from tests.models.files.written import read_bytes, safetensors, shapes, with_header

ONE = b'{"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}'


def test_names_and_shapes(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, safetensors({"fc.weight": (5, 13), "scale": (), "none": (0, 7)}, __metadata__={"format": "pt"}))
    assert found.kind == "safetensors"
    assert shapes(found) == {"fc.weight": (5, 13), "scale": (), "none": (0, 7)}


@pytest.mark.parametrize(
    "dtype, size, is_trained, is_buffer",
    [("BF16", 12, True, False), ("F4", 3, True, False), ("I64", 48, False, True), ("BOOL", 6, False, True), ("I32", 24, False, False)],
)
def test_types(tmp_path: Path, dtype: str, size: int, is_trained: bool, is_buffer: bool) -> None:
    header = f'{{"a":{{"dtype":"{dtype}","shape":[2,3],"data_offsets":[0,{size}]}}}}'.encode()
    (weight,) = read_bytes(tmp_path, with_header(header, size)).weights
    assert (weight.trainable, weight.is_buffer) == (is_trained, is_buffer)


FAULTS = {
    "a header of 10 GB": (struct.pack("<Q", 10**10) + b'{"a":1}', "its header would be 10,000,000,000 bytes, but the file has 15"),
    "no header": (b"\x05\0\0\0\0\0\0\0{", "its header would be 5 bytes"),
    "no JSON": (with_header(b'{"a":', 8), "its header is no JSON"),
    "no UTF-8": (with_header(b'{"\xff":1}'), "its header is no UTF-8 text"),
    "not a number": (with_header(b'{"a":NaN}'), "NaN is no number of JSON"),
    "deep": (with_header(b'{"a":' + b"[" * 300_000), "brackets inside brackets without end"),
    "many brackets": (with_header(b'{"a":[' + b"[]," * 400_000 + b"]}"), "more in it than any that is read"),
    "many names": (with_header(b"{" + b",".join(b'"%d":1' % name for name in range(200_000)) + b"}"), "it has 200,000 tensors, more than"),
    "a name twice": (with_header(ONE[:-1] + b"," + ONE[1:], 24), "a name stands in it twice"),
    "no entry": (with_header(b'{"a":3}'), "'a' has no known dtype, shape and data_offsets, but 3"),
    "an unknown type": (with_header(ONE.replace(b"F32", b"F31"), 24), "'a' has no known dtype"),
    "a negative side": (with_header(ONE.replace(b"2,3", b"-2,-3"), 24), "the sides of 'a' are whole numbers from 0 on, not -2"),
    "a side with a point": (with_header(ONE.replace(b"2,3", b"2.0,3"), 24), "the sides of 'a' are whole numbers from 0 on, not 2.0"),
    "a truth value": (with_header(ONE.replace(b"2,3", b"true,6"), 24), "not True"),
    "a huge shape": (with_header(ONE.replace(b"2,3", b"99999999999,99999999999"), 24), "no model has so many numbers"),
    "many sides": (with_header(ONE.replace(b"2,3", b"2,3" + b",1" * 63), 24), "'a' has 65 sides"),
    "another size": (with_header(ONE.replace(b"2,3", b"2,4"), 24), "'a' of shape [2, 4] does not fill the bytes 0 to 24"),
    "cut off": (with_header(ONE, 23), "its tensors take 24 bytes, but the file has 23"),
    "too long": (with_header(ONE, 25), "its tensors take 24 bytes, but the file has 25"),
    "a gap": (with_header(ONE.replace(b"0,24", b"8,32"), 32), "overlap or leave a gap"),
    "a place before the file": (with_header(ONE.replace(b"0,24", b"-24,0")), "overlap or leave a gap"),
    "a long name": (with_header(ONE.replace(b'"a"', b'"' + b"a" * 1_000_000 + b'"'), 24), "a tensor's name is a short text"),
    "a name that cannot be printed": (with_header(ONE.replace(b'"a"', b'"\\ud800"'), 24), "a short text that can be printed"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_faults(tmp_path: Path, kind: str) -> None:
    content, message = FAULTS[kind]
    with pytest.raises(FileError) as error:
        read_bytes(tmp_path, content, "model.safetensors")
    assert message in str(error.value)
