"""Attention in Keras, the heads on an axis of their own."""

from __future__ import annotations

from math import prod

from symcount import layers
from symcount.algebra import symbol
from symcount.errors import unknown
from symcount.frameworks.arguments import Flag, Sizes, Whole, Word
from symcount.frameworks.built import Built, BuiltWeight, laid_out
from symcount.frameworks.keras.table import KERAS, input_of, named
from symcount.frameworks.mapping import Call, Example, on
from symcount.layers.weight import Size

MODEL = on("batch_size timesteps d_model")
HEADS = {"num_heads": symbol("num_heads"), "key_dim": symbol("head_dim")}
JOINED = {"num_heads": symbol("num_heads"), "key_dim": symbol("d_model") / symbol("num_heads")}
GROUPED = {"num_query_heads": symbol("num_heads"), "num_key_value_heads": symbol("num_kv_heads"), **named("head_dim")}
OTHERS = tuple(on("batch_size key_length", symbol(width)) for width in ("value_width", "key_width"))
OUTPUT = {f"output.{part}": f"attention_output.{part}" for part in ("kernel", "bias")}
ATTENTION = ("dropout", "seed", "sliding_window", "flash_attention")


@KERAS.maps(
    "MultiHeadAttention",
    examples=[Example("multi_head_attention", JOINED, (MODEL,)), Example("cross_attention", HEADS, (MODEL, *OTHERS))],
    ignores=(*ATTENTION, "attention_axes"),
)
def multi_head_attention(
    call: Call,
    num_heads: Whole,
    key_dim: Whole,
    value_dim: Whole | None = None,
    output_shape: Sizes | None = None,
    use_bias: Flag = 1,
    use_gate: Flag = 0,
) -> Built:
    """Heads of any width; the inputs are query, value and key, as the layer is called."""
    value_dim, output = key_dim if value_dim is None else value_dim, output_shape or (call.side(-1),)
    sizes = {"head_dim": key_dim, "value_dim": value_dim, "output_dim": prod(output)}
    return attention(call, output, num_heads=num_heads, num_kv_heads=num_heads, **sizes, gate=use_gate, bias=use_bias)


@KERAS.maps(
    "GroupQueryAttention",
    examples=[Example("grouped_query_attention", GROUPED, (MODEL,))],
    ignores=ATTENTION,
)
def grouped_query_attention(call: Call, head_dim: Whole, num_query_heads: Whole, num_key_value_heads: Whole, use_bias: Flag = 1, use_gate: Flag = 0) -> Built:
    """Several heads of queries to one of keys and values."""
    input_of(call, 3, 3)
    sizes = {"num_heads": num_query_heads, "num_kv_heads": num_key_value_heads, "head_dim": head_dim, "value_dim": head_dim}
    return attention(call, (call.side(-1),), **sizes, output_dim=call.side(-1), gate=use_gate, bias=use_bias)


def attention(call: Call, output: tuple[Size, ...], **sizes: Size) -> Built:
    """The maps of an attention, the heads on an axis of their own."""
    last = len(call.inputs) - 1
    widths = {"d_model": call.side(-1), "value_width": call.side(-1, min(1, last)), "key_width": call.side(-1, last)}
    heads = {
        "query": (widths["d_model"], sizes["num_heads"], sizes["head_dim"]),
        "key": (widths["key_width"], sizes["num_kv_heads"], sizes["head_dim"]),
        "value": (widths["value_width"], sizes["num_kv_heads"], sizes["value_dim"]),
        "gate": (widths["d_model"], sizes["num_heads"], sizes["value_dim"]),
    }
    shapes = {f"{name}.kernel": sides for name, sides in heads.items()} | {f"{name}.bias": tuple(head) for name, (_, *head) in heads.items()}
    joined = {"attention_output.kernel": (sizes["num_heads"], sizes["value_dim"], *output), "attention_output.bias": output}
    return laid_out(layers.cross_attention(**widths, **sizes), OUTPUT, shapes={**shapes, **joined})


SCORES = ("dot", "concat")


@KERAS.maps("Attention", ignores=("dropout", "seed"))
def dot_attention(_call: Call, use_scale: Flag = 0, score_mode: Word = "dot") -> Built:
    """A number that scales the scores, and one for scores of sums."""
    if score_mode not in SCORES:
        raise unknown("score_mode", score_mode, SCORES)
    scales = {"scale": use_scale, "concat_score_weight": score_mode == "concat"}
    return Built(tuple(BuiltWeight(name, ()) for name, there in scales.items() if there))


@KERAS.maps("AdditiveAttention", examples=[Example("additive_attention", {}, (MODEL,))], ignores=("dropout", "seed"))
def additive_attention(call: Call, use_scale: Flag = 1) -> Built:
    """The weights of the score."""
    return laid_out(layers.additive_attention(d_model=call.side(-1))) if use_scale else Built()
