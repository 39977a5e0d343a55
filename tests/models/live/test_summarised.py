"""A live model has a part for each module that owns tensors, in order; what two modules share is counted with the first."""

from __future__ import annotations

from typing import Any

import pytest

from symcount.models.live import model_of
from tests.frameworks.live.comparison import group


def torch_model() -> Any:
    from torch import nn

    class Tied(nn.Module):  # type: ignore[misc]
        """Words, a norm, and a head that is the matrix of the words."""

        def __init__(self) -> None:
            super().__init__()
            self.words = nn.Embedding(100, 8, device="meta")
            self.norm = nn.LayerNorm(8, device="meta")
            self.head = nn.Linear(8, 100, bias=False, device="meta")
            self.head.weight = self.words.weight

    return Tied()


def flax_model() -> Any:
    from flax import nnx

    class Tied(nnx.Module):  # type: ignore[misc]
        """The same."""

        def __init__(self, rngs: nnx.Rngs) -> None:
            self.words = nnx.Embed(100, 8, rngs=rngs)
            self.norm = nnx.LayerNorm(8, rngs=rngs)
            self.head = nnx.Linear(100, 8, use_bias=False, rngs=rngs)
            self.head.kernel = self.words.embedding

    return Tied(nnx.Rngs(0))


CASES = [
    pytest.param(torch_model, "PyTorch", {"head.weight": "words.weight"}, marks=group("torch")),
    pytest.param(flax_model, "Flax nnx", {"head.kernel": "words.embedding"}, marks=group("flax")),
]


@pytest.mark.parametrize("build, kind, shared", CASES)
def test_a_weight_that_two_modules_share(build: Any, kind: str, shared: dict[str, str]) -> None:
    found = model_of(build())
    assert (found.name, found.kind, found.total, found.embedding) == ("Tied", kind, 816, 800)
    assert [part.name for part in found.parts] == ["words", "norm", "head"]
    assert [str(part.layer).partition("(")[0] for part in found.parts] == ["embedding", "layer_norm", "dense"]
    assert [(part.count, dict(part.shared)) for part in found.parts] == [(800, {}), (16, {}), (0, shared)]
