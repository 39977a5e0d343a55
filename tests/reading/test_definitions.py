"""What texts say their letters are."""

from __future__ import annotations

import pytest

from symcount.reading import definitions


@pytest.mark.parametrize(
    "text, found",
    [
        ("4(nm+n²+n), where n = number of inputs and m = number of units", {"n": "number of inputs", "m": "number of units"}),
        ("where m is the number of units and n the number of inputs: 4nm", {"m": "number of units", "n": "number of inputs"}),
        ("4nm, n: input size, m: hidden size", {"n": "input size", "m": "hidden size"}),
        ("4nm (n = inputs, m = units)", {"n": "inputs", "m": "units"}),
        ("4nm，其中n是输入维度，m是隐藏维度", {"n": "输入维度", "m": "隐藏维度"}),
        ("4nm, wobei n die Eingabedimension ist", {"n": "Eingabedimension ist"}),
        ("where $d_{in}$ is the input size", {"d_in": "input size"}),
        ("n inputs, m units: 4nm", {"n": "inputs", "m": "units"}),
        ("with n inputs and m units: 4nm", {"n": "inputs", "m": "units"}),
        ("4nm for n inputs", {"n": "inputs"}),
        ("4nm # n hidden units, m inputs", {"n": "hidden units", "m": "inputs"}),
        ("4nm with a bias", {}),
        ("4 * n units * m inputs", {}),
        ("4(nm+n²+n) = params", {}),
        ("n = 4*(3+2)", {}),
        ("y = x", {}),
        ("f(n) = n*m", {}),
    ],
)
def test_definitions(text: str, found: dict[str, str]) -> None:
    assert definitions(text) == found
