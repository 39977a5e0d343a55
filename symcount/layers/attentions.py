"""Attention: queries, keys and values, and the map that joins the heads."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import quotient, symbol
from symcount.layers.affine import affine_weights
from symcount.layers.definition import layer
from symcount.layers.shapes import shape
from symcount.layers.weight import Size, Weight, part

WITHOUT_EFFECT = ("time steps", "batch size", "dropout", "mask")

D_MODEL = symbol("d_model")
NUM_HEADS = symbol("num_heads")
HEAD_DIM = symbol("head_dim")

TOKENS = shape("batch_size timesteps d_model")
MEMORY = shape("batch_size key_length d_model")

HEAD = r"\mathrm{head}_i = \mathrm{softmax}\left(\frac{Q_i K_i^\top}{\sqrt{d_k}}\right) V_i"
JOINED_HEADS = r"Y = [\mathrm{head}_1; \dots; \mathrm{head}_h] W^O + b^O"


def projections(d_model: Size, queries: Size, keys_values: Size, bias: Size) -> list[Weight]:
    """The four maps of an attention whose queries and whose keys and values have these widths, all heads together."""
    return [
        *part("query", affine_weights(queries, d_model, bias)),
        *part("key", affine_weights(keys_values, d_model, bias)),
        *part("value", affine_weights(keys_values, d_model, bias)),
        *part("output", affine_weights(d_model, queries, bias)),
    ]


@layer(
    aliases=("SelfAttention", "MultiHeadDotProductAttention", "MHA"),
    source="Vaswani et al. 2017, arXiv 1706.03762, section 3.2.2; torch.nn.MultiheadAttention",
    without_effect=(*WITHOUT_EFFECT, "num_heads (the heads share the width)"),
    inputs=TOKENS,
    outputs=TOKENS,
    equation=(r"Q_i = X W_i^Q + b_i^Q, \quad K_i = X W_i^K + b_i^K, \quad V_i = X W_i^V + b_i^V", HEAD, JOINED_HEADS),
)
def multi_head_attention(d_model: Size, bias: Size = 1) -> Iterable[Weight]:
    """Multi-head attention: four square maps, for queries, keys, values and the joined heads."""
    return projections(d_model, d_model, d_model, bias)


@layer(
    aliases=("GroupQueryAttention", "GQA"),
    source="Ainslie et al. 2023, arXiv 2305.13245; https://keras.io/api/layers/attention_layers/group_query_attention",
    without_effect=WITHOUT_EFFECT,
    inputs=TOKENS,
    outputs=TOKENS,
    equation=(
        r"Q_i = X W_i^Q + b_i^Q, \quad K_j = X W_j^K + b_j^K, \quad V_j = X W_j^V + b_j^V",
        r"\mathrm{head}_i = \mathrm{softmax}\left(\frac{Q_i K_{j(i)}^\top}{\sqrt{d_k}}\right) V_{j(i)}, \quad j(i) = \lceil i\, h_{\mathrm{kv}} / h \rceil",
        JOINED_HEADS,
    ),
)
def grouped_query_attention(d_model: Size, num_heads: Size, num_kv_heads: Size, head_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Grouped-query attention: several heads of queries share one head of keys and values."""
    query_heads = num_kv_heads * quotient(num_heads, num_kv_heads)
    return projections(d_model, query_heads * head_dim, num_kv_heads * head_dim, bias)


@layer(
    source="Vaswani et al. 2017, arXiv 1706.03762; https://keras.io/api/layers/attention_layers/multi_head_attention",
    spellings={"key_dim": "head_dim"},
    without_effect=WITHOUT_EFFECT,
    inputs={
        "query": TOKENS,
        "key": shape("batch_size key_length key_width"),
        "value": shape("batch_size key_length value_width"),
    },
    outputs=shape("batch_size timesteps output_dim"),
    equation=(
        r"Q_i = X_Q W_i^Q + b_i^Q, \quad K_i = X_K W_i^K + b_i^K, \quad V_i = X_V W_i^V + b_i^V",
        HEAD,
        JOINED_HEADS,
    ),
)
def cross_attention(
    d_model: Size,
    num_heads: Size,
    head_dim: Size,
    key_width: Size = D_MODEL,
    value_width: Size = D_MODEL,
    num_kv_heads: Size = NUM_HEADS,
    value_dim: Size = HEAD_DIM,
    output_dim: Size = D_MODEL,
    gate: Size = 0,
    qk_norm: Size = 0,
    bias: Size = 1,
) -> Iterable[Weight]:
    """Attention with heads of any width, to keys and values of any width; gated or with normalised queries and keys where it says so."""
    query_heads = num_kv_heads * quotient(num_heads, num_kv_heads)
    return [
        *part("query", affine_weights(query_heads * head_dim, d_model, bias)),
        *part("key", affine_weights(num_kv_heads * head_dim, key_width, bias)),
        *part("value", affine_weights(num_kv_heads * value_dim, value_width, bias)),
        *part("gate", affine_weights(query_heads * value_dim, d_model, bias), copies=gate),
        *part("output", affine_weights(output_dim, query_heads * value_dim, bias)),
        Weight("query_norm.scale", (head_dim,), copies=qk_norm, kind="norm", meaning="gain of the normalised queries, shared by the heads"),
        Weight("key_norm.scale", (head_dim,), copies=qk_norm, kind="norm", meaning="gain of the normalised keys, shared by the heads"),
    ]


@layer(
    aliases=("MLA",),
    source="DeepSeek-AI 2024, arXiv 2405.04434, section 2.1 and appendix B",
    without_effect=WITHOUT_EFFECT,
    inputs=TOKENS,
    outputs=TOKENS,
    equation=(
        r"c_t^Q = \mathrm{RMSNorm}(W^{DQ} h_t), \quad c_t^{KV} = \mathrm{RMSNorm}(W^{DKV} h_t)",
        r"q_{t,i} = [W_i^{UQ} c_t^Q; \mathrm{RoPE}(W_i^{QR} c_t^Q)]",
        r"k_{t,i} = [W_i^{UK} c_t^{KV}; \mathrm{RoPE}(W^{KR} h_t)], \quad v_{t,i} = W_i^{UV} c_t^{KV}",
        r"o_{t,i} = \sum_{j \le t} \mathrm{softmax}_j\left(\frac{q_{t,i}^\top k_{j,i}}{\sqrt{d_h + d_r}}\right) v_{j,i}",
        r"y_t = W^O [o_{t,1}; \dots; o_{t,h}]",
    ),
)
def multi_head_latent_attention(
    d_model: Size, num_heads: Size, head_dim: Size, rope_dim: Size, value_dim: Size, query_rank: Size, kv_rank: Size
) -> Iterable[Weight]:
    """Multi-head latent attention: queries, and keys with values, go through a narrow normalised layer; all heads share the key of the position."""
    return [
        Weight("query_down.kernel", (d_model, query_rank), meaning="down to the latent queries"),
        Weight("query_norm.scale", (query_rank,), kind="norm", meaning="gain of the latent queries"),
        Weight("query_up.kernel", (query_rank, num_heads * (head_dim + rope_dim)), meaning="up to the queries of all heads"),
        Weight("kv_down.kernel", (d_model, kv_rank + rope_dim), meaning="down to the latent keys and values and the key of the position"),
        Weight("kv_norm.scale", (kv_rank,), kind="norm", meaning="gain of the latent keys and values"),
        Weight("kv_up.kernel", (kv_rank, num_heads * (head_dim + value_dim)), meaning="up to the keys and values of all heads"),
        Weight("output.kernel", (num_heads * value_dim, d_model), meaning="from the joined heads to the model"),
    ]


@layer(
    source="https://keras.io/api/layers/attention_layers/additive_attention",
    without_effect=WITHOUT_EFFECT,
    inputs={"query": TOKENS, "key": MEMORY, "value": MEMORY},
    outputs=TOKENS,
    equation=(r"a_{ij} = \mathrm{softmax}_j(w^\top \tanh(q_i + k_j))", r"y_i = \sum_j a_{ij} v_j"),
)
def additive_attention(d_model: Size) -> Iterable[Weight]:
    """Additive attention as Keras has it: the vector that scores the sum of query and key, and no map of either."""
    return [Weight("scale", (d_model,), meaning="weights of the score")]


@layer(
    title="Bahdanau attention",
    aliases=("MLPAttention",),
    source="Bahdanau et al. 2014, arXiv 1409.0473, section A.1.2",
    without_effect=WITHOUT_EFFECT,
    inputs={"query": shape("batch_size query_width"), "keys": shape("batch_size key_length key_width")},
    outputs=shape("batch_size key_width"),
    equation=(r"e_{ij} = v_a^\top \tanh(W_a s_{i-1} + U_a h_j)", r"c_i = \sum_j \mathrm{softmax}_j(e_{ij}) \, h_j"),
)
def bahdanau_attention(units: Size, query_width: Size, key_width: Size) -> Iterable[Weight]:
    """Additive attention: a map of the query and one of the keys into one width, and the vector that scores their sum; no bias."""
    return [
        Weight("W", (query_width, units), meaning="weights of the query"),
        Weight("U", (key_width, units), meaning="weights of the keys"),
        Weight("v", (units,), meaning="weights of the score"),
    ]


@layer(
    title="Luong attention",
    aliases=("general_attention", "multiplicative_attention"),
    source="Luong et al. 2015, arXiv 1508.04025, section 3.1 (general); the map of the context and the state behind it is a dense layer",
    without_effect=WITHOUT_EFFECT,
    inputs={"query": shape("batch_size query_width"), "keys": shape("batch_size key_length key_width")},
    outputs=shape("batch_size key_width"),
    equation=(r"\mathrm{score}(h_t, \bar h_s) = h_t^\top W_a \bar h_s", r"c_t = \sum_s \mathrm{softmax}_s(\mathrm{score}(h_t, \bar h_s)) \, \bar h_s"),
)
def luong_attention(query_width: Size, key_width: Size) -> Iterable[Weight]:
    """Multiplicative attention with the general score: one matrix between the query and the keys, and no bias."""
    return [Weight("W", (query_width, key_width), meaning="weights of each product of query and key")]


@layer(
    title="multi-query attention",
    aliases=("MQA", "MultiQueryAttentionV2"),
    source="Shazeer 2019, arXiv 1911.02150, section 3",
    without_effect=WITHOUT_EFFECT,
    inputs=TOKENS,
    outputs=TOKENS,
    equation=(
        r"Q_i = X P_{q,i}, \quad K = M P_k, \quad V = M P_v",
        r"Y = \sum_i \mathrm{softmax}(Q_i K^\top) V P_{o,i}",
    ),
)
def multi_query_attention(d_model: Size, num_heads: Size, head_dim: Size, value_dim: Size = HEAD_DIM) -> Iterable[Weight]:
    """Multi-query attention: all heads of queries share one head of keys and one of values; no bias."""
    return [
        Weight("query.kernel", (d_model, num_heads * head_dim), meaning="queries of all heads"),
        Weight("key.kernel", (d_model, head_dim), meaning="keys that the heads share"),
        Weight("value.kernel", (d_model, value_dim), meaning="values that the heads share"),
        Weight("output.kernel", (num_heads * value_dim, d_model), meaning="from the joined heads to the model"),
    ]


@layer(
    title="window attention",
    aliases=("ShiftedWindowAttention", "SwinAttention"),
    source="Liu et al. 2021 (Swin), arXiv 2103.14030, section 3.2",
    without_effect=(*WITHOUT_EFFECT, "shift of the windows", "size of the image"),
    inputs=shape("batch_size input_height input_width d_model"),
    outputs=shape("batch_size input_height input_width d_model"),
    equation=r"\mathrm{Attention}(Q, K, V) = \mathrm{softmax}(Q K^\top / \sqrt d + B) V",
)
def window_attention(d_model: Size, num_heads: Size, window_height: Size, window_width: Size, bias: Size = 1) -> Iterable[Weight]:
    """Multi-head attention inside windows of an image, with a number for each head and each distance that a window has."""
    distances = (2 * window_height - 1) * (2 * window_width - 1)
    width = num_heads * quotient(d_model, num_heads)
    return [
        *projections(d_model, width, width, bias),
        Weight("relative_position_bias", (distances, num_heads), kind="embedding", meaning="what each distance adds to each head's scores"),
    ]
