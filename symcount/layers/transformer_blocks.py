"""What transformers are stacked of: feed-forward layers, encoder and decoder layers, mixtures of experts."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.affine import affine_weights
from symcount.layers.attentions import MEMORY, TOKENS, multi_head_attention
from symcount.layers.definition import layer
from symcount.layers.normalization import gain_and_shift
from symcount.layers.shapes import shape
from symcount.layers.weight import Size, Weight, part

WITHOUT_EFFECT = ("time steps", "batch size", "dropout", "activation", "num_heads (the heads share the width)")

FEATURES = shape("batch_size ... d_model")

FEED_FORWARD = r"y = W_2\, \phi(W_1 x + b_1) + b_2"
GATED_FEED_FORWARD = r"y = W_2 (\phi(W_g x + b_g) \odot (W_1 x + b_1)) + b_2"
CHOSEN_EXPERTS = (r"g = \mathrm{softmax}(\mathrm{KeepTopK}(W_r x + b_r, k))", r"y = \sum_e g_e\, \mathrm{FFN}_e(x)")


@layer(
    aliases=("FFN", "PositionwiseFeedForward"),
    source="Vaswani et al. 2017, arXiv 1706.03762, section 3.3",
    without_effect=("activation", "dropout", "time steps"),
    inputs=FEATURES,
    outputs=FEATURES,
    equation=FEED_FORWARD,
)
def feed_forward(d_model: Size, d_ff: Size, bias: Size = 1) -> Iterable[Weight]:
    """Feed-forward layer: up to the inner width and back, at each place alone."""
    return [*part("up", affine_weights(d_ff, d_model, bias)), *part("down", affine_weights(d_model, d_ff, bias))]


@layer(
    aliases=("SwiGLU", "GEGLU", "GatedMLP"),
    source="Shazeer 2020, arXiv 2002.05202",
    without_effect=("activation", "dropout", "time steps"),
    inputs=FEATURES,
    outputs=FEATURES,
    equation=GATED_FEED_FORWARD,
)
def gated_feed_forward(d_model: Size, d_ff: Size, bias: Size = 1) -> Iterable[Weight]:
    """Gated feed-forward layer: two maps up to the inner width, one of them the gate of the other, and one back."""
    return [*part("gate", affine_weights(d_ff, d_model, bias)), *feed_forward.weights_of(d_model, d_ff, bias)]


@layer(
    aliases=("TransformerEncoderLayer", "TransformerEncoder", "EncoderBlock", "TransformerBlock"),
    source="Vaswani et al. 2017, arXiv 1706.03762, section 3.1; torch.nn.TransformerEncoderLayer",
    without_effect=(*WITHOUT_EFFECT, "norm_first"),
    inputs=TOKENS,
    outputs=TOKENS,
    equation=(r"a = \mathrm{LN}(x + \mathrm{MHA}(x))", r"y = \mathrm{LN}(a + \mathrm{FFN}(a))"),
)
def encoder_layer(d_model: Size, d_ff: Size, bias: Size = 1) -> Iterable[Weight]:
    """Layer of a transformer encoder: attention, feed-forward layer and two layer normalisations."""
    return [
        *part("attention", multi_head_attention.weights_of(d_model, bias)),
        *part("feed_forward", feed_forward.weights_of(d_model, d_ff, bias)),
        *part("norms", gain_and_shift(d_model, bias), copies=2),
    ]


@layer(
    aliases=("TransformerDecoderLayer", "TransformerDecoder", "DecoderBlock"),
    source="Vaswani et al. 2017, arXiv 1706.03762, section 3.1; torch.nn.TransformerDecoderLayer",
    without_effect=(*WITHOUT_EFFECT, "norm_first"),
    inputs={"target": TOKENS, "memory": MEMORY},
    outputs=TOKENS,
    equation=(
        r"a = \mathrm{LN}(x + \mathrm{MHA}(x))",
        r"c = \mathrm{LN}(a + \mathrm{MHA}(a, m, m))",
        r"y = \mathrm{LN}(c + \mathrm{FFN}(c))",
    ),
)
def decoder_layer(d_model: Size, d_ff: Size, bias: Size = 1) -> Iterable[Weight]:
    """Layer of a transformer decoder: attention to itself and to the encoder, feed-forward layer and three layer normalisations."""
    return [
        *part("self_attention", multi_head_attention.weights_of(d_model, bias)),
        *part("cross_attention", multi_head_attention.weights_of(d_model, bias)),
        *part("feed_forward", feed_forward.weights_of(d_model, d_ff, bias)),
        *part("norms", gain_and_shift(d_model, bias), copies=3),
    ]


@layer(
    source="Vaswani et al. 2017, arXiv 1706.03762; torch.nn.Transformer",
    without_effect=(*WITHOUT_EFFECT, "norm_first"),
    inputs={"source": MEMORY, "target": TOKENS},
    outputs=TOKENS,
    equation=(
        r"m_0 = x, \quad m_l = \mathrm{encoder}_l(m_{l-1}), \quad m = \mathrm{LN}(m_L)",
        r"h_0 = y, \quad h_l = \mathrm{decoder}_l(h_{l-1}, m)",
        r"o = \mathrm{LN}(h_L)",
    ),
)
def transformer(d_model: Size, d_ff: Size, num_encoder_layers: Size, num_decoder_layers: Size, bias: Size = 1) -> Iterable[Weight]:
    """Encoder and decoder layers, each stack with a last layer normalisation (as PyTorch has it); no embeddings."""
    return [
        *part("encoder", encoder_layer.weights_of(d_model, d_ff, bias), copies=num_encoder_layers),
        *part("decoder", decoder_layer.weights_of(d_model, d_ff, bias), copies=num_decoder_layers),
        *part("last_norms", gain_and_shift(d_model, bias), copies=2),
    ]


@layer(
    aliases=("MoE",),
    source="Shazeer et al. 2017, arXiv 1701.06538, section 2, without noise; Fedus et al. 2021 (Switch), arXiv 2101.03961, choose after the softmax; "
    "neither router has a bias",
    without_effect=("experts used for each token", "capacity", "time steps"),
    inputs=FEATURES,
    outputs=FEATURES,
    equation=CHOSEN_EXPERTS,
)
def mixture_of_experts(d_model: Size, d_ff: Size, num_experts: Size, bias: Size = 1) -> Iterable[Weight]:
    """Mixture of experts: as many feed-forward layers, and a router with a bias where they have one."""
    return _experts(feed_forward.weights_of(d_model, d_ff, bias), d_model, num_experts, bias)


@layer(
    aliases=("MixtralSparseMoeBlock", "gated_moe"),
    source="Jiang et al. 2024 (Mixtral), arXiv 2401.04088, section 2.1, which has no bias in the router or the experts (bias = 0)",
    without_effect=("experts used for each token", "capacity", "time steps"),
    inputs=FEATURES,
    outputs=FEATURES,
    equation=CHOSEN_EXPERTS,
)
def gated_mixture_of_experts(d_model: Size, d_ff: Size, num_experts: Size, bias: Size = 1) -> Iterable[Weight]:
    """Mixture of gated experts: as many gated feed-forward layers, and a router with a bias where they have one."""
    return _experts(gated_feed_forward.weights_of(d_model, d_ff, bias), d_model, num_experts, bias)


@layer(
    title="noisy mixture of experts",
    aliases=("SparselyGatedMoE", "noisy_top_k_gating"),
    source="Shazeer et al. 2017, arXiv 1701.06538, section 2.1",
    without_effect=("experts used for each token", "capacity", "time steps"),
    inputs=FEATURES,
    outputs=FEATURES,
    equation=(
        r"H(x)_i = (x W_g)_i + \epsilon_i \, \mathrm{softplus}((x W_{\mathrm{noise}})_i)",
        r"G(x) = \mathrm{softmax}(\mathrm{KeepTopK}(H(x), k))",
        r"y = \sum_i G(x)_i E_i(x)",
    ),
)
def noisy_mixture_of_experts(d_model: Size, d_ff: Size, num_experts: Size, bias: Size = 1) -> Iterable[Weight]:
    """Mixture of experts whose router adds noise of a learned strength: two matrices without bias choose among feed-forward layers."""
    return [
        *part("experts", feed_forward.weights_of(d_model, d_ff, bias), copies=num_experts),
        Weight("router.kernel", (d_model, num_experts), each=("gate", "noise"), meaning="weights of each expert's score"),
    ]


def _experts(expert: Iterable[Weight], d_model: Size, num_experts: Size, bias: Size) -> list[Weight]:
    return [*part("experts", expert, copies=num_experts), *part("router", affine_weights(num_experts, d_model, bias))]
