"""The catalogue says what the interface promises, and every definition is whole."""

from __future__ import annotations

import pytest
import sympy

from symcount import layers
from symcount.algebra import as_size
from symcount.errors import InputError, NotDivisible
from symcount.layers import CATALOGUE, Layer
from symcount.roles import ROLES

PROMISED = {
    "dense": "units*(input_dim + bias)",
    "embedding": "vocab_size*embedding_dim",
    "simple_rnn": "units*(input_dim + units + bias)",
    "elman_network": "units*(input_dim + units + bias) + output_dim*(units + bias)",
    "lstm": "4*units*(input_dim + units + bias)",
    "gru": "3*units*(input_dim + units + bias)",
    "bidirectional_lstm": "2*4*units*(input_dim + units + bias)",
    "conv1d": "filters*(kernel_size*input_channels/groups + bias)",
    "conv2d": "filters*(kernel_height*kernel_width*input_channels/groups + bias)",
    "batch_norm": "features*(1 + bias)",
}


EVERY_LAYER = list(CATALOGUE.values())


def sympy_of(text: str) -> sympy.Expr:
    return sympy.sympify(text, locals={name: sympy.Symbol(name) for name in ROLES})


@pytest.mark.parametrize("name, formula", PROMISED.items())
def test_formula(name: str, formula: str) -> None:
    assert sympy.expand(CATALOGUE[name].formula - sympy_of(formula)) == 0


def test_lstm_reads_as_the_interface_shows_it() -> None:
    assert str(layers.lstm.formula) == "4*units*(bias + input_dim + units)"
    assert layers.lstm.formula.subs({"units": 256, "input_dim": 4096, "bias": 1}) == 4457472
    assert [tuple(map(str, weight.shape)) for weight in layers.lstm.weights] == [("input_dim", "4*units"), ("units", "4*units"), ("4*units",)]


@pytest.mark.parametrize("layer", EVERY_LAYER, ids=lambda layer: layer.name)
class TestEveryDefinition:
    def test_its_weights_sum_to_its_formula(self, layer: Layer) -> None:
        parts = [sympy.Integer(1) * as_size(weight.count).expr for weight in layer.weights if weight.trainable]
        assert sympy.expand(sum(parts) - layer.formula) == 0

    def test_its_sizes_are_known(self, layer: Layer) -> None:
        assert set(layer.sizes) <= set(ROLES)

    def test_its_count_is_its_formula_at_the_sizes(self, layer: Layer) -> None:
        sizes = {name: 2 + place if name not in layer.defaults else 1 for place, name in enumerate(layer.sizes)}
        assert layer(**sizes).count == layer.formula.subs(sizes)

    def test_it_says_where_it_comes_from_and_what_it_is(self, layer: Layer) -> None:
        assert layer.source
        assert layer.description.endswith(".")
        assert layer.without_effect

    def test_every_weight_says_what_it_is(self, layer: Layer) -> None:
        assert all(weight.meaning and weight.name for weight in layer.weights)


@pytest.mark.parametrize(
    "layer, sizes, message",
    [
        ("lstm", {"units": 5}, "lstm needs input_dim: input_dim (features that enter a layer (per time step))"),
        ("lstm", {"units": 0, "input_dim": 3}, "units is a whole number from 1, not 0"),
        ("lstm", {"units": 5, "input_dim": 3, "bias": 3}, "bias of lstm is 0 or 1 or 2, not 3"),
        ("dense", {"units": 5, "input_dim": 3, "bias": 2}, "bias of dense is 0 or 1, not 2; two bias vectors are for recurrent layers only"),
        ("dense", {"units": True, "input_dim": 3}, "units is a whole number from 1, not True"),
        ("conv2d", {"units": 5, "filters": 3, "input_channels": 3, "kernel_size": 3}, "filters of conv2d is given twice"),
        ("dense", {"units": sympy.Integer(-3), "input_dim": 2}, "units is a whole number from 1, not -3"),
        ("dense", {"units": sympy.Rational(1, 2), "input_dim": 2}, "units is a whole number, not 1/2"),
        ("dense", {"units": "h", "input_dim": 2}, "units of dense is a whole number or a SymPy expression, not 'h'"),
        ("lstm", {"units": 5, "input_dim": 3, "bisa": 1}, "no size of lstm is called 'bisa'; did you mean 'bias'?"),
    ],
)
def test_sizes_that_are_refused(layer: str, sizes: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match="^" + message.replace("(", r"\(").replace(")", r"\)").replace("?", r"\?")):
        CATALOGUE[layer](**sizes)


@pytest.mark.parametrize(
    "layer, sizes, count",
    [
        ("lstm", {"units": 256, "input_dim": 4096}, 4457472),
        ("lstm", {"units": 256, "input_dim": 4096, "bias": 2}, 4458496),
        ("lstm", {"units": 128, "input_dim": 64, "num_layers": 2}, 98816 + 131584),
        ("bidirectional_lstm", {"units": 5, "input_dim": 3, "num_layers": 2}, 2 * 180 + 2 * 4 * 5 * (10 + 5 + 1)),
        ("dense", {"units": 3, "input_dim": 3, "num_layers": 4}, 48),
        ("conv2d", {"units": 256, "input_dim": 96, "kernel_size": 5, "groups": 2}, 307456),
        ("embedding", {"input_dim": 1000, "output_dim": 64}, 64000),
    ],
)
def test_counts(layer: str, sizes: dict[str, int], count: int) -> None:
    assert CATALOGUE[layer](**sizes).count == count


def test_groups_that_do_not_divide_are_refused() -> None:
    with pytest.raises(NotDivisible):
        layers.conv2d(filters=4, input_channels=3, kernel_size=3, groups=2)


def test_sympy_symbols_are_sizes() -> None:
    h = sympy.Symbol("h")
    assert layers.lstm(units=h, input_dim=3).count == sympy.factor_terms(4 * h * (h + 4))


def test_statistics_are_kept_but_not_counted() -> None:
    norm = layers.batch_norm(features=512)
    assert (norm.count, norm.non_trainable) == (1024, 1024)


def test_a_symbolic_size_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match="must not branch"):
        bool(layers.lstm.weights[0].count)


def test_sizes_too_many_are_refused() -> None:
    with pytest.raises(InputError, match="lstm has 3 sizes, not 4: units, input_dim, bias"):
        CATALOGUE["lstm"](5, 13, 1, 7)
