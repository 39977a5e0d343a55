"""Shapes of weights: each framework's layout, swapped sides, sides too many."""

from __future__ import annotations

import pytest

import symcount as sc
from symcount.errors import FormulaError, InputError
from symcount.judging.question import in_sizes
from symcount.layers.shapes import Shape


@pytest.mark.parametrize(
    "text, layer, weight, laid_out",
    [
        ("(input_dim, 4*units)", "lstm", "kernel", "the textbook and Keras"),
        ("(4*units, input_dim)", "lstm", "kernel", "PyTorch"),
        ("(m, 4n)", "lstm", "kernel", "the textbook and Keras"),
        ("(4h, x)", "lstm", "kernel", "PyTorch"),
        ("(units, 4*units)", "lstm", "recurrent_kernel", "the textbook and Keras"),
        ("(4*units,)", "lstm", "bias", "the textbook, Keras and PyTorch"),
        ("(units, 3*units)", "gru", "recurrent_kernel", "the textbook and Keras"),
        ("(vocab_size, embedding_dim)", "embedding", "embeddings", "the textbook, Keras and PyTorch"),
        ("(kernel_height, kernel_width, input_channels, filters)", "conv2d", "kernel", "the textbook and Keras"),
        ("(filters, input_channels, kernel_height, kernel_width)", "conv2d", "kernel", "PyTorch"),
        ("(k, k, c, f)", "conv2d", "kernel", "the textbook and Keras"),
        ("(kernel_size, input_channels, filters)", "conv1d", "kernel", "the textbook and Keras"),
        ("(features,)", "batch_norm", "moving_mean", "the textbook, Keras and PyTorch"),
    ],
)
def test_right_shapes(text: str, layer: str, weight: str, laid_out: str) -> None:
    verdict = sc.check(text, layer, weight=weight)
    assert (verdict.verdict, verdict.difference, verdict.diagnosis) == ("correct", "0", ())
    assert verdict.notes == (f"{weight} is laid out so in {laid_out}",)


@pytest.mark.parametrize(
    "text, layer, weight, kind, message",
    [
        ("(units, 4*inputs)", "lstm", "kernel", "swapped-roles", "its sides are swapped: kernel is (input_dim, 4*units)"),
        ("(units, input_dim, 4)", "lstm", "kernel", "extra-factor", "it has 3 sides, but kernel has 2 sides"),
        ("(4*units,)", "lstm", "kernel", "missing-factor", "it has 1 side, but kernel has 2 sides"),
        ("(input_dim, 3*units)", "lstm", "kernel", "wrong-role", "it has 3*units where 4*units belongs"),
        ("(timesteps, 4*units)", "lstm", "kernel", "wrong-role", "it has timesteps where input_dim belongs"),
        ("(units,)", "lstm", "bias", "wrong-role", "it has units where 4*units belongs"),
        ("(embedding_dim, vocab_size)", "embedding", "embeddings", "swapped-roles", "sides are swapped"),
    ],
)
def test_wrong_shapes(text: str, layer: str, weight: str, kind: str, message: str) -> None:
    verdict = sc.check(text, layer, weight=weight)
    assert verdict.verdict == "incorrect"
    assert [fault.kind for fault in verdict.diagnosis] == [kind]
    assert message in verdict.diagnosis[0].message


@pytest.mark.parametrize(
    "text, framework, verdict",
    [
        ("(4*units, input_dim)", "torch", "correct"),
        ("(4*units, input_dim)", "keras", "incorrect"),
        ("(input_dim, 4*units)", "torch", "incorrect"),
        ("(input_dim, 4*units)", "keras", "correct"),
    ],
)
def test_with_a_convention_its_layout_alone_counts(text: str, framework: str, verdict: str) -> None:
    assert sc.check(text, "lstm", weight="kernel", convention=framework).verdict == verdict


def test_stated_sizes_may_stand_as_their_numbers() -> None:
    assert sc.check("(4096, 1024)", "lstm", weight="kernel", given={"units": 256, "input_dim": 4096}).verdict == "correct"


@pytest.mark.parametrize(
    "text, layer, weight, error, message",
    [
        ("(units,)", "lstm", "kernle", InputError, "no weight of lstm is called 'kernle'; did you mean 'kernel'?"),
        ("(units,)", None, "kernel", InputError, "say which layer's kernel it is"),
        ("", "lstm", "kernel", FormulaError, "there is no shape"),
        ("(units, ", "lstm", "kernel", FormulaError, "this bracket is never closed"),
    ],
)
def test_shapes_that_are_refused(text: str, layer: str | None, weight: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as refused:
        sc.check(text, layer, weight=weight)
    assert message in str(refused.value)


def shape(*sides: str) -> Shape:
    return Shape(tuple(in_sizes(side, None) for side in sides))


def test_a_shape_prints_as_python_prints_it() -> None:
    assert str(shape("units", "4*units")) == "(units, 4*units)"
    assert str(shape("units")) == "(units,)"
    assert str(shape("units", "4*units").count) == "4*units**2"


def test_shapes_are_compared_side_by_side() -> None:
    assert shape("2*units + 2*units", "input_dim").equals(shape("4*units", "input_dim"))
    assert not shape("units", "input_dim").equals(shape("input_dim", "units"))
    assert not shape("units").equals(shape("units", "1"))
