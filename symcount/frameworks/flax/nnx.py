"""What Flax nnx builds: layers that know their inputs from the constructor; gates side by side."""

from __future__ import annotations

from math import prod

from symcount import layers
from symcount.algebra import symbol
from symcount.errors import InputError, shown
from symcount.frameworks.arguments import Anything, Axes, BatchAxes, Flag, Inner, Natural, Sizes, Whole, Word
from symcount.frameworks.built import Built, kept, laid_out, together
from symcount.frameworks.einsum import Equation
from symcount.frameworks.flax import common
from symcount.frameworks.flax.linen import convolution, examples, general, with_kernels_turned
from symcount.frameworks.mapping import Call, Example, Framework
from symcount.layers import find
from symcount.layers.weight import Size

NNX = Framework("flax", frozenset(common.COMMON), "flax.nnx", r"(flax\.)?nnx(\.nn\.\w+)?|nn", weightless=common.WEIGHTLESS)

DENSE = {"in_features": symbol("input_dim"), "out_features": symbol("units")}


# -- fully connected, embeddings -------------------------------------------------------------------------------------


@NNX.maps("Linear", examples=[Example("dense", DENSE)], ignores=("dot_general",))
def linear(_call: Call, in_features: Whole, out_features: Whole, use_bias: Flag = 1) -> Built:
    """Fully connected."""
    return laid_out(layers.dense(units=out_features, input_dim=in_features, bias=use_bias))


@NNX.maps("LinearGeneral", ignores=("axis", "dot_general", "dot_general_cls"))
def linear_general(_call: Call, in_features: Sizes, out_features: Sizes, batch_axis: BatchAxes = (), use_bias: Flag = 1) -> Built:
    """Fully connected along several axes, with a map of its own for each place of others."""
    return general(batch_axis, in_features, out_features, use_bias)


@NNX.maps("Einsum", ignores=("einsum_op",))
def einsum(_call: Call, einsum_str: Word, kernel_shape: Sizes, bias_shape: Sizes | None = None) -> Built:
    """Fully connected as the equation says, with a bias of the shape stated."""
    roles = Equation.of(einsum_str).named(kernel_shape)
    sized = layers.einsum_dense(**Equation.of(einsum_str).roles(roles), bias_units=prod(bias_shape or ()), bias=int(bias_shape is not None))
    return laid_out(sized, shapes={"kernel": kernel_shape, "bias": bias_shape or ()})


@NNX.maps("Embed", examples=[Example("embedding", {"num_embeddings": symbol("vocab_size"), "features": symbol("embedding_dim")})])
def embed(_call: Call, num_embeddings: Whole, features: Whole) -> Built:
    """A row for each word."""
    return laid_out(layers.embedding(vocab_size=num_embeddings, embedding_dim=features), common.EMBEDDING)


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


@NNX.maps("Conv", examples=examples("conv{}d", {**CHANNELS, "feature_group_count": "groups"}, reads=False), ignores=common.CONVOLUTION)
def conv(_call: Call, in_features: Whole, out_features: Whole, kernel_size: Sizes, feature_group_count: Whole = 1, use_bias: Flag = 1) -> Built:
    """A kernel for each filter."""
    return laid_out(convolution("conv{}d", kernel_size, filters=out_features, input_channels=in_features, groups=feature_group_count, bias=use_bias))


@NNX.maps("ConvTranspose", examples=examples("conv{}d_transpose", CHANNELS, reads=False), ignores=common.TRANSPOSED)
def conv_transpose(_call: Call, in_features: Whole, out_features: Whole, kernel_size: Sizes, use_bias: Flag = 1, transpose_kernel: Flag = 0) -> Built:
    """A kernel for each channel, written to every filter."""
    sized = convolution("conv{}d_transpose", kernel_size, filters=out_features, input_channels=in_features, bias=use_bias)
    return with_kernels_turned(laid_out(sized), transpose_kernel)


# -- normalisations, activations -------------------------------------------------------------------------------------

FEATURES = {"num_features": symbol("features")}


def norm(layer: str, **sizes: Size) -> Built:
    """A normalisation of the catalogue under Flax' names."""
    return laid_out(find(layer)(**sizes), common.NORM_NAMES).as_buffers(*common.STATISTICS)


@NNX.maps("BatchNorm", examples=[Example("batch_norm", FEATURES)], ignores=(*common.OF_BATCHES, "axis"))
def batch_norm(_call: Call, num_features: Whole, use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain, shift and running statistics."""
    return common.scaled(norm("batch_norm", features=num_features, bias=use_bias), use_scale)


@NNX.maps("LayerNorm", examples=[Example("layer_norm", FEATURES)], ignores=(*common.NORM, "reduction_axes", "feature_axes"))
def layer_norm(_call: Call, num_features: Whole, use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain and shift."""
    return common.scaled(norm("layer_norm", features=num_features, bias=use_bias), use_scale)


@NNX.maps("InstanceNorm", examples=[Example("instance_norm", FEATURES)], ignores=(*common.NORM, "feature_axes"))
def instance_norm(_call: Call, num_features: Whole, use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain and shift."""
    return common.scaled(norm("instance_norm", features=num_features, bias=use_bias), use_scale)


@NNX.maps("GroupNorm", examples=[Example("group_norm", FEATURES)], ignores=common.OF_GROUPS)
def group_norm(_call: Call, num_features: Whole, use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain and shift for each channel."""
    return common.scaled(norm("group_norm", features=num_features, bias=use_bias), use_scale)


@NNX.maps("RMSNorm", examples=[Example("rms_norm", FEATURES)], ignores=(*common.NORM, "reduction_axes", "feature_axes"))
def rms_norm(_call: Call, num_features: Whole, use_scale: Flag = 1) -> Built:
    """Gain."""
    return common.scaled(norm("rms_norm", features=num_features), use_scale)


@NNX.maps("PReLU")
def prelu(_call: Call) -> Built:
    """One slope for all."""
    return laid_out(layers.prelu(features=1), common.NORM_NAMES, shapes={"negative_slope": ()})


# -- recurrent -------------------------------------------------------------------------------------------------------

STATE = {"in_features": symbol("input_dim"), "hidden_features": symbol("units")}


@NNX.maps("LSTMCell", examples=[Example("lstm", STATE)], ignores=common.GATED_CELL)
def lstm(_call: Call, in_features: Whole, hidden_features: Whole) -> Built:
    """A matrix for each gate, the bias with the last outputs."""
    letters = {**common.GATES, "forget gate": "f"}
    names = {"kernel": "i{gate}.kernel", "recurrent_kernel": "h{gate}.kernel", "bias": "h{gate}.bias"}
    return laid_out(layers.lstm(units=hidden_features, input_dim=in_features), names, letters=letters).renamed("if.kernel", "if_.kernel")


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


@NNX.maps("RNN", ignores=(*common.LOOP, "state_axes", "broadcast_rngs"))
def rnn(call: Call, cell: Inner) -> Built:
    """A cell at every time step."""
    return call.built(cell).inside("cell.")


@NNX.maps("Bidirectional", ignores=common.OF_BOTH_WAYS)
def bidirectional(call: Call, forward_rnn: Inner, backward_rnn: Inner) -> Built:
    """A layer that reads forwards and one that reads backwards."""
    return together([call.built(forward_rnn).inside("forward_rnn."), call.built(backward_rnn).inside("backward_rnn.")])


# -- attention -------------------------------------------------------------------------------------------------------

PROMOTED = ("qkv_promote_dtype", "out_promote_dtype", "ln_promote_dtype")
WIDTH = {"num_heads": symbol("num_heads"), "in_features": symbol("d_model")}
JOINED = {**WIDTH, "qkv_features": symbol("num_heads") * symbol("head_dim"), "num_kv_heads": symbol("num_kv_heads")}


@NNX.maps(
    "MultiHeadAttention",
    examples=[Example("multi_head_attention", WIDTH), Example("grouped_query_attention", JOINED)],
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


ONLY_KERNELS = "kernel"
"""What the filter is where none is given."""


@NNX.maps("WeightNorm", ignores=("epsilon",))
def weight_norm(
    call: Call, layer_instance: Inner, use_scale: Flag = 1, feature_axes: Axes | None = (-1,), variable_filter: Anything | None = ONLY_KERNELS
) -> Built:
    """A layer with the lengths of its kernels apart; they are kept as bare arrays, which no optimiser of parameters sees."""
    if variable_filter not in (ONLY_KERNELS, True, False, None):
        raise InputError(f"variable_filter is known here as True, for every parameter, or False, for none, not {shown(variable_filter)}")
    inner = call.built(layer_instance)
    parameters = [weight for weight in inner.weights if use_scale and weight.trainable]
    chosen = [weight for weight in parameters if variable_filter is True or (variable_filter is ONLY_KERNELS and "kernel" in weight.name.split("."))]
    return inner.inside("layer_instance.").adding(*(kept(f"scales.{weight.name}", common.scale_of(weight, feature_axes)) for weight in chosen))
