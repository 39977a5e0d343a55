"""Blocks: every trained weight is in one of them, and their counts add up to that of the layer."""

from __future__ import annotations

from typing import Any

import pytest

import symcount as sc
from docs.generate.example_sizes import example_sizes
from symcount.errors import InputError, NotDivisible
from symcount.layers import CATALOGUE, Layer
from symcount.rendering.figures.blocks import Blocks


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_blocks_add_up(layer: Layer) -> None:
    sizes = example_sizes(layer)
    figure, sized = sc.figures.blocks(layer, **sizes), layer(**sizes)
    assert figure.total == sized.count
    names = [name for block in figure.blocks for name in block.names]
    assert sorted(names) == sorted(weight.name for weight in sized.weights if weight.trainable and weight.count)
    assert set(figure.untrained) == {weight.name for weight in sized.weights if not weight.trainable}


@pytest.mark.parametrize(
    "layer, sizes, labels",
    [
        ("lstm", {"units": 5, "input_dim": 13}, {"kernel": "13 × 20", "recurrent_kernel": "5 × 20", "bias": "20"}),
        ("lstm", {"units": 5, "input_dim": 13, "bias": 0}, {"kernel": "13 × 20", "recurrent_kernel": "5 × 20"}),
        ("gru", {"units": 5, "input_dim": 13, "bias": 2}, {"kernel": "13 × 15", "recurrent_kernel": "5 × 15", "bias": "2 × 15"}),
        ("conv2d", {"filters": 64, "input_channels": 6, "kernel_size": 3, "groups": 2}, {"kernel": "3 × 3 × 3 × 64", "bias": "64"}),
        ("multi_head_attention", {"d_model": 512}, {"(query, key, value, output).kernel": "4 × (512 × 512)", "(query, key, value, output).bias": "4 × 512"}),
        ("bidirectional_lstm", {"units": 5, "input_dim": 1, "bias": 0},
         {"(forward, backward)_kernel": "2 × (1 × 20)", "(forward, backward)_recurrent_kernel": "2 × (5 × 20)"}),
        ("dense", {"units": 1000, "input_dim": 1, "num_layers": 1}, {"kernel": "1 × 1,000", "bias": "1,000"}),
        ("embedding", {"vocab_size": 50257, "embedding_dim": 768}, {"embeddings": "50,257 × 768"}),
    ],
)  # fmt: skip
def test_labels_and_shapes(layer: str, sizes: dict[str, Any], labels: dict[str, str]) -> None:
    assert {block.label: block.shape for block in sc.figures.blocks(layer, **sizes).blocks} == labels


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_a_weight_has_its_neighbours_and_its_colour_at_all_sizes(layer: Layer) -> None:
    sizes = example_sizes(layer)
    doubled = {name: size if layer.values_of(name) else 2 * size for name, size in sizes.items()}
    assert _looks(sc.figures.blocks(layer, **sizes)) == _looks(sc.figures.blocks(layer, **doubled))


def test_kernels_of_equal_shape_are_two() -> None:
    looks = {"kernel": 0, "recurrent_kernel": 1, "bias": 2}
    for input_dim in (4, 5, 6):
        assert _looks(sc.figures.blocks("lstm", units=5, input_dim=input_dim)) == looks
    assert _looks(sc.figures.blocks("lstm", units=5, input_dim=5, bias=0)) == {"kernel": 0, "recurrent_kernel": 1}


def _looks(figure: Blocks) -> dict[str, int]:
    return {block.label: block.rank for block in figure.blocks}


def test_data_are_plain() -> None:
    assert sc.figures.blocks("gru", units=5, input_dim=13, bias=0).to_dict()["blocks"][0] == {
        "weights": ["kernel"], "sides": [13, 5], "parts": ["update gate", "reset gate", "candidate"], "copies": 1, "count": 195,
    }  # fmt: skip


def test_what_is_kept_is_named_and_not_drawn() -> None:
    assert sc.figures.blocks("batch_norm", features=3).facts[-1] == "kept and not trained, not drawn: moving_mean and moving_variance"


@pytest.mark.parametrize(
    "sizes, kind, message",
    [
        ({"units": 5}, InputError, "lstm needs input_dim"),
        ({"units": range(1, 5), "input_dim": 3}, InputError, "this figure is drawn at one size"),
        ({"units": 10**13, "input_dim": 3}, InputError, "too large to be drawn"),
        ({"units": 5, "input_dim": "m"}, InputError, "no size is called 'm'"),
    ],
)
def test_what_cannot_be_drawn_is_refused(sizes: dict[str, Any], kind: type[InputError], message: str) -> None:
    with pytest.raises(kind, match=message):
        sc.figures.blocks("lstm", **sizes)


def test_sizes_that_do_not_divide_are_refused() -> None:
    with pytest.raises(NotDivisible, match="6 is not divisible by 4"):
        sc.figures.blocks("conv2d", filters=6, input_channels=4, kernel_size=3, groups=4)
