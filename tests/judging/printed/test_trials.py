"""The settings at which a layer is tried: in order, and each solvable."""

from __future__ import annotations

import pytest

from symcount.frameworks import convention
from symcount.judging.printed.trials import Trial, square_sides, unusual_trials, usual_trials
from symcount.layers import find


def usual(layer: str, framework: str) -> list[Trial]:
    return [trial for group in usual_trials(find(layer), convention(framework, find(layer))) for trial in group]


def unusual(layer: str, framework: str) -> list[Trial]:
    return [trial for group in unusual_trials(find(layer), convention(framework, find(layer))) for trial in group]


@pytest.mark.parametrize(
    "layer, framework, biases",
    [
        ("dense", "keras", [1, 0]),
        ("gru", "keras", [2, 1, 0]),
        ("lstm", "keras", [1, 0, 2]),
        ("lstm", "torch", [2, 0, 1] + 7 * [2]),
        ("conv1d", "keras", [1, 0]),
    ],
)
def test_the_usual_biases_come_in_order(layer: str, framework: str, biases: list[int]) -> None:
    assert [trial.fixed["bias"] for trial in usual(layer, framework)] == biases


def test_a_usual_kernel_is_square() -> None:
    assert all(trial.is_square for trial in usual("conv2d", "keras"))
    assert not all(trial.is_square for trial in unusual("conv2d", "keras"))
    assert square_sides(find("conv2d")) == ("kernel_height", "kernel_width")
    assert square_sides(find("conv1d")) == ()


@pytest.mark.parametrize(
    "layer, framework, solution, count",
    [
        ("lstm", "torch", {"units": 5, "input_dim": 13}, 400),
        ("batch_norm", "keras", {"features": 32}, 128),
        ("batch_norm", "torch", {"features": 32}, 64),
        ("conv2d", "keras", {"filters": 40, "input_channels": 1, "kernel_size": 3}, 400),
    ],
)
def test_the_count_is_that_of_the_layer(layer: str, framework: str, solution: dict[str, int], count: int) -> None:
    trial = usual(layer, framework)[0]
    assert trial.count.at(solution) == count == trial.sized(solution).total


def test_groups_are_counted_without_fractions() -> None:
    trial = next(one for one in unusual("conv2d", "torch") if one.fixed.get("groups") == 2 and one.is_square)
    sizes = {"filters": 8, "input_channels": 4, "kernel_size": 3}
    assert trial.count.at(sizes) == 2 * trial.sized(sizes).total


def test_a_depthwise_convolution_of_pytorch_has_as_many_groups_as_channels() -> None:
    trial = next(one for one in usual("conv2d", "torch") if "groups" not in one.fixed)
    assert trial.sized({"filters": 64, "input_channels": 64, "kernel_size": 3}).total == 640


def test_the_heads_of_an_attention_may_be_wider_than_the_model() -> None:
    assert unusual("multi_head_attention", "keras")[0].count.at({"d_model": 32, "head_dim": 64}) == 8416
