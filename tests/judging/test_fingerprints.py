"""The catalogue by fingerprint."""

from __future__ import annotations

import pytest

from symcount import layers
from symcount.algebra import Value, symbol, value_of
from symcount.judging.fingerprints import Index
from symcount.judging.question import Question, assumed
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


def test_a_number_that_is_no_kernel_s_makes_no_settings() -> None:
    assert not INDEX.others(count("9cf + f"), (1_000_000,))


@pytest.mark.parametrize(
    "layer, assume, is_shared",
    [
        ("lstm", {"d_ff": "4*d_model"}, True),
        ("encoder_layer", {"d_ff": "4*d_model"}, False),
        ("encoder_layer", {"units": "input_dim"}, True),
        ("encoder_layer", {"d_ff": "2*d_model", "d_model": "num_heads*head_dim", "head_dim": "rank"}, False),
        ("conv2d", {"num_layers": "rank"}, False),
    ],
)
def test_settings_are_shared_where_an_identity_says_nothing_about_a_layer(layer: str, assume: dict[str, str], is_shared: bool) -> None:
    plain = Question(layers.CATALOGUE[layer])
    stated = Question(plain.layer, assume=assumed(assume, None))
    without, with_it = ([id(setting) for setting in Index([question])] for question in (plain, stated))
    assert (without == with_it) is is_shared


def test_an_identity_is_put_in_through_others() -> None:
    assume = assumed({"d_ff": "rank", "rank": "4*d_model"}, None)
    assert "feed_forward" in names(Index([Question(layers.feed_forward, assume=assume)]).textbook(count("8d^2 + 5d")))


def test_the_terms_of_highest_degree() -> None:
    assert "gpt2" in names(INDEX.leading(count("12*L*d^2 + 7*d")))


@pytest.mark.parametrize("text, layer", [("4(nm + n^2 + 7n)", "lstm"), ("3(nm + n^2) + 5n", "gru"), ("12*L*d^2 + V*d", "gpt2")])
def test_the_nearest(text: str, layer: str) -> None:
    assert INDEX.nearest(count(text))[0].name == layer
