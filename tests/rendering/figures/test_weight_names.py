"""Names of weights that go together."""

from __future__ import annotations

import pytest

from symcount.rendering.figures.weight_names import together


@pytest.mark.parametrize(
    "names, label",
    [
        (["kernel"], "kernel"),
        (["query.kernel", "key.kernel"], "(query, key).kernel"),
        (["forward_kernel", "backward_kernel"], "(forward, backward)_kernel"),
        (["up.kernel", "down.bias"], "up.kernel and down.bias"),
        (["W", "U", "V"], "W, U and V"),
        (["a", "b", "c", "d"], "a, b and 2 more"),
        (["query.bias", "key.bias", "attention.out.bias", "x"], "query.bias, key.bias and 2 more"),
    ],
)
def test_together(names: list[str], label: str) -> None:
    assert together(names) == label
