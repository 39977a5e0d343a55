"""GGUF: names, shapes and types of the tensors, behind metadata of which little is read; the numbers are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import prod
from struct import Struct
from typing import Any

from symcount.errors import FileError, shown
from symcount.models.files.allowance import Allowance
from symcount.models.files.span import DAMAGED, Span
from symcount.models.files.tensors import MAX_NAME, Tensors, few_enough, tensor

SIGNATURE = b"GGUF"
VERSIONS = (2, 3)

TYPES = {
    0: ("F32", 1, 4), 1: ("F16", 1, 2), 2: ("Q4_0", 32, 18), 3: ("Q4_1", 32, 20), 6: ("Q5_0", 32, 22), 7: ("Q5_1", 32, 24), 8: ("Q8_0", 32, 34),
    9: ("Q8_1", 32, 40), 10: ("Q2_K", 256, 84), 11: ("Q3_K", 256, 110), 12: ("Q4_K", 256, 144), 13: ("Q5_K", 256, 176), 14: ("Q6_K", 256, 210),
    15: ("Q8_K", 256, 292), 16: ("IQ2_XXS", 256, 66), 17: ("IQ2_XS", 256, 74), 18: ("IQ3_XXS", 256, 98), 19: ("IQ1_S", 256, 50), 20: ("IQ4_NL", 32, 18),
    21: ("IQ3_S", 256, 110), 22: ("IQ2_S", 256, 82), 23: ("IQ4_XS", 256, 136), 24: ("I8", 1, 1), 25: ("I16", 1, 2), 26: ("I32", 1, 4), 27: ("I64", 1, 8),
    28: ("F64", 1, 8), 29: ("IQ1_M", 256, 56), 30: ("BF16", 1, 2), 34: ("TQ1_0", 256, 54), 35: ("TQ2_0", 256, 66), 39: ("MXFP4", 32, 17),
    40: ("NVFP4", 64, 36), 41: ("Q1_0", 128, 18),
}  # fmt: skip
"""The types of tensors: name, numbers in a block, bytes of a block. Whoever reads the tensor sees that many numbers, quantised or not."""

PLAIN = {"I8": "int8", "I16": "int16", "I32": "int32", "I64": "int64"}
COMPUTED = ("rope_freqs.", "rope_factors_")
"""What stands beside the parameters, since it is computed of the configuration."""

NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
TEXT, LIST = 8, 9

MAX_ENTRIES = 100_000
MAX_TEXTS = 1_500_000
"""Texts in the lists of the metadata: the words of the largest vocabularies and their merges are under 800,000."""

ALIGNMENT = 32
"""Where tensors begin, if the metadata says nothing else."""

KEPT = ("general.architecture", "general.alignment", "split.no", "split.count")


@dataclass(slots=True)
class _Cursor:
    """A place in the file; numbers are read in the order of bytes that the file has."""

    file: Span
    forms: Mapping[str, Struct]
    place: int = 0
    allowance: Allowance = field(default_factory=lambda: Allowance(MAX_TEXTS))

    def number(self, form: str) -> Any:
        packed = self.forms[form]
        (found,) = self.file.unpack(packed, self.place)
        self.place += packed.size
        return found

    def text(self, most: int) -> str:
        length = self.number("Q")
        if length > most:
            raise FileError(f"a name in it would be {length:,} bytes", hint=DAMAGED)
        found = self.file.take(self.place, length)
        self.place += length
        return self.allowance.text(found)

    def skip(self, length: int) -> None:
        self.file.part(self.place, length)
        self.place += length

    def skip_texts(self, count: int) -> None:
        """Go behind a list of texts, none of which is read."""
        self.allowance.spend(count)
        unpack, packed, place, end, start = self.file.data, self.forms["Q"].unpack_from, self.place, len(self.file) - 8, self.file.start
        for _ in range(count):
            if not 0 <= place <= end:
                raise FileError("it ends within its metadata", hint=DAMAGED)
            place += 8 + packed(unpack, start + place)[0]
        self.place = place


def read_gguf(file: Span) -> Tensors:
    """The tensors of a file. Errors: `FileError` for a damaged header, and one that promises more than the file has."""
    cursor = _Cursor(file, _forms("<"), len(SIGNATURE))
    version = cursor.number("I")
    if version & 0xFFFF == 0:
        cursor.forms, version = _forms(">"), version >> 24
    if version not in VERSIONS:
        raise FileError(f"it is GGUF version {version:,}; versions 2 and 3 are read")
    count, entries = cursor.number("Q"), cursor.number("Q")
    few_enough(count)
    metadata = _metadata(cursor, entries)
    infos = [_info(cursor) for _ in range(count)]
    alignment = metadata.get("general.alignment", ALIGNMENT)
    if type(alignment) is not int or alignment < 1:
        raise FileError(f"its alignment is {shown(alignment)}", hint=DAMAGED)
    _check_places(infos, len(file) - -(-cursor.place // alignment) * alignment)
    names = [name for name, *_ in infos]
    if len(set(names)) != len(names):
        raise FileError("two of its tensors have the same name", hint=DAMAGED)
    architecture = metadata.get("general.architecture")
    kind = f"GGUF ({architecture})" if isinstance(architecture, str) and architecture.isprintable() else "GGUF"
    return Tensors(kind, tuple(_weight(*info[:3]) for info in infos), notes=_notes(infos, metadata))


def _forms(order: str) -> dict[str, Struct]:
    return {form: Struct(order + form) for form in NUMBERS.values()}


def _metadata(cursor: _Cursor, entries: int) -> dict[str, Any]:
    """What matters here of the metadata: which model it is, and whether the file is one of several."""
    if entries > MAX_ENTRIES:
        raise FileError(f"its metadata would have {entries:,} entries", hint=DAMAGED)
    found = {}
    for _ in range(entries):
        name, kind = cursor.text(2**16), cursor.number("I")
        if kind == TEXT and name in KEPT:
            found[name] = cursor.text(MAX_NAME)
        elif kind in NUMBERS:
            value = cursor.number(NUMBERS[kind])
            found.update({name: value} if name in KEPT else {})
        else:
            _skip(cursor, kind, 1)
    return found


def _skip(cursor: _Cursor, kind: int, count: int) -> None:
    """Go behind so many values of a kind."""
    if kind in NUMBERS:
        cursor.skip(count * cursor.forms[NUMBERS[kind]].size)
    elif kind == TEXT:
        cursor.skip_texts(count)
    elif kind == LIST and count == 1:
        inner, length = cursor.number("I"), cursor.number("Q")
        if inner == LIST:
            raise FileError("its metadata has lists in lists")
        _skip(cursor, inner, length)
    else:
        raise FileError(f"its metadata has a value of kind {kind:,}", hint=DAMAGED)


def _info(cursor: _Cursor) -> tuple[str, tuple[int, ...], int, int]:
    """Name, shape, type and place of a tensor. The file has the sides in reverse order."""
    name, count = cursor.text(MAX_NAME), cursor.number("I")
    if count > 8:
        raise FileError(f"{shown(name)} would have {count:,} sides", hint=DAMAGED)
    sides = tuple(cursor.number("Q") for _ in range(count))[::-1]
    return name, sides, cursor.number("I"), cursor.number("Q")


def _check_places(infos: list[tuple[str, tuple[int, ...], int, int]], size: int) -> None:
    """Make sure that every tensor lies in the file; of a type that is not known here, at least its beginning."""
    for name, shape, kind, place in infos:
        _, numbers, width = TYPES.get(kind, ("", 1, 0))
        if place + prod(shape) // numbers * width > size:
            raise FileError(f"the numbers of {shown(name)} would end behind the end of the file", hint=DAMAGED)


def _weight(name: str, shape: tuple[int, ...], kind: int) -> Any:
    weight = tensor(name, shape, PLAIN.get(TYPES[kind][0], "") if kind in TYPES else "")
    return replace(weight, trainable=False, is_buffer=True) if name.startswith(COMPUTED) else weight


def _notes(infos: list[tuple[str, tuple[int, ...], int, int]], metadata: Mapping[str, Any]) -> tuple[str, ...]:
    kinds = Counter(TYPES[kind][0] if kind in TYPES else f"type {kind}" for _, _, kind, _ in infos)
    types = ", ".join(f"{kind} ({count:,})" for kind, count in kinds.most_common())
    number, count = metadata.get("split.no", 0), metadata.get("split.count", 1)
    part = (f"it is file {number + 1:,} of {count:,}: the others are not read",) if type(count) is type(number) is int and count > 1 else ()
    return (f"tensors by type: {types}", *part) if infos else part
