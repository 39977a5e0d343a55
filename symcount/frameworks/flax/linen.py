"""What Flax linen builds: most layers when they see an input; gates in matrices of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from symcount import layers
from symcount.algebra import ceil_div, floor_div, symbol
from symcount.errors import InputError, shown, unknown
from symcount.frameworks.arguments import Anything, Axes, Flag, Inner, Natural, Sizes, Whole, Word, Words
from symcount.frameworks.built import Built, BuiltWeight, kept, laid_out, together
from symcount.frameworks.einsum import Equation
from symcount.frameworks.flax import common
from symcount.frameworks.mapping import Call, Example, Framework, axes_of, on, said_by
from symcount.layers import find
from symcount.layers.shapes import IMAGE_SIDES, KERNEL_SIDES
from symcount.layers.weight import Size

PRODUCTS = ("dot_general_cls", "qkv_dot_general_cls", "out_dot_general_cls", "qk_attn_weights_einsum_cls", "attn_weights_value_einsum_cls")
VARIANTS = {"decode": said_by("decode"), "fp8": said_by(*PRODUCTS)}
LINEN = Framework("linen", frozenset(common.COMMON), "flax.linen", r"(flax\.)?linen(\.\w+)?|nn", VARIANTS, weightless=common.WEIGHTLESS)

FEATURES = (on("batch_size features"),)
STEP = (on("batch_size input_dim"),)
MODEL = (on("batch_size timesteps d_model"),)


# -- products in floats of eight bits --------------------------------------------------------------------------------

FP8 = {name: name for name in ("Fp8DotGeneralOp", "Fp8DirectDotGeneralOp", "NANOOFp8DotGeneralOp")} | {"Fp8DotGeneral": "Fp8DirectDotGeneralOp"}
"""The products of a kernel, by the names that they have and the name that their state has."""

FP8_EINSUM = {"Fp8Einsum": "Fp8Einsum"}


def with_fp8(built: Built, argument: str, product: str | None, places: Sequence[str], known: Mapping[str, str] = FP8) -> Built:
    """With the scale, and the history of largest values, that a product keeps for each of its sides, at each of some places.

    Errors: `InputError` for a product nobody knows.
    """
    if product is None:
        return built
    if product not in known:
        raise unknown(argument, product, known)
    state = [(f"{side}_{what}", length) for side in ("input", "kernel", "output_grad") for what, length in (("amax_history", 1024), ("scale", 1))]
    return built.adding(*(kept(place.format(known[product]) + name, (length,), is_buffer=True) for place in places for name, length in state))


# -- fully connected, embeddings -------------------------------------------------------------------------------------


@LINEN.maps("Dense", examples=[Example("dense", {"features": symbol("units")}, STEP)], ignores=("dot_general",))
def dense(call: Call, features: Whole, use_bias: Flag = 1, dot_general_cls: Word | None = None) -> Built:
    """Fully connected."""
    built = laid_out(layers.dense(units=features, input_dim=call.side(-1), bias=use_bias))
    return with_fp8(built, "dot_general_cls", dot_general_cls, ["{}_0."])


@LINEN.maps("DenseGeneral", ignores=("dot_general",))
def dense_general(call: Call, features: Sizes, axis: Axes = (-1,), batch_dims: Axes = (), use_bias: Flag = 1, dot_general_cls: Word | None = None) -> Built:
    """Fully connected along several axes, with a map of its own for each place of others."""
    rank = len(call.input)
    places, summed = call.sides(axes_of(rank, batch_dims)), call.sides(axes_of(rank, axis))
    return with_fp8(general(places, summed, features, use_bias), "dot_general_cls", dot_general_cls, ["{}_0."])


def general(places: tuple[Size, ...], summed: tuple[Size, ...], new: tuple[Size, ...], use_bias: int) -> Built:
    """A map between any axes."""
    sized = layers.einsum_dense(units=prod(new), input_dim=prod(summed), places=prod(places), bias=use_bias)
    return laid_out(sized, shapes={"kernel": (*places, *summed, *new), "bias": (*places, *new)})


@LINEN.maps("Einsum")
def einsum(_call: Call, shape: Sizes, einsum_str: Word, use_bias: Flag = 1) -> Built:
    """Fully connected as the equation says; a bias along the axes of the kernel that are left."""
    equation = Equation.of(einsum_str)
    sides = equation.named(shape)
    bias = tuple(sides[letter] for letter in equation.output if letter in sides)
    return laid_out(layers.einsum_dense(**equation.roles(sides), bias_units=prod(bias), bias=use_bias), shapes={"kernel": shape, "bias": bias})


@LINEN.maps("Embed", examples=[Example("embedding", {"num_embeddings": symbol("vocab_size"), "features": symbol("embedding_dim")})])
def embed(_call: Call, num_embeddings: Whole, features: Whole) -> Built:
    """A row for each word."""
    return laid_out(layers.embedding(vocab_size=num_embeddings, embedding_dim=features), common.EMBEDDING)


# -- convolutions ----------------------------------------------------------------------------------------------------


def convolution(layer: str, kernel_size: Sequence[Size], **sizes: Size) -> layers.SizedLayer:
    """The catalogue's convolution of as many dimensions as the kernel has sides. Errors: `InputError` for more than three."""
    if len(kernel_size) not in KERNEL_SIDES:
        raise InputError(f"a kernel has one to three sides here, not {len(kernel_size)}")
    return find(layer.format(len(kernel_size)))(**dict(zip(KERNEL_SIDES[len(kernel_size)], kernel_size, strict=True)), **sizes)


def with_kernels_turned(built: Built, transpose_kernel: int) -> Built:
    """A transposed convolution's kernel as Flax has it: the inputs before the filters, unless it is turned."""
    *window, filters, inputs = built["kernel"].shape
    return built if transpose_kernel else built.reshaped("kernel", (*window, inputs, filters))


def examples(layer: str, arguments: dict[str, str], reads: bool = True) -> list[Example]:
    """A convolution of each dimension as it is written."""
    return [
        Example(
            layer.format(dimensions),
            {**{name: symbol(size) for name, size in arguments.items()}, "kernel_size": tuple(map(symbol, sides))},
            (on(" ".join(("batch_size", *IMAGE_SIDES[dimensions], "input_channels"))),) if reads else (),
        )
        for dimensions, sides in KERNEL_SIDES.items()
    ]


@LINEN.maps(
    "Conv", examples=examples("conv{}d", {"features": "filters", "feature_group_count": "groups"}), ignores=(*common.CONVOLUTION, "conv_general_dilated_cls")
)
def conv(call: Call, features: Whole, kernel_size: Sizes, feature_group_count: Whole = 1, use_bias: Flag = 1) -> Built:
    """A kernel for each filter."""
    return laid_out(convolution("conv{}d", kernel_size, filters=features, input_channels=call.side(-1), groups=feature_group_count, bias=use_bias))


@LINEN.maps("ConvTranspose", examples=examples("conv{}d_transpose", {"features": "filters"}), ignores=common.TRANSPOSED)
def conv_transpose(call: Call, features: Whole, kernel_size: Sizes, use_bias: Flag = 1, transpose_kernel: Flag = 0) -> Built:
    """A kernel for each channel, written to every filter."""
    sized = convolution("conv{}d_transpose", kernel_size, filters=features, input_channels=call.side(-1), bias=use_bias)
    return with_kernels_turned(laid_out(sized), transpose_kernel)


UNSHARED = {1: ("output_length",), 2: ("output_height", "output_width")}


@LINEN.maps("ConvLocal", ignores=("mask", "conv_general_dilated", "conv_general_dilated_cls"))
def conv_local(
    call: Call,
    features: Whole,
    kernel_size: Sizes,
    strides: Sizes = (1,),
    padding: Anything = "SAME",
    input_dilation: Sizes = (1,),
    kernel_dilation: Sizes = (1,),
    feature_group_count: Whole = 1,
    use_bias: Flag = 1,
) -> Built:
    """Kernels of its own at every place of the output."""
    if len(kernel_size) not in UNSHARED or feature_group_count != 1:
        raise InputError("an unshared convolution has a kernel of one or two sides, and one group")
    dimensions = len(kernel_size)
    sides = [call.side(axis - dimensions - 1) for axis in range(dimensions)]
    wide = [(side - 1) * step + 1 for side, step in zip(sides, _each(input_dilation, dimensions), strict=True)]
    window = [(side - 1) * step + 1 for side, step in zip(kernel_size, _each(kernel_dilation, dimensions), strict=True)]
    places = tuple(_places(*one) for one in zip(wide, window, _each(strides, dimensions), _paddings(padding, dimensions), strict=True))
    sizes = {**dict(zip(UNSHARED[dimensions], places, strict=True)), "filters": features, "input_channels": call.side(-1)}
    sized = convolution("locally_connected{}d", kernel_size, **sizes, bias=use_bias)
    return laid_out(sized)


def _each(given: tuple[Size, ...], dimensions: int) -> tuple[Size, ...]:
    each = given * dimensions if len(given) == 1 else given
    if len(each) != dimensions:
        raise InputError(f"strides and dilations are one number, or {dimensions}, not {len(each)}")
    return each


def _paddings(padding: object, dimensions: int) -> list[int | str]:
    """For each axis the name of a way to pad, or how many places are added to it.

    Errors: `InputError` for what is no padding.
    """
    if padding == "CAUSAL" and dimensions == 1:
        return [padding]
    if padding in ("SAME", "VALID", "CIRCULAR", "REFLECT"):
        return [str(padding)] * dimensions
    pairs = [padding] * dimensions if isinstance(padding, int) else padding
    if isinstance(pairs, (list, tuple)) and len(pairs) == dimensions:
        both = [(pair, pair) if isinstance(pair, int) else pair for pair in pairs]
        if all(isinstance(pair, (list, tuple)) and len(pair) == 2 and all(isinstance(side, int) for side in pair) for pair in both):
            return [sum(pair) for pair in both]
    raise InputError(f"padding is 'SAME', 'VALID', 'CIRCULAR', 'REFLECT', 'CAUSAL' (one dimension), a number or pairs of numbers, not {shown(padding)}")


def _places(side: Size, window: Size, stride: Size, padding: int | str) -> Size:
    """How many places a window has on an axis."""
    if padding in ("SAME", "CIRCULAR", "REFLECT", "CAUSAL"):
        places: Size = ceil_div(side, stride)
    else:
        places = floor_div(side + (padding if isinstance(padding, int) else 0) - window, stride) + 1
    return places


# -- normalisations, activations -------------------------------------------------------------------------------------


FLOAT32 = "force_float32_reductions"


def norm(call: Call, layer: str, axes: Sequence[int], **sizes: Size) -> Built:
    """A normalisation with a gain, and perhaps a shift, for each place of these axes."""
    shape = call.sides(axes_of(len(call.input), axes))
    names = ("scale", "bias", *common.STATISTICS)
    return laid_out(find(layer)(features=prod(shape), **sizes), common.NORM_NAMES, shapes=dict.fromkeys(names, shape)).as_buffers(*common.STATISTICS)


@LINEN.maps("BatchNorm", examples=[Example("batch_norm", {}, FEATURES)], ignores=(*common.OF_BATCHES, FLOAT32))
def batch_norm(call: Call, axis: Axes = (-1,), use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain, shift and running statistics."""
    return common.scaled(norm(call, "batch_norm", axis, bias=use_bias), use_scale)


@LINEN.maps("LayerNorm", examples=[Example("layer_norm", {}, FEATURES)], ignores=(*common.NORM, "reduction_axes", FLOAT32))
def layer_norm(call: Call, feature_axes: Axes = (-1,), use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain and shift."""
    return common.scaled(norm(call, "layer_norm", feature_axes, bias=use_bias), use_scale)


@LINEN.maps("InstanceNorm", examples=[Example("instance_norm", {}, FEATURES)], ignores=(*common.NORM, FLOAT32))
def instance_norm(call: Call, feature_axes: Axes = (-1,), use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain and shift."""
    return common.scaled(norm(call, "instance_norm", feature_axes, bias=use_bias), use_scale)


@LINEN.maps("RMSNorm", examples=[Example("rms_norm", {}, FEATURES)], ignores=(*common.NORM, "reduction_axes", FLOAT32))
def rms_norm(call: Call, feature_axes: Axes = (-1,), use_scale: Flag = 1) -> Built:
    """Gain."""
    return common.scaled(norm(call, "rms_norm", feature_axes), use_scale)


@LINEN.maps("GroupNorm", examples=[Example("group_norm", {}, FEATURES)], ignores=(*common.OF_GROUPS, FLOAT32))
def group_norm(call: Call, use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain and shift for each channel."""
    return common.scaled(norm(call, "group_norm", (-1,), bias=use_bias), use_scale)


@LINEN.maps("PReLU")
def prelu(_call: Call) -> Built:
    """One slope for all."""
    return laid_out(layers.prelu(features=1), common.NORM_NAMES, shapes={"negative_slope": ()})


# -- recurrent -------------------------------------------------------------------------------------------------------

UNITS = {"features": symbol("units")}


@LINEN.maps("LSTMCell", "OptimizedLSTMCell", examples=[Example("lstm", UNITS, STEP)], ignores=common.GATED_CELL)
def lstm(call: Call, features: Whole) -> Built:
    """A matrix for each gate, the bias with the last outputs."""
    names = {"kernel": "i{gate}.kernel", "recurrent_kernel": "h{gate}.kernel", "bias": "h{gate}.bias"}
    return laid_out(layers.lstm(units=features, input_dim=call.side(-1)), names, letters=common.GATES)


INPUT_BIASES = {"kernel": "i{gate}.kernel", "recurrent_kernel": "h{gate}.kernel", "bias": "i{gate}.bias"}


def candidates_bias(features: Size) -> BuiltWeight:
    """The bias with the last outputs that only the candidate has."""
    return BuiltWeight("hn.bias", (features,))


@LINEN.maps("GRUCell", examples=[Example("gru", UNITS, STEP)], ignores=common.GATED_CELL)
def gru(call: Call, features: Whole) -> Built:
    """A matrix for each gate, the biases with the inputs, and one more in the candidate."""
    letters = {"update gate": "z", "reset gate": "r", "candidate": "n"}
    return laid_out(layers.gru(units=features, input_dim=call.side(-1)), INPUT_BIASES, letters=letters).adding(candidates_bias(features))


@LINEN.maps("MGUCell", examples=[Example("minimal_gated_unit", UNITS, STEP)], ignores=common.GATED_CELL)
def minimal_gated_unit(call: Call, features: Whole, reset_gate: Flag = 1) -> Built:
    """One gate, which also resets the candidate unless it is said not to: then there is no bias with the last outputs."""
    built = laid_out(layers.minimal_gated_unit(units=features, input_dim=call.side(-1)), INPUT_BIASES, letters={"forget gate": "f", "candidate": "n"})
    return built.adding(candidates_bias(features)) if reset_gate else built


@LINEN.maps("SimpleCell", examples=[Example("simple_rnn", UNITS, STEP)], ignores=common.SIMPLE_CELL)
def simple_cell(call: Call, features: Whole) -> Built:
    """Elman's layer."""
    return laid_out(layers.simple_rnn(units=features, input_dim=call.side(-1)), {"kernel": "i.kernel", "recurrent_kernel": "h.kernel", "bias": "i.bias"})


@LINEN.maps("ConvLSTMCell", examples=examples("conv_lstm{}d", {"features": "filters"}), ignores=("strides", "padding"))
def conv_lstm(call: Call, features: Whole, kernel_size: Sizes, use_bias: Flag = 1) -> Built:
    """An LSTM whose maps are convolutions, with a bias in each map."""
    sized = convolution("conv_lstm{}d", kernel_size, filters=features, input_channels=call.side(-1), bias=2 * use_bias)
    return laid_out(sized, {"kernel": "ih.kernel", "recurrent_kernel": "hh.kernel", "bias": ("ih.bias", "hh.bias")})


@LINEN.maps("RNN", ignores=(*common.LOOP, "variable_broadcast", "variable_carry", "split_rngs"))
def rnn(call: Call, cell: Inner, variable_axes: Anything | None = None) -> Built:
    """A cell at every time step."""
    if isinstance(variable_axes, Mapping) and "params" in variable_axes:
        raise InputError("weights of their own at every time step, variable_axes of params, are not known here")
    return call.built(cell).inside("cell.")


@LINEN.maps("Bidirectional", ignores=common.OF_BOTH_WAYS)
def bidirectional(call: Call, forward_rnn: Inner, backward_rnn: Inner) -> Built:
    """A layer that reads forwards and one that reads backwards."""
    return together([call.built(forward_rnn).inside("forward_rnn."), call.built(backward_rnn).inside("backward_rnn.")])


# -- attention -------------------------------------------------------------------------------------------------------


HEADS = {"num_heads": symbol("num_heads")}
WIDTHS = (*MODEL, on("batch_size key_length key_width"), on("batch_size key_length value_width"))
JOINED = {**HEADS, "qkv_features": symbol("num_heads") * symbol("head_dim")}


@LINEN.maps(
    "MultiHeadDotProductAttention",
    "MultiHeadAttention",
    "SelfAttention",
    examples=[Example("multi_head_attention", HEADS, MODEL), Example("cross_attention", JOINED, WIDTHS)],
    ignores=(*common.ATTENTION, "force_fp32_for_softmax"),
)
def multi_head_attention(
    call: Call,
    num_heads: Whole,
    qkv_features: Whole | None = None,
    out_features: Whole | None = None,
    use_bias: Flag = 1,
    normalize_qk: Flag = 0,
    decode: Flag = 0,
    qkv_dot_general_cls: Word | None = None,
    out_dot_general_cls: Word | None = None,
    qk_attn_weights_einsum_cls: Word | None = None,
    attn_weights_value_einsum_cls: Word | None = None,
) -> Built:
    """Heads that share the width; the inputs are query, key and value; `decode` keeps what was seen."""
    last = len(call.inputs) - 1
    width = call.side(-1)
    inner, outer = width if qkv_features is None else qkv_features, width if out_features is None else out_features
    others = {"key_width": call.side(-1, min(1, last)), "value_width": call.side(-1, last)}
    built = common.attention(outer, inner, num_heads=num_heads, d_model=width, **others, qk_norm=normalize_qk, bias=use_bias)
    if (qk_attn_weights_einsum_cls is None) != (attn_weights_value_einsum_cls is None):
        raise InputError("qk_attn_weights_einsum_cls and attn_weights_value_einsum_cls are given together")
    built = with_fp8(built, "qkv_dot_general_cls", qkv_dot_general_cls, [f"{part}.{{}}_0." for part in ("query", "key", "value")])
    built = with_fp8(built, "out_dot_general_cls", out_dot_general_cls, ["out.{}_0."])
    built = with_fp8(built, "qk_attn_weights_einsum_cls", qk_attn_weights_einsum_cls, ["{}_0."], FP8_EINSUM)
    built = with_fp8(built, "attn_weights_value_einsum_cls", attn_weights_value_einsum_cls, ["{}_1."], FP8_EINSUM)
    if not decode:
        return built
    places = range(len(call.inputs[min(1, last)]) - 1)
    seen = (*(call.side(axis, min(1, last)) for axis in places), *built["key.kernel"].shape[1:])
    return built.adding(*(kept(name, seen, is_buffer=True) for name in ("cached_key", "cached_value")), kept("cache_index", (), is_buffer=True))


# -- normalised kernels ----------------------------------------------------------------------------------------------


def within(name: str) -> str:
    """The path of what belongs to the layer inside."""
    return f"layer_instance/{name.replace('.', '/')}"


@LINEN.maps("SpectralNorm", ignores=("epsilon", "collection_name"))
def spectral_norm(call: Call, layer_instance: Inner, n_steps: Natural = 1, error_on_non_matrix: Flag = 0) -> Built:
    """A layer whose matrices are divided by their largest singular value."""
    return common.spectral_norm(call.built(layer_instance), n_steps, error_on_non_matrix, within)


@LINEN.maps("WeightNorm", ignores=("epsilon",))
def weight_norm(
    call: Call, layer_instance: Inner, use_scale: Flag = 1, feature_axes: Axes | None = (-1,), variable_filter: Words | None = ("kernel",)
) -> Built:
    """A layer with the lengths of its weights apart; `variable_filter` says which."""
    inner = call.built(layer_instance)
    paths = {weight.name: within(weight.name) for weight in inner.weights}
    chosen = [weight for weight in inner.weights if use_scale and (not variable_filter or any(part in paths[weight.name] for part in variable_filter))]
    scales = [BuiltWeight(f"{paths[weight.name]}/scale", common.scale_of(weight, feature_axes)) for weight in chosen]
    return inner.inside("layer_instance.").adding(*scales)
