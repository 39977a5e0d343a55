"""The layer that has a count, whatever its sizes are called."""

from __future__ import annotations

import pytest

from symcount.algebra import Value, floor, symbol
from symcount.judging.known import known_as

n, m, k, g = map(symbol, "nmkg")


@pytest.mark.parametrize(
    "count, name, said",
    [
        (4 * n * (n + m + 1), "", "an LSTM (m = input_dim, n = units)"),
        (4 * n * (n + m + 2), "", "an LSTM with two bias vectors (m = input_dim, n = units)"),
        (3 * n * (n + m), "GRU", "a GRU without biases (m = input_dim, n = units)"),
        (8 * n * (n + m), "LSTM", "a bidirectional LSTM without biases (m = input_dim, n = units)"),
        (2 * n, "BatchNorm1d", "a batch norm (n = features)"),
        (2 * n, "LayerNorm", "a layer norm (n = features)"),
        (2 * n, "nn.LayerNorm", "a layer norm (n = features)"),
        (4 * symbol("embed_dim") * (symbol("embed_dim") + 1), "MultiheadAttention", "a multi head attention (embed_dim = d_model)"),
        (n * (floor(m / g) * k + 1), "", "a conv1d where sizes divide"),
        (n**2 + 7 * m, "", None),
        (n * 0 + 5, "", None),
        (2 * n, "MyOwn", None),
        (n * (9 * m + 1), "Conv2d", "a conv2d with kernel_height = 3 and kernel_width = 3"),
        (n * (symbol("m_") + 1), "", None),
        (n * (symbol("not") + 1), "", None),
    ],
)
def test_a_count_is_known(count: Value, name: str, said: str | None) -> None:
    assert str(known_as(count, name)).startswith(str(said))


@pytest.mark.parametrize(
    "tensors, name",
    [
        ([4 * n * m, 4 * n**2, 4 * n, 4 * n], "lstm"),
        ([n * m, n * m, 2 * n * m, 4 * n**2, 8 * n], "lstm"),
        ([4 * n * (n + m), 8 * n], "lstm"),
        ([m * n / 2] * 8 + [4 * n**2, 8 * n], "lstm"),
        ([3 * n * m / 2, 5 * n * m / 2, 4 * n**2, 8 * n], None),
        ([9 * n * m, n * m], None),
        ([3 * n**2, n**2, 3 * n, n], "multi_head_attention"),
        ([n * k, k * m * n, m * n * n], None),
    ],
    ids=["PyTorch's", "partly fused", "fused", "apart", "other parts", "two convolutions", "attention", "no layer's"],
)
def test_the_tensors_are_those_of_the_layer(tensors: list[Value], name: str | None) -> None:
    known = known_as(sum(tensors, n * 0), tensors=tensors)
    assert (known and known.layer.name) == name
