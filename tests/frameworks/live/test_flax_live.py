"""Flax, where it is installed, builds what its mappings say: nnx and linen."""

from __future__ import annotations

import pytest

from tests.frameworks.drawn import DRAWN
from tests.frameworks.live.comparison import compare, group

pytestmark = group("flax")


@pytest.mark.parametrize("layer", DRAWN["flax"])
def test_nnx_builds_what_is_said(layer: str) -> None:
    compare("flax", layer)


@pytest.mark.parametrize("layer", DRAWN["linen"])
def test_linen_builds_what_is_said(layer: str) -> None:
    compare("linen", layer)
