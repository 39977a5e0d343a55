"""Statements that define a name for the next."""

from __future__ import annotations

import pytest

from symcount.reading import parse
from tests.reading.trees import plain


@pytest.mark.parametrize(
    "text, expected",
    [
        ("ATT = 4*d^2\nTotal = 2 * ATT", ["4*d^2", "2*(4*d^2)"]),
        ("p = 3\nTotal = 2 * p * q", ["2*p*q"]),  # a letter is a size, not what its number says
        ("units = 3*4\n2 * units + 1 = 5", ["3*4", "2*units + 1", "5"]),  # a size that the role table knows
        ("i=1, j=16, N=(3*3*i+1)*j", ["(3*3*i + 1)*j"]),
        ("N = n*m = 6", ["n*m", "6"]),
    ],
)
def test_definitions(text: str, expected: list[str]) -> None:
    assert [plain(link.node) for link in parse(text).links if link.node is not None] == expected
