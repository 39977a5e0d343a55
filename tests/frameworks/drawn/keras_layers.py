"""Random valid configurations of Keras' layers."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.frameworks.cases import FEW, FLAG, RATE, WIDTH, Case, Config, Layers, arguments, layer, multiples, one_or_each

COMMON: dict[str, SearchStrategy[Any]] = {"trainable": FLAG}
ACTIVATION = st.sampled_from(["relu", "tanh", None])
SEED = st.integers(0, 9)


def case(name: str, config: SearchStrategy[Config], shape: SearchStrategy[list[Any]]) -> SearchStrategy[Case]:
    """A layer drawn with its configuration, which anything may freeze, and the shape of its input."""
    return st.builds(lambda given, common, seen: Case("keras", name, {**given, **common}, seen), config, arguments(**COMMON), shape)


def seen(axes: int = 0, most: int = 3) -> SearchStrategy[list[Any]]:
    """An input of features, with as many axes before them as said, or any few."""
    before = st.lists(FEW | st.none(), min_size=axes, max_size=axes) if axes else st.lists(FEW, max_size=most)
    return st.builds(lambda sides, width: [None, *sides, width], before, WIDTH)


def with_lora(drawn: SearchStrategy[Case]) -> SearchStrategy[Case]:
    """Half of them with a low-rank update."""
    updated = st.builds(
        lambda one, rank: Case("keras", one.layer, {**one.config, "lora_rank": rank}, one.input_shape, "lora"), drawn.filter(_admits_lora), st.integers(1, 8)
    )
    return drawn | updated


def quantized(drawn: SearchStrategy[Case], *policies: str) -> SearchStrategy[Case]:
    """Some of them quantised."""
    modes = st.sampled_from([f"{policy}_from_float32" for policy in policies])
    return drawn | st.builds(lambda one, dtype: Case("keras", one.layer, {**one.config, "dtype": dtype}, one.input_shape), drawn.filter(_is_plain), modes)


def _is_plain(one: Case) -> bool:
    return not one.variant and "dtype" not in one.config


def _admits_lora(one: Case) -> bool:
    return bool(one.config.get("groups", 1) == 1)


# -- fully connected, embeddings -------------------------------------------------------------------------------------

EQUATIONS: dict[str, list[str]] = {
    "ab,bc->ac": ["a", "b"],
    "abc,cd->abd": ["a", "b", "c"],
    "abc,cde->abde": ["a", "b", "c"],
    "abcd,cde->abe": ["a", "b", "c", "d"],
    "abc,bcd->abd": ["a", "b", "c"],
    "abc,cb->ab": ["a", "b", "c"],
    "abc,bd->adc": ["a", "b", "c"],
    "...x,xy->...y": ["a", "m", "x"],
    "...bc,cd->...bd": ["a", "m", "b", "c"],
    "ab...,bc->ac...": ["a", "b", "m", "n"],
}
"""Equations of a layer, and the axes of an input that each is used on."""


@st.composite
def einsum(draw: DrawFn) -> Case:
    """An equation, with the sides of its letters."""
    equation, input_axes = draw(st.sampled_from(sorted(EQUATIONS.items())))
    kernel, _, output = equation.partition(",")[2].replace("...", "").partition("->")
    sides = {letter: draw(st.integers(1, 9)) for letter in "bcdexymn"}
    kept = [letter for letter in output if letter != "a"]
    axes = "".join(letter for letter in kept if draw(FLAG)) or None
    open_axes = [letter for letter in kept if letter not in kernel and (not axes or letter < min(axes))]
    shape = [None if letter in open_axes and draw(FLAG) else sides[letter] for letter in kept]
    config = {"equation": equation, "output_shape": shape, **draw(arguments(bias_axes=st.just(axes), activation=ACTIVATION))}
    return Case("keras", "EinsumDense", config, [None, *(sides[letter] for letter in input_axes[1:])])


WORDS = {"input_dim": st.integers(1, 500), "output_dim": WIDTH}
TOKENS = st.builds(lambda length: [None, length], FEW)

# -- convolutions ----------------------------------------------------------------------------------------------------

Sides = list[Any]


@st.composite
def images(draw: DrawFn, dimensions: int, channels: int, data_format: str | None, before: int = 1) -> Sides:
    """A sequence, an image or a volume, with its channels first or last."""
    sides = draw(st.lists(st.integers(12, 16), min_size=dimensions, max_size=dimensions))
    front: Sides = [None, 3][:before]
    return [*front, channels, *sides] if data_format == "channels_first" else [*front, *sides, channels]


@st.composite
def convolution(draw: DrawFn, name: str, dimensions: int, kind: str = "") -> Case:
    """A convolution of any kind: grouped, transposed, depthwise, separable or in an LSTM."""
    groups, filters = draw(multiples())
    config = draw(
        arguments(
            {"kernel_size": one_or_each(FEW, dimensions)},
            use_bias=FLAG,
            padding=st.sampled_from(["valid", "same"]),
            data_format=st.sampled_from(["channels_first", "channels_last", None]),
            activation=ACTIVATION,
            **draw(st.sampled_from([{"strides": one_or_each(FEW, dimensions)}, {"dilation_rate": st.integers(1, 3)}, {}])),
        )
    )
    channels = draw(WIDTH)
    if kind in ("", "transposed", "separable", "lstm"):
        config["filters"] = filters
    if kind == "" and draw(FLAG):
        config["groups"], channels = groups, groups * draw(FEW)
    if kind in ("depthwise", "separable") and draw(FLAG):
        config["depth_multiplier"] = draw(FEW)
    if kind in ("depthwise", "separable", "transposed"):  # these stride as far on each axis
        config |= {"strides": draw(FEW)} if "strides" in config else {}
    if kind == "lstm":
        config |= draw(arguments(**{**LOOP, "recurrent_activation": st.just("sigmoid"), "unit_forget_bias": FLAG}))
        config |= {"padding": "same", "strides": 1}
        config["filters"], channels = draw(FEW), draw(FEW)
    if kind in ("depthwise", "separable"):
        channels = draw(FEW)
    config |= draw(arguments(**COMMON))
    return Case("keras", name, config, draw(images(dimensions, channels, config.get("data_format"), 2 if kind == "lstm" else 1)))


# -- recurrent layers, their cells, and layers around a layer --------------------------------------------------------

CELL: dict[str, SearchStrategy[Any]] = {"use_bias": FLAG, "activation": ACTIVATION, "dropout": RATE, "recurrent_dropout": RATE, "seed": SEED}
LOOP: dict[str, SearchStrategy[Any]] = {"return_sequences": FLAG, "return_state": FLAG, "go_backwards": FLAG}
OWN: dict[str, dict[str, SearchStrategy[Any]]] = {
    "SimpleRNN": {},
    "LSTM": {"recurrent_activation": st.just("sigmoid"), "unit_forget_bias": FLAG},
    "GRU": {"recurrent_activation": st.just("sigmoid"), "reset_after": FLAG},
}


def recurrent(name: str, is_cell: bool = False) -> SearchStrategy[Config]:
    """The arguments of a recurrent layer, or of its cell."""
    return arguments({"units": st.integers(1, 24)}, **CELL, **OWN[name], **({} if is_cell else {**LOOP, "unroll": FLAG}))


A_CELL = st.sampled_from(sorted(OWN)).flatmap(lambda name: st.builds(layer, st.just(f"{name}Cell"), recurrent(name, is_cell=True)))
CELLS = st.lists(A_CELL, min_size=1, max_size=4)
A_STACK = st.builds(lambda cells: layer("StackedRNNCells", {"cells": cells}), CELLS)


@st.composite
def bidirectional(draw: DrawFn) -> Case:
    """A layer in both directions, the way back perhaps another."""
    alike = draw(st.fixed_dictionaries({"return_sequences": FLAG, "return_state": FLAG}))

    def one(backwards: bool) -> Config:
        name = draw(st.sampled_from([*OWN, "RNN"]))
        config = {"cell": draw(A_CELL | st.lists(A_CELL, min_size=2, max_size=3))} if name == "RNN" else draw(recurrent(name))
        return layer(name, {**config, **alike, "go_backwards": backwards})

    config = {"layer": one(False), **draw(arguments(merge_mode=st.sampled_from(["concat", "sum", "mul", "ave"])))}
    if draw(FLAG):
        config["backward_layer"] = one(True)
    return Case("keras", "Bidirectional", {**config, **draw(arguments(**COMMON))}, draw(seen(1)))


def inside_of(outer: str, *inner: str) -> SearchStrategy[Case]:
    """A layer around one of these, at every time step or with its kernel normalised."""

    def around(one: Case, more: Config) -> Case:
        shape = one.input_shape or []
        return Case("keras", outer, {"layer": layer(one.layer, one.config), **more}, [None, 3, *shape[1:]] if outer == "TimeDistributed" else shape)

    more = arguments(**COMMON, **({"power_iterations": FEW} if outer == "SpectralNormalization" else {}))
    return st.builds(around, st.one_of(*(LAYERS[name].filter(_is_plain) for name in inner)), more)


# -- normalisations --------------------------------------------------------------------------------------------------

AFFINE: dict[str, SearchStrategy[Any]] = {"center": FLAG, "scale": FLAG}


@st.composite
def normalization(draw: DrawFn, name: str, many: bool = False, /, **optional: SearchStrategy[Any]) -> Case:
    """A normalisation along an axis, or along several, counted from the front or from the end."""
    shape = [None, *draw(st.lists(st.integers(2, 12), min_size=1, max_size=4))]
    axis = st.integers(1, len(shape) - 1) | st.integers(1 - len(shape), -1)
    any_axes = st.lists(axis, min_size=1, max_size=len(shape) - 1, unique_by=lambda one: one % len(shape))
    config = draw(arguments(axis=axis | any_axes if many else axis, **optional, **COMMON))
    return Case("keras", name, config, shape)


@st.composite
def group_norm(draw: DrawFn) -> Case:
    """Groups that divide the axis."""
    groups, features = draw(multiples())
    shape = [None, *draw(st.lists(FEW, min_size=1, max_size=3))]
    axis = draw(st.integers(1, len(shape)))
    shape.insert(axis, features)
    config = {"groups": draw(st.sampled_from([groups, features, -1])), "axis": draw(st.sampled_from([axis, axis - len(shape)]))}
    return Case("keras", "GroupNormalization", {**config, **draw(arguments(**AFFINE, **COMMON))}, shape)


@st.composite
def prelu(draw: DrawFn) -> Case:
    """A slope along some axes."""
    shape = draw(seen())
    axis = st.integers(2 - len(shape), len(shape) - 1)
    return Case("keras", "PReLU", draw(arguments(shared_axes=axis | st.lists(axis) | st.none(), **COMMON)), shape)


@st.composite
def adapted(draw: DrawFn) -> Case:
    """Mean and variance of some axes, or of none, or stated."""
    one = draw(normalization("Normalization", True, invert=FLAG))
    stated: list[Config] = [{}, {"axis": None}, {"mean": 1.5, "variance": 2.0}]
    return Case("keras", one.layer, {**one.config, **draw(st.sampled_from(stated))}, one.input_shape)


# -- attention -------------------------------------------------------------------------------------------------------


@st.composite
def attention(draw: DrawFn, name: str, alike: bool = False, /, **optional: SearchStrategy[Any]) -> Case:
    """Queries, values and, perhaps, keys of their own."""
    width = draw(WIDTH)
    others = [[None, draw(FEW), width if alike else draw(WIDTH)] for _ in range(draw(st.integers(1, 2)))]
    if len(others) == 2:
        others[1][1] = others[0][1]
    shapes = [[None, draw(FEW), width], *others]
    return Case("keras", name, draw(arguments(**optional, dropout=RATE, **COMMON)), shapes)


@st.composite
def heads(draw: DrawFn) -> Case:
    """Attention of several heads."""
    one = draw(attention("MultiHeadAttention", value_dim=FEW, use_bias=FLAG, use_gate=FLAG, output_shape=FEW | st.lists(FEW, min_size=1, max_size=2)))
    config = {"num_heads": draw(st.integers(1, 5)), "key_dim": draw(st.integers(1, 9)), **one.config}
    return Case("keras", one.layer, config, one.input_shape)


@st.composite
def grouped_heads(draw: DrawFn) -> Case:
    """Attention of several heads, fewer of keys and values."""
    kv_heads, queries = draw(multiples(3, 3))
    one = draw(attention("GroupQueryAttention", use_bias=FLAG, use_gate=FLAG))
    return Case("keras", one.layer, {"head_dim": draw(FEW), "num_query_heads": queries, "num_key_value_heads": kv_heads, **one.config}, one.input_shape)


SCALE: dict[str, SearchStrategy[Any]] = {"use_scale": FLAG}

POLICIES = ("int8", "int4/-1", "int4/8")
OF_KERNELS = ("float8", "gptq/4/8", "gptq/3/-1", "awq/4/8", "awq/4/-1")
"""How Keras quantises every matrix, and how kernels alone."""


@st.composite
def spectrogram(draw: DrawFn) -> Case:
    """A Fourier transform of frames, whole or a part of it."""
    length = draw(st.integers(2, 20))
    mode = st.sampled_from(["log", "magnitude", "psd", "real", "imag", "angle", "stft"])
    config = {"frame_length": length, **draw(arguments(mode=mode, fft_length=st.sampled_from([32, 64]), periodic=FLAG, **COMMON))}
    return Case("keras", "STFTSpectrogram", config, [None, 80])


LAYERS: Layers = {
    "Dense": quantized(with_lora(case("Dense", arguments({"units": WIDTH}, use_bias=FLAG, activation=ACTIVATION), seen())), *POLICIES, *OF_KERNELS),
    "EinsumDense": with_lora(einsum()),
    "Embedding": quantized(with_lora(case("Embedding", arguments(WORDS, mask_zero=FLAG), TOKENS)), *POLICIES),
    "ReversibleEmbedding": with_lora(case("ReversibleEmbedding", arguments(WORDS, mask_zero=FLAG, tie_weights=FLAG, logit_soft_cap=st.just(3.0)), TOKENS)),
    **{f"Conv{rank}D": with_lora(convolution(f"Conv{rank}D", rank)) for rank in (1, 2, 3)},
    **{f"Convolution{rank}D": convolution(f"Convolution{rank}D", rank) for rank in (1, 2, 3)},
    **{f"{conv}{rank}DTranspose": convolution(f"{conv}{rank}DTranspose", rank, "transposed") for conv in ("Conv", "Convolution") for rank in (1, 2, 3)},
    **{f"DepthwiseConv{rank}D": convolution(f"DepthwiseConv{rank}D", rank, "depthwise") for rank in (1, 2)},
    **{f"Separable{conv}{rank}D": convolution(f"Separable{conv}{rank}D", rank, "separable") for conv in ("Conv", "Convolution") for rank in (1, 2)},
    "STFTSpectrogram": spectrogram(),
    **{f"ConvLSTM{rank}D": convolution(f"ConvLSTM{rank}D", rank, "lstm") for rank in (1, 2, 3)},
    **{name: case(name, recurrent(name), seen(1)) for name in OWN},
    **{f"{name}Cell": case(f"{name}Cell", recurrent(name, is_cell=True), seen(most=0)) for name in OWN},
    "StackedRNNCells": case("StackedRNNCells", arguments({"cells": st.lists(A_CELL | A_STACK, min_size=1, max_size=4)}), seen(most=0)),
    "RNN": case("RNN", arguments({"cell": A_CELL | CELLS | A_STACK}, **LOOP, unroll=FLAG), seen(1)),
    "Bidirectional": bidirectional(),
    "BatchNormalization": normalization("BatchNormalization", **AFFINE, renorm=FLAG, momentum=st.just(0.9)),
    "LayerNormalization": normalization("LayerNormalization", True, **AFFINE, rms_scaling=FLAG),
    "RMSNormalization": normalization("RMSNormalization", True),
    "GroupNormalization": group_norm(),
    "Normalization": adapted(),
    "PReLU": prelu(),
    "MultiHeadAttention": heads(),
    "GroupQueryAttention": grouped_heads(),
    "Attention": attention("Attention", True, **SCALE, score_mode=st.sampled_from(["dot", "concat"])),
    "AdditiveAttention": attention("AdditiveAttention", True, **SCALE),
}
LAYERS["SpectralNormalization"] = inside_of(
    "SpectralNormalization", "Dense", "EinsumDense", "Conv1D", "Conv2D", "Conv2DTranspose", "DepthwiseConv2D", "Embedding", "LSTMCell"
)
LAYERS["TimeDistributed"] = inside_of(
    "TimeDistributed", "Dense", "Conv1D", "Conv2D", "Embedding", "LSTM", "LayerNormalization", "DepthwiseConv2D", "Bidirectional", "SpectralNormalization"
)
