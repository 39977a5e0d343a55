"""What linen and nnx share: the arguments that change no weight, names, and what both build alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod

from symcount import layers
from symcount.algebra import quotient, symbol
from symcount.errors import InputError, NotDivisible
from symcount.frameworks.arguments import Inner, Whole
from symcount.frameworks.built import Built, BuiltWeight, kept, laid_out, together
from symcount.frameworks.convolutions import sized_convolution
from symcount.frameworks.mapping import Call, Example, on, weightless
from symcount.layers import find
from symcount.layers.shapes import IMAGE_SIDES, KERNEL_SIDES
from symcount.layers.weight import Size

WEIGHTLESS = weightless("Dropout: rate broadcast_dims deterministic rng_collection")

# -- arguments that change no weight ---------------------------------------------------------------------------------

PARTS = ["kernel", "bias", "scale", "embedding", "carry", "out_kernel", "out_bias", "recurrent_kernel", "forget_bias", "activation_bias", "negative_slope"]
COMMON = (
    *("name", "parent", "rngs", "keep_rngs", "dtype", "param_dtype", "precision", "promote_dtype", "preferred_element_type"),
    *(f"{part}_{what}" for part in (*PARTS, "query_ln_scale", "key_ln_scale", "a", "b") for what in ("init", "metadata")),
)
CONVOLUTION_TRANSPOSE = ("strides", "padding", "kernel_dilation", "mask")
CONVOLUTION = (*CONVOLUTION_TRANSPOSE, "input_dilation", "conv_general_dilated")
NORM = ("epsilon", "use_fast_variance", "axis_name", "axis_index_groups")
BATCH_NORM = (*NORM, "momentum", "use_running_average")
GROUP_NORM = (*NORM, "reduction_axes")
GATED_CELL = ("gate_fn", "activation_fn")
SIMPLE_CELL = ("activation_fn", "residual")
RNN = ("time_major", "return_carry", "reverse", "keep_order", "unroll")
BIDIRECTIONAL = ("time_major", "return_carry", "merge_fn")
ATTENTION = ("broadcast_dropout", "dropout_rate", "deterministic", "attention_fn", "qkv_dot_general", "out_dot_general")


# -- fully connected, embeddings -------------------------------------------------------------------------------------


def general(places: tuple[Size, ...], summed: tuple[Size, ...], new: tuple[Size, ...], use_bias: int) -> Built:
    """A map between any axes."""
    sized = layers.einsum_dense(units=prod(new), input_dim=prod(summed), places=prod(places), bias=use_bias)
    return laid_out(sized, shapes={"kernel": (*places, *summed, *new), "bias": (*places, *new)})


EMBEDDING = (Example("embedding", {"num_embeddings": symbol("vocab_size"), "features": symbol("embedding_dim")}),)


def embed(_call: Call, num_embeddings: Whole, features: Whole) -> Built:
    """A row for each word."""
    return laid_out(layers.embedding(vocab_size=num_embeddings, embedding_dim=features), {"embeddings": "embedding"})


# -- convolutions ----------------------------------------------------------------------------------------------------


def conv_transpose(kernel_size: Sequence[Size], transpose_kernel: int, **sizes: Size) -> Built:
    """A transposed convolution; its kernel has the inputs before the filters, unless it is turned."""
    built = laid_out(sized_convolution("conv{}d_transpose", kernel_size, **sizes))
    *window, filters, inputs = built["kernel"].shape
    return built if transpose_kernel else built.reshaped("kernel", (*window, inputs, filters))


def convolution_examples(layer: str, arguments: dict[str, str], reads: bool = True) -> list[Example]:
    """A convolution of each dimension as it is written."""
    return [
        Example(
            layer.format(dimensions),
            {**{name: symbol(size) for name, size in arguments.items()}, "kernel_size": tuple(map(symbol, sides))},
            (on(" ".join(("batch_size", *IMAGE_SIDES[dimensions], "input_channels"))),) if reads else (),
        )
        for dimensions, sides in KERNEL_SIDES.items()
    ]


# -- normalisations, activations -------------------------------------------------------------------------------------

NORM_NAMES = {"gamma": "scale", "beta": "bias", "moving_mean": "mean", "moving_variance": "var"}
STATISTICS = ("mean", "var")


def norm(layer: str, shape: tuple[Size, ...], use_scale: int, **sizes: Size) -> Built:
    """A normalisation of the catalogue with a number of each kind for each place of this shape, or less its gain."""
    sized = find(layer)(features=prod(shape), **sizes)
    built = laid_out(sized, NORM_NAMES, shapes=dict.fromkeys(("scale", "bias", *STATISTICS), shape)).as_buffers(*STATISTICS)
    return built if use_scale else built.without("scale")


def group_norm(channels: Size, num_groups: Size | None, group_size: Size | None, use_bias: int, use_scale: int) -> Built:
    """Gain and shift for each channel. Errors: `InputError` where the channels are not divided into groups."""
    if isinstance(num_groups, int) and isinstance(group_size, int):
        raise InputError("num_groups, which is 32 where it is not given, and group_size exclude each other: with group_size give num_groups=None")
    divisor = num_groups if group_size is None else group_size
    if divisor is None:
        raise InputError("num_groups or group_size must be given")
    try:
        quotient(channels, divisor)
    except NotDivisible as error:
        raise InputError(f"{error}: give num_groups, which is 32 where it is not given, or group_size, so that it divides the channels") from error
    return norm("group_norm", (channels,), use_scale, bias=use_bias)


def prelu(_call: Call) -> Built:
    """One slope for all."""
    return laid_out(layers.prelu(features=1), {"alpha": "negative_slope"}, shapes={"negative_slope": ()})


# -- recurrent -------------------------------------------------------------------------------------------------------


def lstm(units: Size, input_dim: Size) -> Built:
    """A matrix for each gate, the bias with the last outputs."""
    letters = {"input gate": "i", "forget gate": "f", "candidate": "g", "output gate": "o"}
    names = {"kernel": "i{gate}.kernel", "recurrent_kernel": "h{gate}.kernel", "bias": "h{gate}.bias"}
    return laid_out(layers.lstm(units=units, input_dim=input_dim), names, letters=letters)


def bidirectional(call: Call, forward_rnn: Inner, backward_rnn: Inner) -> Built:
    """A layer that reads forwards and one that reads backwards."""
    return together([call.built(forward_rnn).inside("forward_rnn."), call.built(backward_rnn).inside("backward_rnn.")])


# -- attention -------------------------------------------------------------------------------------------------------


def attention(out_features: Size, qkv_features: Size, **sizes: Size) -> Built:
    """The maps of an attention, the heads on an axis of their own; queries and keys normalised where asked for."""
    heads = sizes["num_heads"]
    kv_heads, head_dim = sizes.get("num_kv_heads", heads), quotient(qkv_features, heads)
    queries, keys = (heads, head_dim), (kv_heads, head_dim)
    shapes = {
        "query.kernel": (sizes["d_model"], *queries),
        "key.kernel": (sizes["key_width"], *keys),
        "value.kernel": (sizes["value_width"], *keys),
        "query.bias": queries,
        "key.bias": keys,
        "value.bias": keys,
        "out.kernel": (*queries, out_features),
    }
    names = {"output.kernel": "out.kernel", "output.bias": "out.bias", "query_norm.scale": "query_ln.scale", "key_norm.scale": "key_ln.scale"}
    return laid_out(layers.cross_attention(**sizes, head_dim=head_dim, output_dim=out_features), names, shapes=shapes)


# -- normalised kernels ----------------------------------------------------------------------------------------------


def spectral_norm(inner: Built, n_steps: Size, error_on_non_matrix: int, named: Callable[[str], str]) -> Built:
    """A singular vector and value are kept for each matrix, `named` for it; what has more axes is taken as one."""
    matrices = [weight for weight in inner.weights if len(weight.shape) > 1 and weight.trainable and n_steps != 0]
    if error_on_non_matrix and (wrong := [weight for weight in matrices if len(weight.shape) > 2]):
        raise InputError(f"{wrong[0].name} has {len(wrong[0].shape)} axes, and error_on_non_matrix is True")
    vectors = [kept(named(f"{weight.name}.u"), (1, weight.shape[-1]), is_buffer=True) for weight in matrices]
    return inner.inside("layer_instance.").adding(*vectors, *(kept(named(f"{weight.name}.sigma"), (), is_buffer=True) for weight in matrices))


def scale_of(weight: BuiltWeight, feature_axes: Sequence[int] | None) -> tuple[Size, ...]:
    """The sides of a weight along which each place has a length of its own.

    Flax adds the rank to an axis below 0 once: of a vector -2 becomes -1 and -1 becomes 0, so that its one side stands there twice.
    """
    rank = len(weight.shape)
    places = {axis + rank if axis < 0 else axis for axis in feature_axes or ()}
    if wrong := [place for place in places if not -rank <= place < rank]:
        raise InputError(f"{weight.name} has {rank} axes, and none of feature_axes may be {wrong[0]}")
    return tuple(weight.shape[place] for place in sorted(places))
