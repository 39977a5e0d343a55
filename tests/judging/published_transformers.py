"""Counts of transformers as papers, lessons and model cards write them, and what is true of each.

Many are approximations: right where they say ≈ and keep the leading terms; else wrong by what they leave out. Sizes are those of the models.
"""

from __future__ import annotations

from tests.judging.published import Published

HEADS = {"head_dim": "d_model/num_heads"}
WIDE = {"d_ff": "4*d_model"}
PLAIN_LLAMA = {"head_dim": "d_model/num_heads", "num_kv_heads": "num_heads"}
GPT2_SMALL = {"d_model": 768, "num_layers": 12, "vocab_size": 50257, "context_length": 1024}
GPT3 = {"d_model": 12288, "num_layers": 96, "vocab_size": 50257, "context_length": 2048}
BERT_BASE = {"d_model": 768, "num_layers": 12, "vocab_size": 30522, "context_length": 512}
LLAMA_7B = {"vocab_size": 32000, "d_model": 4096, "num_layers": 32, "d_ff": 11008, "num_heads": 32, "num_kv_heads": 32, "head_dim": 128}
LLAMA_3_8B = {"vocab_size": 128256, "d_model": 4096, "num_layers": 32, "d_ff": 14336, "num_heads": 32, "num_kv_heads": 8, "head_dim": 128}
GQA_70B = {"d_model": 8192, "num_heads": 64, "num_kv_heads": 8, "head_dim": 128, "bias": 0}

LEADING = [
    Published(
        "N ≈ 12 l d²",
        "encoder_layer",
        where={"l": "num_layers", "d": "d_model"},
        assume=WIDE,
        verdict="approximate",
        difference="-13*d_model*num_layers",
        any_kind=("lower-order-terms",),
    ),
    Published(
        "12Ld^2",
        "encoder_layer",
        where={"L": "num_layers", "d": "d_model"},
        assume=WIDE,
        verdict="incorrect",
        difference="-13*d_model*num_layers",
        kinds=("lower-order-terms", "missing-bias", "missing-norm"),
    ),
    Published(
        "P ≈ 12·L·D² + V·D",
        "gpt2",
        where={"L": "num_layers", "D": "d_model", "V": "vocab_size"},
        verdict="approximate",
        difference="-context_length*d_model - 13*d_model*num_layers - 2*d_model",
        any_kind=("lower-order-terms",),
    ),
    Published("12 * 96 * 12288^2 ≈ 174B", "gpt2", given=GPT3, verdict="approximate", difference="-658083840", any_kind=("lower-order-terms",)),
    Published(
        "12 * 24 * 1024^2 + 50257 * 1024 ≈ 353.5M",
        "gpt2",
        given={"d_model": 1024, "num_layers": 24, "vocab_size": 50257},
        verdict="approximate",
        difference="-1024*context_length - 321536",
        any_kind=("lower-order-terms",),
    ),
    Published(
        "12 L d²",
        "gpt2",
        where={"L": "num_layers", "d": "d_model"},
        verdict="incorrect",
        difference="-context_length*d_model - 13*d_model*num_layers - d_model*vocab_size - 2*d_model",
        kinds=("lower-order-terms", "missing-embedding"),
    ),
    Published(r"\Theta = \Theta_{mha} + \Theta_{mlp} \approx 12d^2 + 13d", "encoder_layer", where={"d": "d_model"}, assume=WIDE),
    Published("4d² + 4d ≈ 4d²", "multi_head_attention", where={"d": "d_model"}, verdict="approximate"),
    Published("2,362,368 ≈ 4 × 768²", "multi_head_attention", given={"d_model": 768}, verdict="approximate"),
    Published(
        "2 * 768 * 3072 = 4.7M",
        "feed_forward",
        given={"d_model": 768, "d_ff": 3072},
        verdict="incorrect",
        correct_when={"bias": 0},
        difference="-3840",
        kinds=("missing-bias",),
    ),
]

TOTALS = [
    Published("V d + s d + L(12d² + 13d) + 2d", "gpt2", where={"V": "vocab_size", "s": "context_length", "L": "num_layers", "d": "d_model"}),
    Published(
        "V d + s d + L(12d² + 13d)",
        "gpt2",
        where={"V": "vocab_size", "s": "context_length", "L": "num_layers", "d": "d_model"},
        verdict="incorrect",
        difference="-2*d_model",
        kinds=("missing-norm",),
    ),
    Published(
        "2 V d + s d + L(12d² + 13d) + 2d",
        "gpt2",
        where={"V": "vocab_size", "s": "context_length", "L": "num_layers", "d": "d_model"},
        verdict="incorrect",
        correct_when={"tied": 0},
        difference="d_model*vocab_size",
        kinds=("tied-weights",),
    ),
    Published(
        "l(12h² + 13h) + Vh",
        "gpt2",
        where={"l": "num_layers", "h": "d_model", "V": "vocab_size"},
        verdict="incorrect",
        difference="-context_length*d_model - 2*d_model",
        kinds=("missing-embedding", "missing-norm"),
    ),
    Published("124,439,808", "gpt2", given=GPT2_SMALL),
    Published("163,037,184", "gpt2", given=GPT2_SMALL, verdict="incorrect", correct_when={"tied": 0}, difference="38597376", kinds=("tied-weights",)),
    Published("85,056,000", "gpt2", given=GPT2_SMALL, verdict="incorrect", difference="-39383808", kinds=("missing-embedding",)),
    Published("123,653,376", "gpt2", given=GPT2_SMALL, verdict="incorrect", difference="-786432", kinds=("missing-embedding",)),
    Published("109,482,240", "bert", given=BERT_BASE),
    Published("108,891,648", "bert", given=BERT_BASE, verdict="incorrect", difference="-590592", any_kind=("missing-term",)),
    Published("110M", "bert", given=BERT_BASE, verdict="incorrect", difference="517760", any_kind=("extra-term",)),
    Published("≈ 110M", "bert", given=BERT_BASE),
    Published("2Vd + L(4d² + 3·d·f + 2d) + d", "llama", where={"V": "vocab_size", "d": "d_model", "L": "num_layers", "f": "d_ff"}, assume=PLAIN_LLAMA),
    Published(
        "2Vd + L(4d² + 2·d·f + 2d) + d",
        "llama",
        where={"V": "vocab_size", "d": "d_model", "L": "num_layers", "f": "d_ff"},
        assume=PLAIN_LLAMA,
        verdict="incorrect",
        difference="-d_ff*d_model*num_layers",
        kinds=("missing-term",),
    ),
    Published(
        "Vd + L(4d² + 3·d·f + 2d) + d",
        "llama",
        where={"V": "vocab_size", "d": "d_model", "L": "num_layers", "f": "d_ff"},
        assume=PLAIN_LLAMA,
        verdict="incorrect",
        correct_when={"tied": 1},
        difference="-d_model*vocab_size",
        kinds=("tied-weights",),
    ),
    Published(
        "2Vd + L(4d² + 3·d·f + d) + d",
        "llama",
        where={"V": "vocab_size", "d": "d_model", "L": "num_layers", "f": "d_ff"},
        assume=PLAIN_LLAMA,
        verdict="incorrect",
        difference="-d_model*num_layers",
        kinds=("missing-norm",),
    ),
    Published("6,738,415,616", "llama", given=LLAMA_7B),
    Published("6,607,343,616", "llama", given=LLAMA_7B, verdict="incorrect", correct_when={"tied": 1}, difference="-131072000", kinds=("tied-weights",)),
    Published("5,295,575,040", "llama", given=LLAMA_7B, verdict="incorrect", difference="-1442840576", kinds=("missing-term",)),
    Published("8.03B", "llama", given=LLAMA_3_8B),
    Published("8,835,567,616", "llama", given=LLAMA_3_8B, verdict="incorrect", difference="805306368", any_kind=("wrong-role",)),
]

PARTS = [
    Published("4d² + 4d", "multi_head_attention", where={"d": "d_model"}),
    Published(
        "4d²", "multi_head_attention", where={"d": "d_model"}, verdict="incorrect", correct_when={"bias": 0}, difference="-4*d_model", kinds=("missing-bias",)
    ),
    Published("3d² + 3d", "multi_head_attention", where={"d": "d_model"}, verdict="incorrect", difference="-d_model**2 - d_model", kinds=("missing-term",)),
    Published(
        "3·h·d·d_k + h·d_v·d",
        "multi_head_attention",
        where={"h": "num_heads", "d": "d_model", "d_k": "head_dim", "d_v": "head_dim"},
        assume=HEADS,
        verdict="incorrect",
        correct_when={"bias": 0},
        difference="-4*d_model",
        kinds=("missing-bias",),
    ),
    Published("2·d·d_ff + d_ff + d", "feed_forward", where={"d": "d_model", "d_ff": "d_ff"}),
    Published("8d² + 5d", "feed_forward", where={"d": "d_model"}, assume=WIDE),
    Published("8d² + 4d", "feed_forward", where={"d": "d_model"}, assume=WIDE, verdict="incorrect", difference="-d_model", kinds=("missing-bias",)),
    Published(
        "2·d·f",
        "gated_feed_forward",
        where={"d": "d_model", "f": "d_ff"},
        given={"bias": 0},
        verdict="incorrect",
        difference="-d_ff*d_model",
        any_kind=("missing-term", "missing-factor"),
    ),
    Published("12d² + 13d", "encoder_layer", where={"d": "d_model"}, assume=WIDE),
    Published("12d² + 11d", "encoder_layer", where={"d": "d_model"}, assume=WIDE, verdict="incorrect", difference="-2*d_model", kinds=("missing-norm",)),
    Published(
        "2d² + 2d·n_kv·d_h",
        "grouped_query_attention",
        where={"d": "d_model", "n_kv": "num_kv_heads", "d_h": "head_dim"},
        given={"bias": 0},
        assume={"num_heads": "d_model/head_dim"},
    ),
    Published(
        "4d²",
        "grouped_query_attention",
        where={"d": "d_model"},
        given={"bias": 0},
        assume={"num_heads": "d_model/head_dim"},
        verdict="incorrect",
        difference="2*d_model**2 - 2*d_model*head_dim*num_kv_heads",
        any_kind=("wrong-role",),
    ),
    Published(
        "4 × 8192² = 268,435,456",
        "grouped_query_attention",
        given=GQA_70B,
        verdict="incorrect",
        difference="117440512",
        any_kind=("wrong-role", "extra-factor"),
    ),
    Published("2 × 8192² + 2 × 8192 × 1024 = 150,994,944", "grouped_query_attention", given=GQA_70B),
    Published("r(d_in + d_out)", "lora", where={"r": "rank", "d_in": "input_dim", "d_out": "units"}),
    Published("2·r·d", "lora", where={"r": "rank", "d": "input_dim"}, assume={"units": "input_dim"}),
    Published(
        "8 × 4096 = 32,768",
        "lora",
        given={"rank": 8, "input_dim": 4096, "units": 4096},
        verdict="incorrect",
        difference="-32768",
        any_kind=("missing-term", "missing-factor"),
    ),
    Published(
        "2 × 16 × 4096 × 2 = 262,144",
        "lora",
        given={"rank": 16, "input_dim": 4096, "units": 4096},
        verdict="incorrect",
        difference="131072",
        any_kind=("extra-factor",),
    ),
    Published(
        "8 × 3 × 4096 × 14336 = 1,409,286,144",
        "gated_mixture_of_experts",
        given={"num_experts": 8, "d_model": 4096, "d_ff": 14336, "bias": 0},
        verdict="incorrect",
        difference="-32768",
        kinds=("missing-term",),
    ),
    Published("50257 × 768 = 38,597,376", "embedding", given={"vocab_size": 50257, "embedding_dim": 768}),
    Published(
        "4 × 768² = 2,359,926", "multi_head_attention", given={"d_model": 768, "bias": 0}, verdict="incorrect", difference="630", kinds=("arithmetic-slip",)
    ),
]

TRANSFORMERS = [*LEADING, *TOTALS, *PARTS]
