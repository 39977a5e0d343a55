"""Shapes of weights."""

from __future__ import annotations

import pytest

from symcount.reading import parse_shape
from tests.reading.trees import plain


@pytest.mark.parametrize(
    "text, expected",
    [
        ("(units, 4*inputs)", ["units", "4*inputs"]),
        ("(4*units,)", ["4*units"]),
        ("[None, 400, 5]", [None, "400", "5"]),
        ("(?, 5)", [None, "5"]),
        ("(-1, 5)", [None, "5"]),
        ("(batch_size, 10)", [None, "10"]),
        (r"V_{n\times k}", ["n", "k"]),
        ("(3,3,64,128)", ["3", "3", "64", "128"]),
        ("(100,200)", ["100", "200"]),
        ("3 × 3 × 64", ["3", "3", "64"]),
        ("units x 4*inputs", ["units", "4*inputs"]),
        ("torch.Size([1024, 256])", ["1024", "256"]),
        ("kernel: (13, 20)", ["13", "20"]),
        ("(n, (n+m)*3)", ["n", "(n + m)*3"]),
        ("((a, b))", ["a", "b"]),
        ("(((a, b)))", ["a", "b"]),
        ("(a), (b, (c))", ["b", "(c)"]),
        ("(" * 5_000 + "a, b" + ")" * 5_000, ["a", "b"]),
        (r"$V_ { n × k } $ ", ["n", "k"]),
        ("(None, 500, 128),经过一维卷积之后的大小为:(None, 494, 32)", [None, "494", "32"]),
    ],
)
def test_shapes(text: str, expected: list[str | None]) -> None:
    assert [side and plain(side) for side in parse_shape(text)] == expected
