"""Whole models whose layout is fixed, from the tokens to the head."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import symbol
from symcount.layers.affine import affine_weights
from symcount.layers.attentions import grouped_query_attention
from symcount.layers.convolutional import convolution_weights
from symcount.layers.definition import layer
from symcount.layers.embeddings import table
from symcount.layers.normalization import gain_and_shift, rms_norm
from symcount.layers.transformer_blocks import encoder_layer, feed_forward, gated_feed_forward
from symcount.layers.weight import Size, Weight, part

WITHOUT_EFFECT = ("time steps", "batch size", "dropout", "activation", "num_heads (the heads share the width)")

FOUR_WIDTHS = 4 * symbol("d_model")
"""The usual inner width of a feed-forward layer."""

SEGMENTS = 2
"""BERT's segments: the first and the second sentence."""

BUCKETS = 32
"""T5's relative positions: each head has one number for each bucket of distances."""


@layer(
    title="GPT-2",
    aliases=("GPT-2", "GPT2LMHeadModel", "GPT2Model"),
    source="Radford et al. 2019; https://github.com/openai/gpt-2",
    without_effect=WITHOUT_EFFECT,
)
def gpt2(vocab_size: Size, context_length: Size, d_model: Size, num_layers: Size, d_ff: Size = FOUR_WIDTHS, tied: Size = 1, bias: Size = 1) -> Iterable[Weight]:
    """GPT-2: words and positions, layers of attention and feed-forward, a last norm; the head is the words' matrix again where it is tied."""
    return [
        table(vocab_size, d_model, "one row for each word", "tokens", copies=2 - tied),
        table(context_length, d_model, "one row for each position", "positions"),
        *part("layers", encoder_layer.weights_of(d_model, d_ff, bias), copies=num_layers),
        *part("last_norm", gain_and_shift(d_model, bias)),
    ]


@layer(
    title="BERT",
    aliases=("BertModel",),
    source="Devlin et al. 2018, arXiv 1810.04805; https://github.com/google-research/bert",
    without_effect=WITHOUT_EFFECT,
)
def bert(vocab_size: Size, context_length: Size, d_model: Size, num_layers: Size, d_ff: Size = FOUR_WIDTHS, bias: Size = 1) -> Iterable[Weight]:
    """BERT: words, positions and two segments with a norm, encoder layers, and the pooler of the first token; no language-model head."""
    return [
        table(vocab_size, d_model, "one row for each word", "tokens"),
        table(context_length, d_model, "one row for each position", "positions"),
        table(SEGMENTS, d_model, "one row for each of the two segments", "segments"),
        *part("embedding_norm", gain_and_shift(d_model, bias)),
        *part("layers", encoder_layer.weights_of(d_model, d_ff, bias), copies=num_layers),
        *part("pooler", affine_weights(d_model, d_model, bias)),
    ]


@layer(
    title="Llama",
    aliases=("LlamaForCausalLM",),
    source="Touvron et al. 2023, arXiv 2302.13971 and 2307.09288",
    without_effect=("time steps", "batch size", "rotary positions", "activation"),
)
def llama(
    vocab_size: Size, d_model: Size, num_layers: Size, d_ff: Size, num_heads: Size, num_kv_heads: Size, head_dim: Size, tied: Size = 0
) -> Iterable[Weight]:
    """Llama: words, layers of grouped-query attention and gated feed-forward with two norms, a last norm, and a head; no bias anywhere."""
    return [
        table(vocab_size, d_model, "one row for each word, and again in the head", "tokens", copies=2 - tied),
        *part("layers.attention", _without_bias(grouped_query_attention.weights_of(d_model, num_heads, num_kv_heads, head_dim, 0)), copies=num_layers),
        *part("layers.feed_forward", _without_bias(gated_feed_forward.weights_of(d_model, d_ff, 0)), copies=num_layers),
        *part("layers.norms", rms_norm.weights_of(d_model), copies=2 * num_layers),
        *part("last_norm", rms_norm.weights_of(d_model)),
    ]


@layer(
    title="ViT",
    aliases=("VisionTransformer", "ViTForImageClassification"),
    source="Dosovitskiy et al. 2020, arXiv 2010.11929",
    without_effect=("batch size", "dropout", "activation", "num_heads (the heads share the width)"),
)
def vit(
    kernel_height: Size,
    kernel_width: Size,
    input_channels: Size,
    context_length: Size,
    d_model: Size,
    num_layers: Size,
    output_dim: Size,
    d_ff: Size = FOUR_WIDTHS,
    bias: Size = 1,
) -> Iterable[Weight]:
    """Vision transformer: patches of kernel_height by kernel_width, `context_length` of them and a class token, encoder layers, a norm and a head."""
    return [
        *part("patches", convolution_weights(d_model, (kernel_height, kernel_width), input_channels, 1, bias)),
        Weight("class_token", (d_model,), kind="embedding", meaning="the token that is classified"),
        table(context_length + 1, d_model, "one row for each patch and the class token", "positions"),
        *part("layers", encoder_layer.weights_of(d_model, d_ff, bias), copies=num_layers),
        *part("last_norm", gain_and_shift(d_model, bias)),
        *part("head", affine_weights(output_dim, d_model, bias)),
    ]


@layer(
    title="T5",
    aliases=("T5ForConditionalGeneration",),
    source="Raffel et al. 2019, arXiv 1910.10683 (version 1.0)",
    without_effect=("time steps", "batch size", "dropout", "relative_attention_max_distance"),
)
def t5(vocab_size: Size, d_model: Size, num_layers: Size, d_ff: Size, num_heads: Size, head_dim: Size) -> Iterable[Weight]:
    """T5 1.0: one matrix of words for encoder, decoder and head; as many layers in each; relative positions in each first layer; no bias."""
    attention = _without_bias(grouped_query_attention.weights_of(d_model, num_heads, num_heads, head_dim, 0))
    inner = _without_bias(feed_forward.weights_of(d_model, d_ff, 0))
    return [
        table(vocab_size, d_model, "one row for each word", "tokens"),
        *part("encoder.attention", attention, copies=num_layers),
        *part("decoder.attention", attention, copies=2 * num_layers),
        *part("encoder.feed_forward", inner, copies=num_layers),
        *part("decoder.feed_forward", inner, copies=num_layers),
        *part("encoder.norms", rms_norm.weights_of(d_model), copies=2 * num_layers + 1),
        *part("decoder.norms", rms_norm.weights_of(d_model), copies=3 * num_layers + 1),
        table(BUCKETS, num_heads, "one number for each distance and head, in the encoder and in the decoder", "relative_positions", copies=2),
    ]


def _without_bias(weights: Iterable[Weight]) -> list[Weight]:
    return [weight for weight in weights if weight.kind != "bias"]
