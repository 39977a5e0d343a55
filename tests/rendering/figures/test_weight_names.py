"""Names of weights that go together."""

from __future__ import annotations

import pytest

from symcount.rendering.figures.weight_names import together, without_shared


@pytest.mark.parametrize(
    "names, label",
    [
        (["kernel"], "kernel"),
        (["query.kernel", "key.kernel"], "(query, key).kernel"),
        (["forward_kernel", "backward_kernel"], "(forward, backward)_kernel"),
        (["up.kernel", "down.bias"], "up.kernel and down.bias"),
        (["W", "U", "V"], "W, U and V"),
        (["a", "b", "c", "d"], "a and 3 more"),
        (["query.bias", "key.bias", "attention.out.bias", "x"], "query.bias and 3 more"),
    ],
)
def test_together(names: list[str], label: str) -> None:
    assert together(names) == label


@pytest.mark.parametrize(
    "names, short",
    [
        (["a.b.1.c", "a.b.2.c"], ["….1.…", "….2.…"]),
        (["a.1", "a.2.b"], ["….1", "….2.b"]),
        (["1.c", "2.c"], ["1.…", "2.…"]),
        (["a.b", "a.b.c"], ["….b", "….b.c"]),
        (["a.c", "a.b.c"], ["….c", "….b.c"]),
        (["a", "b"], ["a", "b"]),
        (["a.b", "a.b"], ["a.b", "a.b"]),
        (["a.a.a", "a.a"], ["….a.a", "….a"]),
        ([], []),
    ],
)
def test_what_names_differ_in(names: list[str], short: list[str]) -> None:
    assert without_shared(names) == short
