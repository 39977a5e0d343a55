"""The catalogue says what the interface promises, and every definition is whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sympy

from symcount import layers
from symcount.algebra import as_size
from symcount.errors import InputError, NotDivisible
from symcount.layers import CATALOGUE, Layer
from symcount.roles import ROLES
from tests.latex import braces_balance, compile_page, compiles_latex

RECURRENT = "units*(input_dim + units + bias)"
ATTENTION = "4*d_model*(d_model + bias)"
FEED_FORWARD = "(2*d_model*d_ff + bias*(d_ff + d_model))"
GATED = "(3*d_model*d_ff + bias*(2*d_ff + d_model))"
NORM = "d_model*(1 + bias)"
ENCODER = f"({ATTENTION} + {FEED_FORWARD} + 2*{NORM})"
GROUPED = "2*d_model*(num_heads + num_kv_heads)*head_dim"
WINDOW = "kernel_height*kernel_width"
VOLUME = f"kernel_depth*{WINDOW}"

PROMISED = {
    "dense": "units*(input_dim + bias)",
    "embedding": "vocab_size*embedding_dim",
    "position_embedding": "context_length*d_model",
    "simple_rnn": RECURRENT,
    "elman_network": f"{RECURRENT} + output_dim*(units + bias)",
    "lstm": f"4*{RECURRENT}",
    "gru": f"3*{RECURRENT}",
    "minimal_gated_unit": f"2*{RECURRENT}",
    "peephole_lstm": f"4*{RECURRENT} + 3*units",
    "bidirectional_lstm": f"2*4*{RECURRENT}",
    "bidirectional_gru": f"2*3*{RECURRENT}",
    **{f"conv1d{way}": "filters*(kernel_size*input_channels/groups + bias)" for way in ("", "_transpose")},
    **{f"conv2d{way}": f"filters*({WINDOW}*input_channels/groups + bias)" for way in ("", "_transpose")},
    **{f"conv3d{way}": f"filters*({VOLUME}*input_channels/groups + bias)" for way in ("", "_transpose")},
    "conv_lstm1d": "4*filters*(kernel_size*(input_channels + filters) + bias)",
    "conv_lstm2d": f"4*filters*({WINDOW}*(input_channels + filters) + bias)",
    "conv_lstm3d": f"4*filters*({VOLUME}*(input_channels + filters) + bias)",
    "depthwise_conv1d": "input_channels*depth_multiplier*(kernel_size + bias)",
    "depthwise_conv2d": f"input_channels*depth_multiplier*({WINDOW} + bias)",
    "separable_conv1d": "input_channels*depth_multiplier*(kernel_size + filters) + bias*filters",
    "separable_conv2d": f"input_channels*depth_multiplier*({WINDOW} + filters) + bias*filters",
    "batch_norm": "features*(1 + bias)",
    "layer_norm": "features*(1 + bias)",
    "rms_norm": "features",
    "prelu": "features",
    "layer_scale": "features",
    "multi_head_attention": ATTENTION,
    "grouped_query_attention": f"{GROUPED} + bias*(num_heads*head_dim + 2*num_kv_heads*head_dim + d_model)",
    "feed_forward": FEED_FORWARD,
    "gated_feed_forward": GATED,
    "encoder_layer": ENCODER,
    "decoder_layer": f"2*{ATTENTION} + {FEED_FORWARD} + 3*{NORM}",
    "mixture_of_experts": f"num_experts*({FEED_FORWARD} + d_model + bias)",
    "gated_mixture_of_experts": f"num_experts*({GATED} + d_model + bias)",
    "gpt2": f"(vocab_size*(2 - tied) + context_length)*d_model + num_layers*{ENCODER} + {NORM}",
    "bert": f"(vocab_size + context_length + 2)*d_model + {NORM} + num_layers*{ENCODER} + d_model*(d_model + bias)",
    "llama": f"vocab_size*d_model*(2 - tied) + num_layers*({GROUPED} + 3*d_model*d_ff + 2*d_model) + d_model",
    "vit": f"d_model*({WINDOW}*input_channels + bias) + d_model + (context_length + 1)*d_model + num_layers*{ENCODER} + {NORM} + output_dim*(d_model + bias)",
    "lora": "rank*(input_dim + units)",
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
        sizes = {name: 2 ** (len(layer.sizes) - place) if name not in layer.defaults else 1 for place, name in enumerate(layer.sizes)}
        assert layer(**sizes).count == layer.formula.subs(sizes)

    def test_it_says_where_it_comes_from_and_what_it_is(self, layer: Layer) -> None:
        assert layer.source
        assert re.findall(r"[.!?](?=\s|$)", layer.description) == ["."]
        assert layer.description.endswith(".")
        assert layer.without_effect

    def test_every_weight_says_what_it_is(self, layer: Layer) -> None:
        assert all(weight.meaning and weight.name for weight in layer.weights)
        assert all(block for weight in layer.weights for block in weight.each)
        assert all(len(set(weight.each)) == len(weight.each) for weight in layer.weights)

    def test_no_weight_is_called_as_what_enters_or_leaves(self, layer: Layer) -> None:
        assert not {weight.name for weight in layer.weights} & {"input", "output"}

    def test_it_says_what_enters_and_leaves_it(self, layer: Layer) -> None:
        shapes = [*layer.inputs.values(), *layer.outputs.values()]
        assert layer.inputs
        assert layer.outputs
        assert all(shape.sides.count(...) <= 1 for shape in shapes)
        assert {name for shape in shapes for name in shape.names} <= set(ROLES)

    def test_several_inputs_are_told_apart_by_name(self, layer: Layer) -> None:
        assert len(layer.inputs) == 1 or all(layer.inputs)

    def test_it_says_what_it_computes(self, layer: Layer) -> None:
        assert layer.equations
        assert all(map(braces_balance, layer.equations))
        assert all(len(re.findall(r"\\left\b", line)) == len(re.findall(r"\\right\b", line)) for line in layer.equations)


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
        ("min_gru", {"units": 3, "input_dim": 2, "bias": 2}, "bias of min_gru is 0 or 1, not 2"),
        ("light_gru", {"units": 3, "input_dim": 2, "bias": 2}, "bias of light_gru is 0 or 1, not 2"),
        ("lstm", {"units": 5, "input_dim": 3, "bisa": 1}, "no size of lstm is called 'bisa'; did you mean 'bias'?"),
    ],
)
def test_sizes_that_are_refused(layer: str, sizes: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match="^" + message.replace("(", r"\(").replace(")", r"\)").replace("?", r"\?")):
        CATALOGUE[layer](**sizes)


def test_a_usual_size_may_be_an_expression_of_others() -> None:
    sizes = {"vocab_size": 50257, "context_length": 1024, "num_layers": 12}
    assert layers.gpt2(**sizes, d_model=768).sizes["d_ff"] == 3072
    assert str(layers.gpt2(**sizes, d_model=sympy.Symbol("d")).sizes["d_ff"]) == "4*d"
    assert layers.gpt2(**sizes, d_model=768, d_ff=1).count < layers.gpt2(**sizes, d_model=768).count


def test_a_tied_head_is_a_switch() -> None:
    tied = as_size(layers.gpt2.symbolic.sizes["tied"])
    assert tied * tied == tied


@pytest.mark.parametrize(
    "layer, sizes, count",
    [
        ("lstm", {"units": 256, "input_dim": 4096}, 4457472),
        ("projected_lstm", {"units": 5, "input_dim": 3, "projection_dim": 2, "num_layers": 2}, 4 * 5 * (3 + 2 + 1) + 10 + 4 * 5 * (2 + 2 + 1) + 10),
        ("conv_lstm1d", {"filters": 5, "input_channels": 3, "kernel_size": 2, "num_layers": 2}, 4 * 5 * (2 * 8 + 1) + 4 * 5 * (2 * 10 + 1)),
        ("encoder_layer", {"d_model": 768, "d_ff": 3072, "num_layers": 12}, 12 * 7087872),
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


@pytest.mark.parametrize(
    "layer, sizes, message",
    [
        ("conv2d", {"filters": 4, "input_channels": 3, "kernel_size": 3, "groups": 2}, "input_channels of conv2d is a multiple of groups: 3"),
        ("conv1d_transpose", {"filters": 3, "input_channels": 4, "kernel_size": 3, "groups": 2}, "filters of conv1d_transpose is a multiple of groups"),
        ("squeeze_excite", {"input_channels": 8, "reduction": 3}, "input_channels of squeeze_excite is a multiple of reduction: 8 is not divisible by 3"),
        *((f"conv{n}d{way}", {"filters": 4, "input_channels": 3, "kernel_size": 3, "groups": 2}, "3 .* by 2") for n in (1, 2, 3) for way in ("", "_transpose")),
        *((f"conv{n}d{way}", {"filters": 4, "input_channels": 3, "kernel_size": 3, "groups": 3}, "4 .* by 3") for n in (1, 2, 3) for way in ("", "_transpose")),
        ("grouped_query_attention", {"d_model": 8, "num_heads": 4, "num_kv_heads": 3, "head_dim": 2}, "4 .* by 3"),
        ("cross_attention", {"d_model": 8, "num_heads": 4, "num_kv_heads": 3, "head_dim": 2}, "4 .* by 3"),
        ("group_norm", {"features": 7, "groups": 2}, "7 .* by 2"),
        ("llama", {"vocab_size": 9, "d_model": 8, "num_layers": 1, "d_ff": 8, "num_heads": 4, "num_kv_heads": 3, "head_dim": 2}, "4 .* by 3"),
    ],
)
def test_sizes_that_do_not_divide_are_refused(layer: str, sizes: dict[str, int], message: str) -> None:
    with pytest.raises(NotDivisible, match=message):
        CATALOGUE[layer](**sizes)


def test_sizes_too_many_are_refused() -> None:
    with pytest.raises(InputError, match="lstm has 3 sizes, not 4: units, input_dim, bias"):
        CATALOGUE["lstm"](5, 13, 1, 7)


def test_a_layer_is_shown_in_a_notebook_as_its_formula() -> None:
    assert CATALOGUE["lstm"]._repr_latex_() == r"$\displaystyle 4n(m + n + b)$"


@compiles_latex
def test_every_equation_compiles(tmp_path: Path) -> None:
    lines = {layer.title: " \\\\\n".join(layer.equations) for layer in EVERY_LAYER}
    compile_page([f"\\paragraph{{{title}}}\\begin{{gather*}}\n{equations}\n\\end{{gather*}}" for title, equations in lines.items()], "amsmath", tmp_path)
