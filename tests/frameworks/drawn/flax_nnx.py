"""Random valid configurations of Flax nnx' layers."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.frameworks.cases import FEW, FLAG, RATE, WIDTH, Case, Config, Layers, arguments, layer, multiples

BIAS: dict[str, SearchStrategy[Any]] = {"use_bias": FLAG}


def case(name: str, config: SearchStrategy[Config]) -> SearchStrategy[Case]:
    """A layer drawn with its configuration alone."""
    return st.builds(lambda given: Case("flax", f"nnx.{name}", given), config)


BOTH = {"in_features": WIDTH, "out_features": WIDTH}


@st.composite
def linear_general(draw: DrawFn) -> Case:
    """A map between any axes, with a map of its own for each place of the first ones."""
    several = st.lists(FEW, min_size=1, max_size=3)
    inputs = draw(several)
    config: Config = {"in_features": inputs, "out_features": draw(FEW | several), "axis": list(range(-len(inputs), 0))}
    if draw(FLAG):
        config["batch_axis"] = {str(axis): draw(FEW) for axis in range(draw(st.integers(1, 2)))}
    return Case("flax", "nnx.LinearGeneral", {**config, **draw(arguments(**BIAS))})


@st.composite
def einsum(draw: DrawFn) -> Case:
    """An equation, with the sides of its letters, and a bias where one is stated."""
    equation = draw(st.sampled_from(["ta,ab->tb", "nta,hab->nthb", "ntha,hab->ntb", "nta,ahb->nthb", "nab,abc->nc", "...a,ab->...b"]))
    sides = {letter: draw(st.integers(1, 9)) for letter in "tabchn"}
    kernel, _, output = equation.partition(",")[2].replace("...", "").partition("->")
    bias = [sides[letter] for letter in output if letter in kernel]
    config = {"einsum_str": equation, "kernel_shape": [sides[letter] for letter in kernel]}
    return Case("flax", "nnx.Einsum", {**config, **draw(arguments(bias_shape=st.just(bias)))})


@st.composite
def convolution(draw: DrawFn, name: str) -> Case:
    """A convolution of one to three dimensions."""
    dimensions = draw(st.integers(1, 3))
    groups, features = draw(multiples(3, 3))
    channels = draw(FEW)
    sides = st.lists(FEW, min_size=dimensions, max_size=dimensions)
    padding = st.sampled_from(["SAME", "VALID", "CIRCULAR"])
    config: Config = {"out_features": features, "kernel_size": draw(sides), **draw(arguments(**BIAS, padding=padding, strides=sides))}
    if name == "Conv":
        config |= draw(arguments(feature_group_count=st.just(groups), kernel_dilation=FEW, input_dilation=FEW))
    else:
        config |= draw(arguments(transpose_kernel=FLAG, kernel_dilation=sides))
    return Case("flax", f"nnx.{name}", {"in_features": channels * config.get("feature_group_count", 1), **config})


AFFINE: dict[str, SearchStrategy[Any]] = {"use_bias": FLAG, "use_scale": FLAG}
FEATURES = {"num_features": WIDTH}


@st.composite
def group_norm(draw: DrawFn) -> Case:
    """Groups that divide the channels."""
    groups, features = draw(multiples())
    stated: list[Config] = [{"num_groups": groups}, {"num_groups": None, "group_size": features // groups}]
    config = draw(st.sampled_from(stated))
    return Case("flax", "nnx.GroupNorm", {"num_features": features, **config, **draw(arguments(**AFFINE))})


STATE = {"in_features": WIDTH, "hidden_features": st.integers(1, 24)}
CELLS = {name: arguments(STATE) for name in ("LSTMCell", "OptimizedLSTMCell", "GRUCell", "SimpleCell")}
LOOP: dict[str, SearchStrategy[Any]] = {"reverse": FLAG, "keep_order": FLAG, "unroll": FEW, "time_major": FLAG}
A_CELL = st.sampled_from(sorted(CELLS)).flatmap(lambda name: st.builds(layer, st.just(f"nnx.{name}"), CELLS[name]))
AN_RNN = st.builds(layer, st.just("nnx.RNN"), arguments({"cell": A_CELL}, **LOOP))


@st.composite
def attention(draw: DrawFn) -> Case:
    """Heads that divide the width, perhaps fewer of keys and values, and these of another width."""
    kv_heads, heads = draw(multiples(3, 3))
    width = heads * draw(FEW)
    config = draw(arguments(**BIAS, normalize_qk=FLAG, out_features=FEW, dropout_rate=RATE, in_kv_features=WIDTH, num_kv_heads=st.just(kv_heads)))
    if draw(FLAG):
        config |= {"qkv_features": width, "in_features": draw(WIDTH)}
    return Case("flax", "nnx.MultiHeadAttention", {"num_heads": heads, "in_features": width, **config, **draw(arguments(decode=FLAG))})


@st.composite
def normalized(draw: DrawFn, name: str, /, **optional: SearchStrategy[Any]) -> Case:
    """A layer with its kernels normalised."""
    inner = ("Linear", "Conv", "ConvTranspose", "LinearGeneral", "Einsum", "Embed", "LoRALinear", "LSTMCell", "OptimizedLSTMCell")
    one = draw(st.one_of(*(LAYERS[each] for each in inner)))
    return Case("flax", f"nnx.{name}", {"layer_instance": layer(one.layer, one.config), **draw(arguments(**optional))})


UPDATE = {**BOTH, "lora_rank": st.integers(1, 8)}
A_LINEAR = st.builds(layer, st.just("nnx.Linear"), arguments(BOTH, **BIAS))

LAYERS: Layers = {
    "Linear": case("Linear", arguments(BOTH, **BIAS)),
    "LinearGeneral": linear_general(),
    "Einsum": einsum(),
    "Embed": case("Embed", arguments({"num_embeddings": st.integers(1, 500), "features": WIDTH})),
    "LoRA": case("LoRA", arguments(UPDATE, base_module=A_LINEAR | st.none())),
    "LoRALinear": case("LoRALinear", arguments(UPDATE, **BIAS)),
    "Conv": convolution("Conv"),
    "ConvTranspose": convolution("ConvTranspose"),
    **{name: case(name, arguments(FEATURES, **AFFINE)) for name in ("BatchNorm", "LayerNorm", "InstanceNorm")},
    "RMSNorm": case("RMSNorm", arguments(FEATURES, use_scale=FLAG)),
    "GroupNorm": group_norm(),
    "PReLU": case("PReLU", arguments(negative_slope_init=st.just(0.2))),
    **{name: case(name, config) for name, config in CELLS.items()},
    "RNN": case("RNN", arguments({"cell": A_CELL}, **LOOP)),
    "Bidirectional": case("Bidirectional", arguments({"forward_rnn": AN_RNN, "backward_rnn": AN_RNN})),
    "MultiHeadAttention": attention(),
}
LAYERS["SpectralNorm"] = normalized("SpectralNorm", n_steps=st.integers(0, 3))
LAYERS["WeightNorm"] = normalized("WeightNorm", use_scale=FLAG, variable_filter=FLAG | st.none(), feature_axes=st.sampled_from([-1, None, [-1], [-2, -1], 0]))
