"""`explain`: the formula, each weight and its part of the sum, and what does not matter."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

import symcount as sc
from symcount.errors import FormulaError, InputError, NotDivisible
from symcount.layers import CATALOGUE, find
from tests.judging.arithmetic import value_at

KEYS = {"layer", "formula", "latex", "weights", "count", "inputs", "outputs", "equations"}
WEIGHT_KEYS = {"name", "shape", "formula", "count"}


@pytest.mark.parametrize(
    "layer, sizes, arithmetic",
    [
        ("lstm", {"units": 256, "input_dim": 4096}, "4*(4096*256 + 256*256 + 256) = 4457472"),
        ("lstm", {"units": 5, "input_dim": 13, "bias": 0}, "4*(13*5 + 5*5) = 360"),
        ("lstm", {"units": 5, "input_dim": 13, "bias": 2}, "4*(13*5 + 5*5 + 5*2) = 400"),
        ("lstm", {"units": 1, "input_dim": 1}, "4*(1 + 1 + 1) = 12"),
        ("lstm", {"hidden_size": 5, "input_size": 13}, "4*(13*5 + 5*5 + 5) = 380"),
        ("nn.Linear", {"in_features": 5, "out_features": 650}, "5*650 + 650 = 3900"),
        ("dense", {"units": 650, "input_dim": 5}, "5*650 + 650 = 3900"),
        ("TimeDistributed(Dense)", {"units": 650, "input_dim": 5}, "5*650 + 650 = 3900"),
        ("conv2d", {"filters": 32, "input_channels": 3, "kernel_size": 3}, "3*3*3*32 + 32 = 896"),
        ("embedding", {"input_dim": 1000, "output_dim": 64}, "1000*64 = 64000"),
        ("batch_norm", {"features": 64}, "64 + 64 = 128"),
        ("elman_network", {"units": 3, "input_dim": 2, "output_dim": 4}, "2*3 + 3*3 + 3 + 3*4 + 4 = 34"),
        ("lstm", {"units": 5, "input_dim": 13, "num_layers": 2}, "4*(13*5 + 5*5 + 5 + 5*5 + 5*5 + 5) = 600"),
        ("lstm", {"units": 5}, ""),
        ("lstm", {"units": "2*h", "input_dim": 3}, ""),
    ],
)
def test_the_formula_with_the_numbers_put_in(layer: str, sizes: dict[str, Any], arithmetic: str) -> None:
    explained = sc.explain(layer, **sizes)
    assert explained.arithmetic == arithmetic
    if arithmetic:
        calculation, _, count = arithmetic.rpartition(" = ")
        assert value_at(calculation, {}) == int(count) == explained.to_dict()["count"]
        assert arithmetic in str(explained)


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
class TestEveryLayer:
    def test_has_the_keys_of_the_interface(self, layer: Any) -> None:
        explained = sc.explain(layer.name).to_dict()
        assert set(explained) >= KEYS
        assert all(set(weight) >= WEIGHT_KEYS for weight in explained["weights"])
        assert json.loads(sc.explain(layer.name).to_json()) == explained

    def test_its_parts_sum_to_its_count(self, layer: Any) -> None:
        sizes: dict[str, Any] = {size: 2 ** (len(layer.sizes) - place) for place, size in enumerate(layer.sizes) if size not in layer.defaults}
        explained = sc.explain(layer.name, **sizes).to_dict()
        assert sum(weight["count"] for weight in explained["weights"] if weight["trainable"]) == explained["count"]

    def test_prints_each_weight_and_what_does_not_matter(self, layer: Any) -> None:
        printed = str(sc.explain(layer.name))
        assert all(weight.name in printed for weight in layer.weights)
        assert f"does not matter: {layer.without_effect[0]}" in printed
        assert layer.source in printed

    def test_shows_in_a_notebook(self, layer: Any) -> None:
        explained = sc.explain(layer.name)
        assert all(f">{weight.name}</td>" in explained._repr_html_() for weight in layer.weights)
        assert explained._repr_latex_().count("{") == explained._repr_latex_().count("}")


def test_the_weights_of_an_lstm() -> None:
    weights = sc.explain("lstm").to_dict()["weights"]
    assert [(weight["name"], weight["shape"], weight["formula"], weight["count"]) for weight in weights] == [
        ("kernel", ["input_dim", "4*units"], "4*input_dim*units", None),
        ("recurrent_kernel", ["units", "4*units"], "4*units**2", None),
        ("bias", ["4*units"], "4*units*bias", None),
    ]


@pytest.mark.parametrize(
    "layer, sizes, inputs, outputs",
    [
        (
            "lstm",
            {"units": 5, "input_dim": 13},
            {"": ["batch_size", "timesteps", 13]},
            {"return_sequences=False": ["batch_size", 5], "return_sequences=True": ["batch_size", "timesteps", 5]},
        ),
        (
            "conv2d",
            {"filters": 64, "input_channels": 3, "kernel_size": 7, "stride": 2, "padding": 3, "input_height": 224, "input_width": 224},
            {"": ["batch_size", 224, 224, 3]},
            {"": ["batch_size", 112, 112, 64], "padding='same'": ["batch_size", 112, 112, 64]},
        ),
        (
            "conv1d",
            {},
            {"": ["batch_size", "input_length", "input_channels"]},
            {"": ["batch_size", "input_length - kernel_size + 1", "filters"], "padding='same'": ["batch_size", "input_length", "filters"]},
        ),
        ("dense", {"units": "2*h"}, {"": ["batch_size", "...", "input_dim"]}, {"": ["batch_size", "...", "2*h"]}),
        ("embedding", {"output_dim": 64}, {"": ["batch_size", "..."]}, {"": ["batch_size", "...", 64]}),
        (
            "bilinear",
            {"units": 4},
            {"first": ["batch_size", "...", "input_dim"], "second": ["batch_size", "...", "second_input_dim"]},
            {"": ["batch_size", "...", 4]},
        ),
        ("conv1d", {"num_layers": 2}, {"": ["batch_size", "input_length", "input_channels"]}, {}),
    ],
)
def test_what_enters_and_leaves(layer: str, sizes: dict[str, Any], inputs: dict[str, Any], outputs: dict[str, Any]) -> None:
    explained = sc.explain(layer, **sizes).to_dict()
    assert (explained["inputs"], explained["outputs"]) == (inputs, outputs)


def test_shapes_stand_in_columns() -> None:
    printed = str(sc.explain("lstm", units=5, input_dim=13)).splitlines()
    assert printed[9:12] == [
        "    input   (batch_size, timesteps, 13)",
        "    output  (batch_size, 5)              return_sequences=False",
        "            (batch_size, timesteps, 5)   return_sequences=True",
    ]


def test_a_size_of_the_shapes_alone_puts_no_number_into_the_formula() -> None:
    assert sc.explain("conv2d", stride=2).count == sc.explain("conv2d").count


def test_equations_are_given_as_latex() -> None:
    assert sc.explain("lstm").to_dict()["equations"][-1] == r"h_t = o_t \odot \tanh(c_t)"


def test_what_the_factor_is() -> None:
    assert "the factor 4: input gate, forget gate, candidate and output gate" in str(sc.explain("lstm"))
    assert "the factor" not in str(sc.explain("dense"))
    assert "for each of four gates" in str(sc.explain("lstm"))
    assert "for each of two parts" in str(sc.explain("graph_sage"))


@pytest.mark.parametrize("argument", ["time steps", "return_sequences", "dropout"])
def test_what_does_not_matter(argument: str) -> None:
    assert argument in sc.explain("lstm").to_dict()["without_effect"]


def test_expressions_are_put_in() -> None:
    explained = sc.explain("lstm", units="2*h", input_dim="h")
    assert explained.sized.total == sc.parse("8*h*(3*h + bias)").value()
    assert explained.latex({"h": "H"}) == "8H(3H + b)"


def test_steps_lead_from_the_weights_to_the_count() -> None:
    explained = sc.explain("lstm", units=5, input_dim=13)
    assert [step.after for step in explained.steps] == [
        "4*units*input_dim + 4*units**2 + 4*units*bias",
        "4*units*(input_dim + units + bias)",
        "4*5*(13 + 5 + 1)",
        "380",
    ]
    assert explained.count == 380


def test_steps_go_on_to_the_count_at_the_sizes_given() -> None:
    steps = sc.explain("conv2d", groups=2).steps
    assert [step.rule for step in steps][2:4] == ["put in the sizes", "distribute"]
    assert steps[2].after == "filters*(input_channels*kernel_height*kernel_width/2 + 1)"
    assert steps[-1].after == "filters*(input_channels*kernel_height*kernel_width + 2)/2"
    assert [step.rule for step in sc.explain("lstm").steps] == ["order", "common factor"]


def test_steps_are_made_only_when_asked_for() -> None:
    explained = sc.explain("lstm", units=5, input_dim=13)
    asked = replace(explained, with_steps=True)
    assert explained.to_dict()["steps"] == []
    assert asked.to_dict()["steps"] == [step.to_dict() for step in explained.steps]
    assert str(asked).startswith(str(explained))
    assert str(asked).endswith("      = 380    (compute)")


def test_a_stack_is_explained_by_its_own_formula() -> None:
    explained = sc.explain("lstm", units=10, input_dim=4, num_layers=3)
    assert explained.formula.at({"units": 10, "input_dim": 4, "num_layers": 3, "bias": 1}) == explained.count == 2280


@pytest.mark.parametrize(
    "sizes, outputs",
    [
        ({"strides": 2}, [4, 4]),
        ({"dilation_rate": 2}, [6, 6]),
        ({"padding": "1"}, [10, 10]),
        ({"kernel_size": "k"}, ["11 - k", "11 - k"]),
        ({"input_height": "H"}, ["H - 2", 8]),
    ],
)
def test_the_sizes_of_the_shapes(sizes: dict[str, Any], outputs: list[int | str]) -> None:
    explained = sc.explain("conv2d", **{"kernel_size": 3, "input_height": 10, "input_width": 10, **sizes})
    assert explained.to_dict()["outputs"][""] == ["batch_size", *outputs, "filters"]


def test_it_cannot_be_changed() -> None:
    explained = sc.explain("lstm")
    with pytest.raises(FrozenInstanceError):
        explained.sized = CATALOGUE["lstm"].symbolic  # type: ignore[misc]


@pytest.mark.parametrize(
    "layer, sizes, error, message",
    [
        ("ltsm", {}, InputError, "did you mean 'lstm'?"),
        ("lstm", {"unitz": 3}, InputError, "did you mean 'units'"),
        ("lstm", {"units": 0}, InputError, "units is a whole number from 1, not 0"),
        ("lstm", {"units": "5-5"}, InputError, "units is a whole number from 1, not 0"),
        ("lstm", {"units": "1.5"}, InputError, "a size is a whole number, not 1.5"),
        ("lstm", {"units": "2*(h"}, FormulaError, "this bracket is never closed"),
        ("dense", {"bias": 2}, InputError, "two bias vectors are for recurrent layers only"),
        ("conv2d", {"filters": 4, "input_channels": 3, "kernel_size": 3, "groups": 2}, NotDivisible, "3 is not divisible by 2"),
        ("conv2d", {"stridez": 2}, InputError, "did you mean 'stride'"),
        ("conv2d", {"strides": 2, "stride": 2}, InputError, "stride of conv2d is given twice"),
        ("conv2d", {"stride": 0}, InputError, "stride is a whole number from 1, not 0"),
        ("conv2d", {"stride": "s"}, InputError, "stride is a whole number, not 's'"),
        ("conv2d", {"padding": "same"}, InputError, "padding is a whole number, not 'same'; what padding='same' leaves is the row that is named so"),
        ("conv2d", {"dilation_rate": "d"}, InputError, "dilation_rate is a whole number, not 'd'"),
        ("conv2d_transpose", {"output_padding": "same"}, InputError, "output_padding is a whole number, not 'same'"),
        ("conv2d", {"kernel_size": "3x5"}, InputError, "for each of kernel_height and kernel_width, not '3x5': give kernel_height and kernel_width"),
        ("conv3d", {"kernel_size": "3*k"}, InputError, "give kernel_depth, kernel_height and kernel_width"),
        ("conv2d", {"kernel_size": 3, "input_height": 1}, InputError, "a side of conv2d would be -1"),
    ],
)
def test_refusals(layer: str, sizes: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as refused:
        sc.explain(layer, **sizes)
    assert message in str(refused.value)


@pytest.mark.parametrize("layer, said", [
    ("encoder_layer", "</span> is d_ff, "),
    ("gpt2", "</span> is d_ff, 4·d_model unless given, "),
    ("bert", "</span> is d_ff, 4·d_model unless given, "),
])  # fmt: skip
def test_every_letter_is_explained(layer: str, said: str) -> None:
    assert said in sc.explain(layer)._repr_html_()
    assert said in find(layer)._repr_html_()


def test_the_count_at_expressions_is_typeset() -> None:
    page = sc.explain("encoder_layer", d_model="d", d_ff="4*d")._repr_html_()
    assert "<p>at d_model = d, d_ff = 4·d:</p>" in page
    assert "<i>d</i>(12<i>d</i> + 11<i>b</i> + 2)" in page
    assert "in numbers" not in page


@pytest.mark.parametrize("sizes", [{}, {"units": 5, "input_dim": 13}])
def test_at_numbers_or_at_no_sizes_there_is_one_formula(sizes: dict[str, int]) -> None:
    assert "<p>at " not in sc.explain("lstm", **sizes)._repr_html_()
