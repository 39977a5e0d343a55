"""PyTorch, where it is installed, builds what its mapping says."""

from __future__ import annotations

import pytest

from tests.frameworks.drawn import DRAWN
from tests.frameworks.live.comparison import compare, group

pytestmark = group("torch")


@pytest.mark.parametrize("layer", DRAWN["torch"])
def test_pytorch_builds_what_is_said(layer: str) -> None:
    compare("torch", layer)
