"""The catalogue by fingerprint."""

from __future__ import annotations

import pytest

from symcount import layers
from symcount.algebra import Value, symbol, value_of
from symcount.judging.fingerprints import Index
from symcount.judging.question import Question
from symcount.judging.settings import Setting
from symcount.reading import parse

INDEX = Index([Question(layer) for layer in layers.CATALOGUE.values()])


def count(text: str) -> Value:
    return value_of(parse(text).node)


def names(settings: list[Setting]) -> set[str]:
    return {setting.layer.name for setting in settings}


@pytest.mark.parametrize("layer", layers.CATALOGUE.values(), ids=str)
def test_every_layer_is_found_under_other_names(layer: layers.Layer) -> None:
    total = Question(layer).total(())
    renamed = total.subs({name: symbol(f"other_{name}") for name in total.names})
    assert layer.name in names(INDEX.textbook(renamed))


@pytest.mark.parametrize(
    "text, numbers, layer",
    [
        ("4ab + 4aa", (), "lstm"),
        ("f*k^2*c + f", (), "conv2d"),
        ("9cf + f", (3,), "conv2d"),
        ("12d^2 + 13d", (), "encoder_layer"),
        ("4d^2", (), "cross_attention"),
    ],
)
def test_other_settings(text: str, numbers: tuple[int, ...], layer: str) -> None:
    assert layer in names(INDEX.others(count(text), numbers))


def test_a_number_that_is_no_kernel_s_makes_no_table() -> None:
    assert not INDEX.others(count("9cf + f"), (1_000_000,))
    assert 1_000_000 not in INDEX.kernels


def test_the_terms_of_highest_degree() -> None:
    assert "gpt2" in names(INDEX.leading(count("12*L*d^2 + 7*d")))


@pytest.mark.parametrize("text, layer", [("4(nm + n^2 + 7n)", "lstm"), ("3(nm + n^2) + 5n", "gru"), ("12*L*d^2 + V*d", "gpt2")])
def test_the_nearest(text: str, layer: str) -> None:
    assert INDEX.nearest(count(text))[0].name == layer
