"""Layers made of another layer count as the layer inside."""

from __future__ import annotations

import pytest

from symcount.errors import InputError
from symcount.layers import CATALOGUE, Layer, find, time_distributed


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_time_distributed_counts_as_the_layer_inside(layer: Layer) -> None:
    wrapped = time_distributed(layer)
    assert wrapped.total == layer.total
    assert wrapped.sizes == layer.sizes
    assert wrapped.name == f"time_distributed({layer.name})"


@pytest.mark.parametrize("name", ["time_distributed(dense)", "TimeDistributed(Dense)", "keras.layers.TimeDistributed( Dense )", "TimeDistributed(nn.Linear)"])
def test_the_spellings_of_a_wrapped_layer(name: str) -> None:
    assert find(name).name == "time_distributed(dense)"


def test_wrapped_twice() -> None:
    assert find("TimeDistributed(TimeDistributed(Dense))")(units=650, input_dim=5).count == 3900


@pytest.mark.parametrize(
    "name, base, adds_weights",
    [
        ("dense", "dense", False),
        ("time_distributed(dense)", "dense", False),
        ("weight_norm(dense)", "dense", True),
        ("time_distributed(spectral_norm(conv1d))", "conv1d", True),
    ],
)
def test_the_layer_inside(name: str, base: str, adds_weights: bool) -> None:
    assert (find(name).base, find(name).adds_weights) == (CATALOGUE[base], adds_weights)


def test_a_wrapped_layer_is_made_once() -> None:
    assert find("TimeDistributed(weight_norm(Dense))") is find("time_distributed(WeightNorm(nn.Linear))")


@pytest.mark.parametrize(
    "name, message",
    [
        ("weight_norm(gru)", "weight_norm is not for gru: it is for dense, bilinear, conv1d"),
        ("weight_norm(mha)", "weight_norm is not for multi_head_attention"),
        ("spectral_norm(batch_norm)", "spectral_norm is not for batch_norm"),
        ("weight_norm(weight_norm(dense))", "the kernel of weight_norm(dense) is normalised already: write weight_norm(dense)"),
    ],
)
def test_wrappers_that_are_refused(name: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        find(name)
    assert message in str(refused.value)


def test_time_steps_do_not_matter() -> None:
    assert time_distributed(CATALOGUE["dense"]).without_effect[0] == "time steps"


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_nothing_is_said_twice(layer: Layer) -> None:
    without_effect = time_distributed(layer).without_effect
    assert len(set(without_effect)) == len(without_effect)


@pytest.mark.parametrize(
    "name, enters, leaves",
    [
        ("TimeDistributed(Dense)", "(batch_size, timesteps, ..., input_dim)", "(batch_size, timesteps, ..., units)"),
        ("TimeDistributed(TimeDistributed(Dense))", "(batch_size, timesteps, ..., input_dim)", "(batch_size, timesteps, ..., units)"),
        ("TimeDistributed(GCN)", "(timesteps, num_nodes, input_dim)", "(timesteps, num_nodes, units)"),
        ("TimeDistributed(LSTM)", "(batch_size, ..., timesteps, input_dim)", "(batch_size, ..., units)"),
        ("SpectralNormalization(Dense)", "(batch_size, ..., input_dim)", "(batch_size, ..., units)"),
    ],
)
def test_what_enters_and_leaves(name: str, enters: str, leaves: str) -> None:
    wrapped = find(name)
    assert (str(wrapped.inputs[""]), str(next(iter(wrapped.outputs.values())))) == (enters, leaves)


def test_a_normalised_kernel_is_said_in_the_equations() -> None:
    assert find("SpectralNormalization(Dense)").equations == (r"W = V / \sigma_{\max}(V)", *CATALOGUE["dense"].equations)
    assert find("weight_norm(Dense)").equations == (r"W = g \frac{V}{\lVert V \rVert}", *CATALOGUE["dense"].equations)


def test_a_wrapper_is_no_part_of_the_catalogue() -> None:
    time_distributed(CATALOGUE["dense"])
    assert "time_distributed(dense)" not in CATALOGUE


@pytest.mark.parametrize(
    "layer, sizes, trainable, kept",
    [
        ("SpectralNormalization(Dense)", {"units": 59, "input_dim": 27}, 1652, 59),
        ("SpectralNormalization(Conv2D)", {"filters": 24, "input_channels": 12, "kernel_size": 4, "groups": 6}, 792, 24),
        ("SpectralNormalization(Embedding)", {"vocab_size": 153, "embedding_dim": 55}, 8415, 55),
        ("weight_norm(Linear)", {"units": 57, "input_dim": 7}, 513, 0),
        ("weight_norm(Conv1d)", {"filters": 2, "input_channels": 12, "kernel_size": 4, "groups": 2, "bias": 0}, 50, 0),
        ("SpectralNormalization(Conv2DTranspose)", {"filters": 18, "input_channels": 12, "kernel_size": 1, "bias": 0}, 216, 12),
        ("SpectralNormalization(DepthwiseConv2D)", {"input_channels": 1, "depth_multiplier": 3, "kernel_height": 2, "kernel_width": 3}, 21, 3),
        ("weight_norm(Bilinear)", {"input_dim": 2, "second_input_dim": 3, "units": 5}, 40, 0),
        ("weight_norm(Embedding)", {"vocab_size": 7, "embedding_dim": 3}, 28, 0),
        ("weight_norm(ConvTranspose1d)", {"filters": 4, "input_channels": 6, "kernel_size": 3}, 82, 0),
        ("weight_norm(ConvTranspose2d)", {"filters": 4, "input_channels": 6, "kernel_size": 3, "groups": 2}, 118, 0),
        ("weight_norm(depthwise_conv2d)", {"input_channels": 5, "depth_multiplier": 3, "kernel_size": 3}, 165, 0),
        ("weight_norm(Conv3d)", {"filters": 4, "input_channels": 2, "kernel_depth": 3, "kernel_height": 1, "kernel_width": 1}, 32, 0),
    ],
)
def test_a_normalised_kernel_counts_as_the_frameworks_count_it(layer: str, sizes: dict[str, int], trainable: int, kept: int) -> None:
    sized = find(layer)(**sizes)
    assert (sized.trainable, sized.non_trainable) == (trainable, kept)
    assert find(layer).sizes == find(layer.partition("(")[2].rstrip(")")).sizes
