"""Digits that lost a sign between them."""

from __future__ import annotations

import pytest

from symcount.reading import parse
from symcount.reading.glued import lost_signs


@pytest.mark.parametrize(
    "text, sizes, splits",
    [
        ("712832+32 = 28704", (7, 32, 128), ["7*128*32"]),
        ("4*40962 = 67108864", (4096,), ["4096^2"]),
        ("4*40962 = 67108864", (), []),  # nothing says that 4096 is a size
        ("3*106 = 3000000", (), ["10^6"]),
        ("3*1001 = 3003", (), []),
        ("2*135 = 130", (13, 5), ["13*5"]),
        ("135 = 65", (13, 5), []),
    ],
)
def test_splits(text: str, sizes: tuple[int, ...], splits: list[str]) -> None:
    sides = [link.node for link in parse(text).links if link.node is not None]
    assert [split for _, split in lost_signs(text, sides, sizes)] == splits
