"""Attention and transformers in PyTorch."""

from __future__ import annotations

from symcount import layers
from symcount.algebra import quotient, symbol
from symcount.errors import InputError
from symcount.frameworks.arguments import Anything, Depth, Flag, Inner, Whole
from symcount.frameworks.built import Built, BuiltWeight, Names, laid_out, outputs_first, repeated, together
from symcount.frameworks.mapping import Call, Example
from symcount.frameworks.torch.normalization import layer_norm
from symcount.frameworks.torch.table import TORCH, TRANSFORMER
from symcount.layers.weight import Size


def attention_names(inside: str, before: str = "", packed: bool = True) -> dict[str, str]:
    """PyTorch's names for the maps of an attention: those of queries, keys and values in one tensor where their inputs are as wide."""
    names = {"output.kernel": "out_proj.weight", "output.bias": "out_proj.bias"}
    for what in ("query", "key", "value"):
        names |= {f"{what}.kernel": "in_proj_weight" if packed else f"{what[0]}_proj_weight", f"{what}.bias": "in_proj_bias"}
    return {f"{inside}{own}": before + name for own, name in names.items()}


MODEL = {"embed_dim": symbol("d_model"), "num_heads": symbol("num_heads")}
KEYS = {"kdim": symbol("key_width"), "vdim": symbol("value_width")}


@TORCH.maps(
    "MultiheadAttention",
    examples=[Example("multi_head_attention", MODEL), Example("cross_attention", {**MODEL, **KEYS})],
    ignores=("dropout", "add_zero_attn", "batch_first"),
)
def multi_head_attention(
    _call: Call, embed_dim: Whole, num_heads: Whole, kdim: Whole | None = None, vdim: Whole | None = None, bias: Flag = 1, add_bias_kv: Flag = 0
) -> Built:
    """Heads that share the width; a bias at the end of keys and values where asked for."""
    widths = {"key_width": embed_dim if kdim is None else kdim, "value_width": embed_dim if vdim is None else vdim}
    heads = {"num_heads": num_heads, "head_dim": quotient(embed_dim, num_heads)}
    packed = widths["key_width"] == embed_dim == widths["value_width"]
    sized = layers.multi_head_attention(d_model=embed_dim, bias=bias) if packed else layers.cross_attention(d_model=embed_dim, **widths, **heads, bias=bias)
    built = laid_out(sized, attention_names("", packed=packed), outputs_first)
    return built.adding(*(BuiltWeight(name, (1, 1, embed_dim)) for name in ("bias_k", "bias_v") if add_bias_kv))


FEED_FORWARD = {
    f"feed_forward.{own}.{part}": f"{name}.{torch}"
    for own, name in (("up", "linear1"), ("down", "linear2"))
    for part, torch in (("kernel", "weight"), ("bias", "bias"))
}
BLOCK = {"d_model": symbol("d_model"), "nhead": symbol("num_heads"), "dim_feedforward": symbol("d_ff")}


def norm_names(norms: int) -> dict[str, tuple[str, ...]]:
    """PyTorch's names for the norms of a layer, numbered."""
    return {f"norms.{own}": tuple(f"norm{place + 1}.{name}" for place in range(norms)) for own, name in (("gamma", "weight"), ("beta", "bias"))}


@TORCH.maps("TransformerEncoderLayer", examples=[Example("encoder_layer", BLOCK)], ignores=TRANSFORMER)
def encoder_layer(_call: Call, d_model: Whole, nhead: Whole, dim_feedforward: Whole = 2048, bias: Flag = 1) -> Built:
    """Attention, feed-forward layer and two norms, each with or without biases."""
    quotient(d_model, nhead)
    names: Names = {**attention_names("attention.", "self_attn."), **FEED_FORWARD, **norm_names(2)}
    return laid_out(layers.encoder_layer(d_model=d_model, d_ff=dim_feedforward, bias=bias), names, outputs_first)


@TORCH.maps("TransformerDecoderLayer", examples=[Example("decoder_layer", BLOCK)], ignores=TRANSFORMER)
def decoder_layer(_call: Call, d_model: Whole, nhead: Whole, dim_feedforward: Whole = 2048, bias: Flag = 1) -> Built:
    """Two attentions, feed-forward layer and three norms."""
    quotient(d_model, nhead)
    attentions = {**attention_names("self_attention.", "self_attn."), **attention_names("cross_attention.", "multihead_attn.")}
    return laid_out(layers.decoder_layer(d_model=d_model, d_ff=dim_feedforward, bias=bias), {**attentions, **FEED_FORWARD, **norm_names(3)}, outputs_first)


@TORCH.maps("TransformerEncoder", ignores=("enable_nested_tensor", "mask_check"))
def encoder(call: Call, encoder_layer: Inner, num_layers: Depth, norm: Inner | None = None) -> Built:
    """As many layers, and a last norm only where one is given."""
    return _stack(call, encoder_layer, num_layers, norm)


@TORCH.maps("TransformerDecoder")
def decoder(call: Call, decoder_layer: Inner, num_layers: Depth, norm: Inner | None = None) -> Built:
    """As many layers, and a last norm only where one is given."""
    return _stack(call, decoder_layer, num_layers, norm)


def _stack(call: Call, layer: Inner, num_layers: Size, norm: Inner | None) -> Built:
    last = [call.built(norm).inside("norm.")] if norm else []
    return together([repeated(call.built(layer), num_layers, "layers"), *last])


DEPTHS = {name: symbol(name) for name in ("num_encoder_layers", "num_decoder_layers")}


@TORCH.maps("Transformer", examples=[Example("transformer", {**BLOCK, **DEPTHS})], ignores=TRANSFORMER)
def transformer(
    call: Call,
    d_model: Whole = 512,
    nhead: Whole = 8,
    num_encoder_layers: Depth = 6,
    num_decoder_layers: Depth = 6,
    dim_feedforward: Whole = 2048,
    bias: Flag = 1,
    custom_encoder: Anything | None = None,
    custom_decoder: Anything | None = None,
) -> Built:
    """Encoder and decoder, each with a last norm."""
    if custom_encoder is not None or custom_decoder is not None:
        raise InputError("what a custom encoder or decoder owns is not known here")
    norm = layer_norm(call, (d_model,), 1, bias)
    parts = []
    for name, layer, depth in (("encoder", encoder_layer, num_encoder_layers), ("decoder", decoder_layer, num_decoder_layers)):
        parts += [repeated(layer(call, d_model, nhead, dim_feedforward, bias), depth, f"{name}.layers"), norm.inside(f"{name}.norm.")]
    return together(parts)
