"""Random valid configurations of Flax linen's layers."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.frameworks.cases import FEW, FLAG, WIDTH, Case, Config, Layers, arguments, layer, multiples, one_or_each

FP8: dict[str, SearchStrategy[Any]] = {"dot_general_cls": st.sampled_from(["Fp8DotGeneralOp", "Fp8DirectDotGeneralOp", "NANOOFp8DotGeneralOp"])}
BIAS: dict[str, SearchStrategy[Any]] = {"use_bias": FLAG}


def case(name: str, config: SearchStrategy[Config], shape: SearchStrategy[list[Any]]) -> SearchStrategy[Case]:
    """A layer drawn with its configuration and the shape of its input."""
    return st.builds(lambda given, seen: Case("flax", f"linen.{name}", given, seen), config, shape)


def seen(least: int = 0, most: int = 3) -> SearchStrategy[list[int]]:
    """An input of features, with a batch and as many axes between."""
    return st.builds(lambda sides, width: [2, *sides, width], st.lists(FEW, min_size=least, max_size=most), WIDTH)


# -- fully connected, embeddings -------------------------------------------------------------------------------------


@st.composite
def dense_general(draw: DrawFn) -> Case:
    """A map between any axes, with a map of its own for each place of the first ones."""
    shape = [2, *draw(st.lists(FEW, min_size=1, max_size=4))]
    batches = draw(st.integers(0, min(2, len(shape) - 1)))
    axis = st.lists(st.integers(batches, len(shape) - 1), min_size=1, max_size=len(shape) - batches, unique=True)
    axes = sorted(draw(axis))
    signed = [place - len(shape) if draw(FLAG) else place for place in axes]
    config: Config = {"features": draw(FEW | st.lists(FEW, min_size=1, max_size=3)), "axis": signed[0] if len(signed) == 1 else signed}
    if batches:
        config["batch_dims"] = list(range(batches))
    return Case("flax", "linen.DenseGeneral", {**config, **draw(arguments(**BIAS, **FP8))}, shape)


EQUATIONS = {"ta,ab->tb": "ta", "nta,hab->nthb": "nta", "ntha,hab->ntb": "ntha", "nta,ahb->nthb": "nta", "nab,abc->nc": "nab"}


@st.composite
def einsum(draw: DrawFn) -> Case:
    """An equation, with the sides of its letters."""
    equation = draw(st.sampled_from(sorted(EQUATIONS)))
    sides = {letter: draw(st.integers(1, 9)) for letter in "tabchn"}
    kernel = [sides[letter] for letter in equation.partition(",")[2].partition("->")[0]]
    return Case("flax", "linen.Einsum", {"shape": kernel, "einsum_str": equation, **draw(arguments(**BIAS))}, [sides[letter] for letter in EQUATIONS[equation]])


# -- convolutions ----------------------------------------------------------------------------------------------------


@st.composite
def convolution(draw: DrawFn, name: str) -> Case:
    """A convolution of one to three dimensions: grouped, transposed, unshared or in an LSTM."""
    dimensions = draw(st.integers(1, 2 if name == "ConvLocal" else 3))
    groups, features = draw(multiples(3, 3))
    channels = draw(FEW)
    number = FEW if name in ("Conv", "ConvLocal") else st.lists(FEW, min_size=dimensions, max_size=dimensions)
    each = number | one_or_each(FEW, dimensions)
    padding = st.sampled_from(["SAME", "VALID", *(["CIRCULAR"] if name != "ConvLSTMCell" else []), *(["REFLECT"] if name == "Conv" else [])])
    config: Config = {"features": features, "kernel_size": draw(st.lists(FEW, min_size=dimensions, max_size=dimensions))}
    if name == "ConvLSTMCell":
        config |= draw(arguments(**BIAS))
    else:
        pads = padding | st.integers(0, 3) | st.lists(st.tuples(FEW, FEW).map(list), min_size=dimensions, max_size=dimensions)
        more = {"transpose_kernel": FLAG} if name == "ConvTranspose" else {"input_dilation": each}
        config |= draw(arguments(**BIAS, padding=padding if name == "ConvTranspose" else pads, strides=each, kernel_dilation=each, **more))
    if name == "Conv":
        config |= draw(arguments(feature_group_count=st.just(groups)))
        channels *= config.get("feature_group_count", 1)
    if isinstance(config.get("padding", "SAME"), str):  # JAX pads what is dilated by numbers only
        config.pop("input_dilation", None)
    sides = draw(st.lists(st.integers(14, 17), min_size=dimensions, max_size=dimensions))
    return Case("flax", f"linen.{name}", config, [2, *sides, channels])


# -- normalisations --------------------------------------------------------------------------------------------------

AFFINE: dict[str, SearchStrategy[Any]] = {"use_bias": FLAG, "use_scale": FLAG}


@st.composite
def norm(draw: DrawFn, name: str, argument: str = "feature_axes", /, **optional: SearchStrategy[Any]) -> Case:
    """A normalisation with a gain along any axes."""
    shape = draw(seen(1 if name == "InstanceNorm" else 0))
    least = 1 if name == "InstanceNorm" else 0
    axis = st.integers(least, len(shape) - 1) | st.integers(least - len(shape), -1)
    most = len(shape) - 2 if name == "InstanceNorm" else len(shape)
    axes = axis | st.lists(axis, min_size=1, max_size=most, unique_by=lambda one: one % len(shape))
    return Case("flax", f"linen.{name}", draw(arguments(**{argument: axes}, **optional)), shape)


@st.composite
def group_norm(draw: DrawFn) -> Case:
    """Groups that divide the channels."""
    groups, features = draw(multiples())
    stated: list[Config] = [{"num_groups": groups}, {"num_groups": None, "group_size": features // groups}]
    config = draw(st.sampled_from(stated))
    return Case("flax", "linen.GroupNorm", {**config, **draw(arguments(**AFFINE))}, [2, *draw(st.lists(FEW, max_size=3)), features])


# -- recurrent layers ------------------------------------------------------------------------------------------------

CELLS: dict[str, SearchStrategy[Config]] = {
    "LSTMCell": arguments({"features": st.integers(1, 24)}),
    "OptimizedLSTMCell": arguments({"features": st.integers(1, 24)}),
    "GRUCell": arguments({"features": st.integers(1, 24)}),
    "MGUCell": arguments({"features": st.integers(1, 24)}, reset_gate=FLAG),
    "SimpleCell": arguments({"features": st.integers(1, 24)}),
}
A_CELL = st.sampled_from(sorted(CELLS)).flatmap(lambda name: st.builds(layer, st.just(f"linen.{name}"), CELLS[name]))
LOOP: dict[str, SearchStrategy[Any]] = {"reverse": FLAG, "keep_order": FLAG, "unroll": FEW}
AN_RNN = st.builds(layer, st.just("linen.RNN"), arguments({"cell": A_CELL}, **LOOP))


# -- attention -------------------------------------------------------------------------------------------------------


@st.composite
def attention(draw: DrawFn, name: str) -> Case:
    """Heads that divide the width; keys and values of other widths."""
    heads, width = draw(multiples())
    config = {"num_heads": heads, "deterministic": True}
    config |= draw(
        arguments(
            **BIAS,
            normalize_qk=FLAG,
            out_features=FEW,
            dropout_rate=st.just(0.1),
            decode=FLAG,
            qkv_dot_general_cls=FP8["dot_general_cls"],
            out_dot_general_cls=FP8["dot_general_cls"],
        )
    )
    given = width
    if draw(FLAG):
        config["qkv_features"], given = width, draw(WIDTH)
    shapes = [[2, draw(FEW), given]]
    if name != "SelfAttention":
        keys = draw(FEW)
        shapes += [[2, keys, draw(WIDTH)] for _ in range(draw(st.integers(0, 2)))]
    return Case("flax", f"linen.{name}", config, shapes)


# -- normalised kernels ----------------------------------------------------------------------------------------------


@st.composite
def normalized(draw: DrawFn, name: str, /, **optional: SearchStrategy[Any]) -> Case:
    """A layer with its kernels normalised."""
    one = draw(st.one_of(*(LAYERS[inner] for inner in ("Dense", "Conv", "ConvTranspose", "DenseGeneral"))))
    own = draw(arguments(**optional))
    if own.get("feature_axes") == [-2, -1]:  # which no vector has
        own["variable_filter"] = ["kernel"]
        one.config.pop("dot_general_cls", None)
    return Case("flax", f"linen.{name}", {"layer_instance": layer(one.layer, one.config), **own}, one.input_shape)


LAYERS: Layers = {
    "Dense": case("Dense", arguments({"features": WIDTH}, **BIAS, **FP8), seen()),
    "DenseGeneral": dense_general(),
    "Einsum": einsum(),
    "Embed": case("Embed", arguments({"num_embeddings": st.integers(1, 500), "features": WIDTH}), st.just([2, 3])),
    **{name: convolution(name) for name in ("Conv", "ConvTranspose", "ConvLocal", "ConvLSTMCell")},
    "BatchNorm": norm("BatchNorm", "axis", **AFFINE),
    "LayerNorm": norm("LayerNorm", **AFFINE),
    "InstanceNorm": norm("InstanceNorm", **AFFINE),
    "RMSNorm": norm("RMSNorm", use_scale=FLAG),
    "GroupNorm": group_norm(),
    "PReLU": case("PReLU", arguments(negative_slope_init=st.just(0.2)), seen()),
    **{name: case(name, config, seen(most=0)) for name, config in CELLS.items()},
    "RNN": case("RNN", arguments({"cell": A_CELL}, **LOOP), seen(1, 1)),
    "Bidirectional": case("Bidirectional", arguments({"forward_rnn": AN_RNN, "backward_rnn": AN_RNN}), seen(1, 1)),
    **{name: attention(name) for name in ("MultiHeadDotProductAttention", "MultiHeadAttention", "SelfAttention")},
}
FILTERS = st.sampled_from([["kernel"], ["bias"], ["kernel", "bias"], [], None, ["embedding"]])
LAYERS["SpectralNorm"] = normalized("SpectralNorm", n_steps=st.integers(0, 3))
LAYERS["WeightNorm"] = normalized("WeightNorm", use_scale=FLAG, variable_filter=FILTERS, feature_axes=st.sampled_from([-1, None, [-1], [-2, -1], 0]))
