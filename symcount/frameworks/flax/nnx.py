"""What Flax nnx builds: layers that know their inputs from the constructor; gates side by side."""

from __future__ import annotations

from math import prod
from types import NoneType

from symcount import layers
from symcount.algebra import symbol
from symcount.errors import InputError, shown
from symcount.frameworks.arguments import Anything, Axes, BatchAxes, Flag, Inner, Natural, Sizes, Whole, Word
from symcount.frameworks.built import Built, kept, laid_out, together
from symcount.frameworks.convolutions import sized_convolution
from symcount.frameworks.einsum import Equation
from symcount.frameworks.flax import common
from symcount.frameworks.mapping import Call, Example, Framework

NNX = Framework("flax", frozenset(common.COMMON), "flax.nnx", r"(flax\.)?nnx(\.nn\.\w+)?|nn", weightless=common.WEIGHTLESS)

DENSE = {"in_features": symbol("input_dim"), "out_features": symbol("units")}


# -- fully connected, embeddings -------------------------------------------------------------------------------------


@NNX.maps("Linear", examples=[Example("dense", DENSE)], ignores=("dot_general",))
def linear(_call: Call, in_features: Whole, out_features: Whole, use_bias: Flag = 1) -> Built:
    """Fully connected."""
    return laid_out(layers.dense(units=out_features, input_dim=in_features, bias=use_bias))


@NNX.maps("LinearGeneral", ignores=("dot_general", "dot_general_cls"))
def linear_general(_call: Call, in_features: Sizes, out_features: Sizes, axis: Axes = (-1,), batch_axis: BatchAxes = (), use_bias: Flag = 1) -> Built:
    """Fully connected along several axes, with a map of its own for each place of others."""
    if len(axis) != len(in_features):
        raise InputError(f"axis has a place for each of in_features, {len(in_features)}, not {len(axis)}")
    return common.general(batch_axis, in_features, out_features, use_bias)


@NNX.maps("Einsum", ignores=("einsum_op",))
def einsum(_call: Call, einsum_str: Word, kernel_shape: Sizes, bias_shape: Sizes | None = None) -> Built:
    """Fully connected as the equation says, with a bias of the shape stated."""
    roles = Equation.of(einsum_str).named(kernel_shape)
    sized = layers.einsum_dense(**Equation.of(einsum_str).roles(roles), bias_units=prod(bias_shape or ()), bias=int(bias_shape is not None))
    return laid_out(sized, shapes={"kernel": kernel_shape, "bias": bias_shape or ()})


NNX.maps("Embed", examples=common.EMBEDDING)(common.embed)

UPDATE = {**DENSE, "lora_rank": symbol("rank")}
LORA = ("a_initializer", "b_initializer", "lora_param_type")


@NNX.maps("LoRA", examples=[Example("lora", UPDATE)], ignores=LORA)
def lora(call: Call, in_features: Whole, lora_rank: Whole, out_features: Whole, base_module: Inner | None = None) -> Built:
    """A low-rank update, and the layer beside which it stands where one is given."""
    update = laid_out(layers.lora(rank=lora_rank, input_dim=in_features, units=out_features))
    return together([update, *([call.built(base_module).inside("base_module.")] if base_module else [])])


@NNX.maps("LoRALinear", examples=[Example("lora_dense", UPDATE)], ignores=(*LORA, "lora_dtype", "lora_param_dtype", "lora_promote_dtype", "dot_general"))
def lora_linear(_call: Call, in_features: Whole, out_features: Whole, lora_rank: Whole, use_bias: Flag = 1) -> Built:
    """Fully connected, with a low-rank update; all of it is trained."""
    sized = layers.lora_dense(rank=lora_rank, input_dim=in_features, units=out_features, bias=use_bias)
    return laid_out(sized, {"lora_a": "lora.lora_a", "lora_b": "lora.lora_b"})


# -- convolutions ----------------------------------------------------------------------------------------------------

CHANNELS = {"in_features": "input_channels", "out_features": "filters"}


GROUPED = {**CHANNELS, "feature_group_count": "groups"}


@NNX.maps("Conv", examples=common.convolution_examples("conv{}d", GROUPED, reads=False), ignores=common.CONVOLUTION)
def conv(_call: Call, in_features: Whole, out_features: Whole, kernel_size: Sizes, feature_group_count: Whole = 1, use_bias: Flag = 1) -> Built:
    """A kernel for each filter."""
    return laid_out(sized_convolution("conv{}d", kernel_size, filters=out_features, input_channels=in_features, groups=feature_group_count, bias=use_bias))


@NNX.maps("ConvTranspose", examples=common.convolution_examples("conv{}d_transpose", CHANNELS, reads=False), ignores=common.CONVOLUTION_TRANSPOSE)
def conv_transpose(_call: Call, in_features: Whole, out_features: Whole, kernel_size: Sizes, use_bias: Flag = 1, transpose_kernel: Flag = 0) -> Built:
    """A kernel for each channel, written to every filter."""
    return common.conv_transpose(kernel_size, transpose_kernel, filters=out_features, input_channels=in_features, bias=use_bias)


# -- normalisations, activations -------------------------------------------------------------------------------------

FEATURES = {"num_features": symbol("features")}


@NNX.maps("BatchNorm", examples=[Example("batch_norm", FEATURES)], ignores=(*common.BATCH_NORM, "axis"))
def batch_norm(_call: Call, num_features: Whole, use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain, shift and running statistics."""
    return common.norm("batch_norm", (num_features,), use_scale, bias=use_bias)


@NNX.maps("LayerNorm", examples=[Example("layer_norm", FEATURES)], ignores=(*common.NORM, "reduction_axes", "feature_axes"))
def layer_norm(_call: Call, num_features: Whole, use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain and shift."""
    return common.norm("layer_norm", (num_features,), use_scale, bias=use_bias)


@NNX.maps("InstanceNorm", examples=[Example("instance_norm", FEATURES)], ignores=(*common.NORM, "feature_axes"))
def instance_norm(_call: Call, num_features: Whole, use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain and shift."""
    return common.norm("instance_norm", (num_features,), use_scale, bias=use_bias)


@NNX.maps("RMSNorm", examples=[Example("rms_norm", FEATURES)], ignores=(*common.NORM, "reduction_axes", "feature_axes"))
def rms_norm(_call: Call, num_features: Whole, use_scale: Flag = 1) -> Built:
    """Gain."""
    return common.norm("rms_norm", (num_features,), use_scale)


@NNX.maps("GroupNorm", examples=[Example("group_norm", FEATURES)], ignores=common.GROUP_NORM)
def group_norm(
    _call: Call, num_features: Whole, num_groups: Whole | None = 32, group_size: Whole | None = None, use_bias: Flag = 1, use_scale: Flag = 1
) -> Built:
    """Gain and shift for each channel."""
    return common.group_norm(num_features, num_groups, group_size, use_bias, use_scale)


NNX.maps("PReLU")(common.prelu)


# -- recurrent -------------------------------------------------------------------------------------------------------

STATE = {"in_features": symbol("input_dim"), "hidden_features": symbol("units")}


@NNX.maps("LSTMCell", examples=[Example("lstm", STATE)], ignores=common.GATED_CELL)
def lstm(_call: Call, in_features: Whole, hidden_features: Whole) -> Built:
    """A matrix for each gate, the bias with the last outputs."""
    return common.lstm(hidden_features, in_features).renamed("if.kernel", "if_.kernel")


@NNX.maps("OptimizedLSTMCell", ignores=common.GATED_CELL)
def optimized_lstm(_call: Call, in_features: Whole, hidden_features: Whole) -> Built:
    """The gates side by side, the bias with the last outputs."""
    names = {"kernel": "dense_i.kernel", "recurrent_kernel": "dense_h.kernel", "bias": "dense_h.bias"}
    return laid_out(layers.lstm(units=hidden_features, input_dim=in_features), names)


SIDE_BY_SIDE = {"kernel": "dense_i.kernel", "recurrent_kernel": "dense_h.kernel", "bias": "dense_i.bias"}


@NNX.maps("GRUCell", examples=[Example("gru", STATE)], ignores=common.GATED_CELL)
def gru(_call: Call, in_features: Whole, hidden_features: Whole) -> Built:
    """The gates side by side, the biases with the inputs alone."""
    return laid_out(layers.gru(units=hidden_features, input_dim=in_features), SIDE_BY_SIDE)


@NNX.maps("SimpleCell", examples=[Example("simple_rnn", STATE)], ignores=common.SIMPLE_CELL)
def simple_cell(_call: Call, in_features: Whole, hidden_features: Whole) -> Built:
    """Elman's layer."""
    return laid_out(layers.simple_rnn(units=hidden_features, input_dim=in_features), SIDE_BY_SIDE)


@NNX.maps("RNN", ignores=(*common.RNN, "state_axes", "broadcast_rngs"))
def rnn(call: Call, cell: Inner) -> Built:
    """A cell at every time step."""
    return call.built(cell).inside("cell.")


NNX.maps("Bidirectional", ignores=common.BIDIRECTIONAL)(common.bidirectional)


# -- attention -------------------------------------------------------------------------------------------------------

PROMOTED = ("qkv_promote_dtype", "out_promote_dtype", "ln_promote_dtype")
WIDTH = {"num_heads": symbol("num_heads"), "in_features": symbol("d_model")}
JOINED = {**WIDTH, "qkv_features": symbol("num_heads") * symbol("head_dim")}
GROUPS = {**JOINED, "num_kv_heads": symbol("num_kv_heads")}


@NNX.maps(
    "MultiHeadAttention",
    examples=[Example("multi_head_attention", WIDTH), Example("grouped_query_attention", GROUPS), Example("cross_attention", JOINED)],
    ignores=(*common.ATTENTION, *PROMOTED, "qkv_dot_general_cls", "out_dot_general_cls", "decode"),
)
def multi_head_attention(
    _call: Call,
    num_heads: Whole,
    in_features: Whole,
    qkv_features: Whole | None = None,
    out_features: Whole | None = None,
    num_kv_heads: Whole | None = None,
    in_kv_features: Whole | None = None,
    use_bias: Flag = 1,
    normalize_qk: Flag = 0,
) -> Built:
    """Heads that share the width, perhaps fewer of keys and values, and these of another width."""
    inner, outer = (in_features if width is None else width for width in (qkv_features, out_features))
    widths = dict.fromkeys(("key_width", "value_width"), in_features if in_kv_features is None else in_kv_features)
    heads = {"num_heads": num_heads, "num_kv_heads": num_heads if num_kv_heads is None else num_kv_heads}
    return common.attention(outer, inner, d_model=in_features, **widths, **heads, qk_norm=normalize_qk, bias=use_bias)


# -- normalised kernels ----------------------------------------------------------------------------------------------


@NNX.maps("SpectralNorm", ignores=("epsilon", "update_stats"))
def spectral_norm(call: Call, layer_instance: Inner, n_steps: Natural = 1, error_on_non_matrix: Flag = 0) -> Built:
    """A layer whose matrices are divided by their largest singular value."""
    return common.spectral_norm(call.built(layer_instance), n_steps, error_on_non_matrix, "batch_stats.{}".format)


KERNELS = object()
"""The filter where none is given: what has `kernel` in its path. Nothing that can be written is the same."""


@NNX.maps("WeightNorm", ignores=("epsilon",))
def weight_norm(call: Call, layer_instance: Inner, use_scale: Flag = 1, feature_axes: Axes | None = (-1,), variable_filter: Anything | None = KERNELS) -> Built:
    """A layer with the lengths of its kernels apart; they are kept as bare arrays, which no optimiser of parameters sees.

    A text as filter is a tag, and no layer gives its weights one.
    """
    if variable_filter is not KERNELS and not isinstance(variable_filter, (bool, str, NoneType)):
        raise InputError(f"variable_filter is known here as True, for every parameter, as False or None, for none, or as a tag, not {shown(variable_filter)}")
    inner = call.built(layer_instance)
    parameters = [weight for weight in inner.weights if use_scale and weight.trainable]
    chosen = [weight for weight in parameters if variable_filter is True or (variable_filter is KERNELS and "kernel" in weight.name.split("."))]
    return inner.inside("layer_instance.").adding(*(kept(f"scales.{weight.name}", common.scale_of(weight, feature_axes)) for weight in chosen))
