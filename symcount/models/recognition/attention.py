"""Attention whose maps are tensors of one layer."""

from __future__ import annotations

from collections.abc import Iterator

from symcount.models.explaining import Constructor
from symcount.models.recognition.grouping import Group


def attention(group: Group) -> Iterator[Constructor]:
    """PyTorch's, with queries, keys and values in one tensor or apart. Heads cannot be seen: they change no count."""
    own = group.own
    if not group.has(2, "out_proj.weight") or not own.keys() & {"in_proj_weight", "q_proj_weight"}:
        return
    out = own["out_proj.weight"]
    widths = {"kdim": own["k_proj_weight"][1], "vdim": own["v_proj_weight"][1]} if group.has(2, "k_proj_weight", "v_proj_weight") else {}
    yield Constructor(
        "torch", "MultiheadAttention", {"embed_dim": out[0], "num_heads": 1, "bias": "in_proj_bias" in own, "add_bias_kv": "bias_k" in own, **widths}
    )


def attention_with_heads(group: Group) -> Iterator[Constructor]:
    """Keras' and Flax', the heads on an axis of their own."""
    kernels = [group.own.get(f"{name}.kernel", ()) for name in ("query", "key", "value")]
    if any(len(kernel) != 3 for kernel in kernels):
        return
    (width, heads, head_dim), (key_width, kv_heads, _), (value_width, _, value_dim) = kernels
    output = group.own.get("attention_output.kernel", group.own.get("out.kernel", ()))[2:]
    use_bias = "query.bias" in group.own
    inputs = tuple((None, None, one) for one in (width, value_width, key_width))
    if "query_ln.scale" in group.own:
        config = {"num_heads": heads, "qkv_features": heads * head_dim, "out_features": output[-1], "use_bias": use_bias, "normalize_qk": True}
        yield Constructor("linen", "MultiHeadDotProductAttention", config, (inputs[0], inputs[2], inputs[1]))
    elif kv_heads == heads:
        sizes = {"num_heads": heads, "key_dim": head_dim, "value_dim": value_dim}
        yield Constructor("keras", "MultiHeadAttention", {**sizes, "output_shape": output, "use_bias": use_bias}, inputs)
    else:
        config = {"num_query_heads": heads, "num_key_value_heads": kv_heads, "head_dim": head_dim, "use_bias": use_bias}
        yield Constructor("keras", "GroupQueryAttention", config, inputs)
