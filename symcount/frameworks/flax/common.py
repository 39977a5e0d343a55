"""What linen and nnx share: the arguments that change no weight, the heads of attentions, normalised kernels."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symcount import layers
from symcount.algebra import quotient
from symcount.errors import InputError
from symcount.frameworks.built import Built, BuiltWeight, kept, laid_out
from symcount.frameworks.mapping import weightless
from symcount.layers.weight import Size

WEIGHTLESS = weightless("Dropout: rate broadcast_dims deterministic rng_collection")
PARTS = ["kernel", "bias", "scale", "embedding", "carry", "out_kernel", "out_bias", "recurrent_kernel", "forget_bias", "activation_bias", "negative_slope"]
COMMON = (
    *("name", "parent", "rngs", "keep_rngs", "dtype", "param_dtype", "precision", "promote_dtype", "preferred_element_type"),
    *(f"{part}_{what}" for part in (*PARTS, "query_ln_scale", "key_ln_scale", "a", "b") for what in ("init", "metadata")),
)
TRANSPOSED = ("strides", "padding", "kernel_dilation", "mask")
CONVOLUTION = (*TRANSPOSED, "input_dilation", "conv_general_dilated")
NORM = ("epsilon", "use_fast_variance", "axis_name", "axis_index_groups")
OF_BATCHES = (*NORM, "momentum", "use_running_average")
OF_GROUPS = (*NORM, "num_groups", "group_size", "reduction_axes")
GATED_CELL = ("gate_fn", "activation_fn")
SIMPLE_CELL = ("activation_fn", "residual")
OF_BOTH_WAYS = ("time_major", "return_carry", "merge_fn")
LOOP = ("time_major", "return_carry", "reverse", "keep_order", "unroll")
ATTENTION = ("broadcast_dropout", "dropout_rate", "deterministic", "attention_fn", "qkv_dot_general", "out_dot_general")

GATES = {"input gate": "i", "forget gate": "f", "candidate": "g", "output gate": "o"}
"""Flax' letters for the gates of an LSTM."""

EMBEDDING = {"embeddings": "embedding"}
NORM_NAMES = {"gamma": "scale", "beta": "bias", "moving_mean": "mean", "moving_variance": "var", "alpha": "negative_slope"}
STATISTICS = ("mean", "var")


def scaled(built: Built, use_scale: int) -> Built:
    """With its gain, or less it."""
    return built if use_scale else built.without("scale")


def attention(out_features: Size, qkv_features: Size, **sizes: Size) -> Built:
    """The maps of an attention, the heads on an axis of their own; queries and keys normalised where asked for."""
    heads = sizes["num_heads"]
    kv_heads, head_dim = sizes.get("num_kv_heads", heads), quotient(qkv_features, heads)
    quotient(heads, kv_heads)
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
