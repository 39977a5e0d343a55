"""A layer with its sizes: counts, statistics, and the shapes that leave it."""

from __future__ import annotations

import pytest
import sympy

from symcount import layers
from symcount.errors import InputError
from symcount.layers import CATALOGUE


@pytest.mark.parametrize("kernel, padding, height", [(3, 0, 6), (8, 0, 1), (9, 0, None), (10, 0, None), (9, 1, 2)])
def test_an_output_that_is_impossible_is_refused(kernel: int, padding: int, height: int | None) -> None:
    sized = layers.conv1d(filters=1, input_channels=1, kernel_size=kernel, input_length=8, stride=1, padding=padding, dilation=1)
    if height:
        assert sized.outputs[""].sides[1] == height
    else:
        with pytest.raises(InputError, match=r"^a side of conv1d would be -?[01], that is .*: the kernel is longer than its input"):
            assert sized.outputs


@pytest.mark.parametrize("name, resizes", [("conv2d", True), ("conv_lstm2d", True), ("peephole_conv_lstm2d", False), ("lstm", False), ("dense", False)])
def test_a_stack_that_resizes_has_no_output(name: str, resizes: bool) -> None:
    stack = CATALOGUE[name](**dict.fromkeys(CATALOGUE[name].sizes, 1), num_layers=2)
    assert (CATALOGUE[name].resizes, not stack.outputs) == (resizes, resizes)


def test_sympy_symbols_are_sizes() -> None:
    h = sympy.Symbol("h")
    assert layers.lstm(units=h, input_dim=3).count == sympy.factor_terms(4 * h * (h + 4))


def test_statistics_are_kept_but_not_counted() -> None:
    norm = layers.batch_norm(features=512)
    assert (norm.count, norm.non_trainable) == (1024, 1024)


def test_a_symbolic_size_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match="must not branch"):
        bool(layers.lstm.weights[0].count)
