"""A class of somebody's own says by its name which layer it is."""

from __future__ import annotations

import pytest

from symcount.layers import find
from symcount.models.recognition.classes import CALLED, is_called


@pytest.mark.parametrize(
    "kind, layer, expected",
    [
        ("Conv1D", "dense", True),
        ("T5LayerNorm", "rms_norm", True),
        ("NonLinear", "dense", False),
        ("MyBilinear", "dense", False),
        ("SincConv", "conv1d", False),
        ("MyConvTranspose2d", "conv2d_transpose", True),
        ("PReLU", "prelu", True),
        ("Whatever", "multi_head_attention", True),
    ],
)
def test_classes(kind: str, layer: str, expected: bool) -> None:
    assert is_called(kind, layer) == expected


@pytest.mark.parametrize("name", CALLED)
def test_the_frameworks_own_classes_are_called_so(name: str) -> None:
    layer = find(name)
    assert any(is_called(kind, name) for kind in (name, *layer.aliases))
