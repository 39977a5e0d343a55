"""Linen's attention: heads on an axis of their own, products in eight bits, and what was seen before."""

from __future__ import annotations

from symcount.algebra import symbol
from symcount.errors import InputError
from symcount.frameworks.arguments import Flag, Whole, Word
from symcount.frameworks.built import Built, kept
from symcount.frameworks.flax import common
from symcount.frameworks.flax.linen.float8 import FP8_EINSUM, with_fp8
from symcount.frameworks.flax.linen.table import LINEN
from symcount.frameworks.mapping import Call, Example, on

HEADS = {"num_heads": symbol("num_heads")}
MODEL = (on("batch_size timesteps d_model"),)
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
    key, value = places_of_key_and_value(call)
    width = call.side(-1)
    inner, outer = width if qkv_features is None else qkv_features, width if out_features is None else out_features
    widths = {"d_model": width, "key_width": call.side(-1, key), "value_width": call.side(-1, value)}
    built = common.attention(outer, inner, num_heads=num_heads, **widths, qk_norm=normalize_qk, bias=use_bias)
    built = with_fp8(built, "qkv_dot_general_cls", qkv_dot_general_cls, [f"{part}.{{}}_0." for part in ("query", "key", "value")])
    built = with_fp8(built, "out_dot_general_cls", out_dot_general_cls, ["out.{}_0."])
    built = with_scores_in_eight_bits(built, qk_attn_weights_einsum_cls, attn_weights_value_einsum_cls)
    return with_cache(built, call, key) if decode else built


def places_of_key_and_value(call: Call) -> tuple[int, int]:
    """Which inputs these are: the keys are the queries, and the values the keys, unless they are given.

    Errors: `InputError` for more inputs than it takes.
    """
    if len(call.inputs) > 1 and call.layer == "SelfAttention":
        raise InputError(f"it takes one input, not {len(call.inputs)}: with other keys and values it is a MultiHeadDotProductAttention")
    if len(call.inputs) > 3:
        raise InputError(f"its inputs are query, key and value, not {len(call.inputs)}")
    value = max(0, len(call.inputs) - 1)
    return min(1, value), value


def with_scores_in_eight_bits(built: Built, scores: str | None, values: str | None) -> Built:
    """With the state of the products that give the scores, and the weighted values. Errors: `InputError` for one without the other."""
    if (scores is None) != (values is None):
        raise InputError("qk_attn_weights_einsum_cls and attn_weights_value_einsum_cls are given together")
    built = with_fp8(built, "qk_attn_weights_einsum_cls", scores, ["{}_0."], FP8_EINSUM)
    return with_fp8(built, "attn_weights_value_einsum_cls", values, ["{}_1."], FP8_EINSUM)


def with_cache(built: Built, call: Call, key: int) -> Built:
    """With the keys and values of every place that was seen, and how many there were."""
    seen = (*(call.side(axis, key) for axis in range(len(call.inputs[key]) - 1)), *built["key.kernel"].shape[1:])
    return built.adding(*(kept(name, seen, is_buffer=True) for name in ("cached_key", "cached_value")), kept("cache_index", (), is_buffer=True))
