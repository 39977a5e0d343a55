"""Tensors of files: what their names, shapes and types may be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from symcount.errors import FileError
from symcount.frameworks.built import BuiltWeight
from symcount.models.files.tensors import MAX_TENSORS, about_numbers, few_enough, tensor


@pytest.mark.parametrize(
    "numbers, trainable, is_buffer",
    [("float32", True, False), ("", True, False), ("int8", False, False), ("int64", False, True), ("bool", False, True)],
)
def test_types(numbers: str, trainable: bool, is_buffer: bool) -> None:
    assert tensor("a", [2, 3], numbers) == BuiltWeight("a", (2, 3), trainable, is_buffer=is_buffer)


@pytest.mark.parametrize(
    "name, shape", [(3, [2]), ("a" * 301, [2]), ("a\nb", [2]), ("a\x1b[2J", [2]), ("a", [-1]), ("a", [True]), ("a", [1.0]), ("a", [2**62, 4]), ("a", [1] * 65)]
)
def test_faults(name: object, shape: Sequence[object]) -> None:
    with pytest.raises(FileError):
        tensor(name, shape)


def test_many_tensors() -> None:
    few_enough(MAX_TENSORS)
    with pytest.raises(FileError, match="more than the 150,000 that are read"):
        few_enough(MAX_TENSORS + 1)


def test_notes() -> None:
    assert about_numbers(["float32", "int64"]) == ()
    assert about_numbers(["uint8", "int8", "int8"]) == ("3 tensors hold whole numbers (int8, uint8): quantised weights may be packed, several in one number",)
