"""safetensors: a length, a JSON header with names and shapes, and the numbers, which are not read."""

from __future__ import annotations

from math import prod
from struct import Struct
from typing import Any

from symcount.errors import FileError, shown
from symcount.models.files.json_text import MAX_BYTES, json_object
from symcount.models.files.span import DAMAGED, Span
from symcount.models.files.tensors import Tensors, about_numbers, few_enough, tensor

LENGTH = Struct("<Q")

NUMBERS = {
    "F64": (64, "float64"), "F32": (32, "float32"), "F16": (16, "float16"), "BF16": (16, "bfloat16"),
    "F8_E4M3": (8, "float8"), "F8_E5M2": (8, "float8"), "F8_E8M0": (8, "float8"), "F8_E4M3FNUZ": (8, "float8"), "F8_E5M2FNUZ": (8, "float8"),
    "F6_E2M3": (6, "float6"), "F6_E3M2": (6, "float6"), "F4": (4, "float4"), "C64": (64, "complex64"),
    "I64": (64, "int64"), "I32": (32, "int32"), "I16": (16, "int16"), "I8": (8, "int8"),
    "U64": (64, "uint64"), "U32": (32, "uint32"), "U16": (16, "uint16"), "U8": (8, "uint8"), "BOOL": (8, "bool"),
}  # fmt: skip
"""The types of numbers: how many bits one takes, and its usual name."""


def looks_like_safetensors(head: bytes) -> bool:
    """Whether a file begins with a length below a terabyte and a JSON object."""
    return head[8:9] == b"{" and head[5:8] == b"\0\0\0"


def read_safetensors(file: Span) -> Tensors:
    """The tensors that the header lists. Errors: `FileError` for a header that is damaged or contradicts the file."""
    (length,) = file.unpack(LENGTH, 0)
    if length > len(file) - LENGTH.size:
        raise FileError(f"its header would be {length:,} bytes, but the file has {len(file):,}", hint=DAMAGED)
    if length > MAX_BYTES:
        raise FileError(f"its header is {length:,} bytes; more than {MAX_BYTES:,} are not read")
    header = json_object(file.take(LENGTH.size, length), "its header", each="data_offsets")
    header.pop("__metadata__", None)
    few_enough(len(header))
    types: list[str] = []
    spans: list[tuple[int, int]] = []
    weights = []
    for name, entry in header.items():
        bits, numbers, shape, begin, end = _entry(name, entry)
        weight = tensor(name, shape, numbers)
        if (end - begin) * 8 - prod(shape) * bits not in range(8):
            raise FileError(f"{shown(name)} of shape {shown(shape)} does not fill the bytes {begin:,} to {end:,} that it is said to", hint=DAMAGED)
        weights.append(weight)
        types.append(numbers)
        spans.append((begin, end))
    _check_spans(spans, len(file) - LENGTH.size - length)
    return Tensors("safetensors", tuple(weights), notes=about_numbers(types))


def _entry(name: str, entry: Any) -> tuple[int, str, list[int], int, int]:
    """The type, shape and place that a tensor is said to have."""
    try:
        kind, shape, (begin, end) = entry["dtype"], entry["shape"], entry["data_offsets"]
        bits, numbers = NUMBERS[kind]
    except (KeyError, TypeError, ValueError) as error:
        raise FileError(f"{shown(name)} has no known dtype, shape and data_offsets, but {shown(entry)}", hint=DAMAGED) from error
    if type(shape) is list and type(begin) is type(end) is int:
        return bits, numbers, shape, begin, end
    raise FileError(f"{shown(name)} has no shape and data_offsets of whole numbers, but {shown(entry)}", hint=DAMAGED)


def _check_spans(spans: list[tuple[int, int]], size: int) -> None:
    """Make sure that the tensors lie one behind the other and fill the file."""
    place = 0
    for begin, end in sorted(spans):
        if begin != place:
            raise FileError(f"its tensors overlap or leave a gap at byte {min(begin, place):,} of the numbers", hint=DAMAGED)
        place = end
    if place != size:
        raise FileError(f"its tensors take {place:,} bytes, but the file has {size:,} for them", hint=DAMAGED)
