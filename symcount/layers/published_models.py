"""Whole models whose layout is fixed, from the tokens to the head."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.affine import affine_weights
from symcount.layers.attentions import grouped_query_attention
from symcount.layers.convolutional import IMAGE, convolution_weights
from symcount.layers.definition import layer
from symcount.layers.embeddings import table
from symcount.layers.identities import FOUR_WIDTHS
from symcount.layers.normalization import gain_and_shift, rms_norm
from symcount.layers.shapes import shape
from symcount.layers.transformer_blocks import WITHOUT_EFFECT, encoder_layer, feed_forward, gated_feed_forward
from symcount.layers.weight import Size, Weight, part

WORDS = shape("batch_size timesteps")
LOGITS = shape("batch_size timesteps vocab_size")

POST_NORM = (r"a_l = \mathrm{LN}(h_{l-1} + \mathrm{MHA}(h_{l-1}))", r"h_l = \mathrm{LN}(a_l + \mathrm{FFN}(a_l))")
PRE_NORM = (r"a_l = h_{l-1} + \mathrm{MHA}(\mathrm{LN}(h_{l-1}))", r"h_l = a_l + \mathrm{FFN}(\mathrm{LN}(a_l))")

SEGMENTS = 2
"""BERT's segments: the first and the second sentence."""

BUCKETS = 32
"""T5's relative positions: each head has one number for each bucket of distances."""


@layer(
    title="GPT-2",
    aliases=("GPT-2", "GPT2LMHeadModel", "GPT2Model"),
    source="Radford et al. 2019; https://github.com/openai/gpt-2",
    without_effect=WITHOUT_EFFECT,
    inputs=WORDS,
    outputs=LOGITS,
    equation=(r"h_0 = E_x + P", *PRE_NORM, r"\mathrm{logits} = \mathrm{LN}(h_L) E^\top"),
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
    inputs=WORDS,
    outputs={"last_hidden_state": shape("batch_size timesteps d_model"), "pooler_output": shape("batch_size d_model")},
    equation=(r"h_0 = \mathrm{LN}(E_x + P + S_{\mathrm{segment}})", *POST_NORM, r"\mathrm{pooled} = \tanh(W h_{L,0} + b)"),
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
    inputs=WORDS,
    outputs=LOGITS,
    equation=(
        r"h_0 = E_x",
        r"a_l = h_{l-1} + \mathrm{GQA}(\mathrm{RMSNorm}(h_{l-1}))",
        r"h_l = a_l + \mathrm{SwiGLU}(\mathrm{RMSNorm}(a_l))",
        r"\mathrm{logits} = \mathrm{RMSNorm}(h_L) W^\top",
    ),
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
    inputs=IMAGE,
    outputs=shape("batch_size output_dim"),
    equation=(
        r"h_0 = [x_{\mathrm{class}}; W x_1 + b; \dots; W x_s + b] + P",
        *PRE_NORM,
        r"y = W_{\mathrm{head}}\, \mathrm{LN}(h_{L,0}) + b_{\mathrm{head}}",
    ),
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
    inputs={"source": shape("batch_size key_length"), "target": WORDS},
    outputs=LOGITS,
    equation=(
        r"\mathrm{head}_i = \mathrm{softmax}(Q_i K_i^\top + B_i) V_i",
        r"m_0 = E_x, \quad m_l = \mathrm{encoder}_l(m_{l-1}), \quad m = \mathrm{RMSNorm}(m_L)",
        r"h_0 = E_y, \quad h_l = \mathrm{decoder}_l(h_{l-1}, m)",
        r"\mathrm{logits} = \frac{1}{\sqrt{d}}\, \mathrm{RMSNorm}(h_L) E^\top",
    ),
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
