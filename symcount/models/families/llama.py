"""Decoders with gated feed-forward layers and rotary positions: Llama and those after it."""

from __future__ import annotations

from collections.abc import Iterator

from symcount.layers.weight import Size
from symcount.models.families.building import PROJECTIONS, Names, attention, gated, rms_norm, stacked, words
from symcount.models.families.family import BARE, family
from symcount.models.families.heads import decoder_heads, nothing
from symcount.models.families.keys import Key, Sizes, even_heads, flag, labels, natural, tied, whole
from symcount.models.model import Part

HEADS = decoder_heads()
TRANSFORMER = {"ForQuestionAnswering": "transformer"}
QUERIES: Names = {**PROJECTIONS, "output": "dense"}


def all_heads(size: Sizes) -> Size:
    """As many heads of keys and values as of queries."""
    heads: Size = size.num_heads
    return heads


def llama_keys(vocab: int, width: int, inner: int, depth: int, heads: int, kv_heads: object = all_heads, is_tied: bool = False) -> dict[str, Key]:
    """The keys of Llama's kin."""
    return {
        "vocab_size": whole("vocab_size", vocab),
        "d_model": whole("hidden_size", width),
        "d_ff": whole("intermediate_size", inner),
        "num_layers": natural("num_hidden_layers", depth),
        "num_heads": whole("num_attention_heads", heads),
        "num_kv_heads": whole("num_key_value_heads", kv_heads, null=all_heads),
        "head_dim": whole("head_dim", even_heads),
        "tied": tied(is_tied),
        "output_dim": labels(),
    }


ATTENTION_BIAS = {"attention_bias": flag("attention_bias", False)}
MLP_BIAS = {"mlp_bias": flag("mlp_bias", False)}


def heads_of(size: Sizes) -> tuple[Size, Size, Size]:
    """Heads of queries, heads of keys and values, and the width of one. Errors: `InputError` where they do not divide."""
    size.divided("num_heads", "num_kv_heads")
    return size.num_heads, size.num_kv_heads, size.head_dim


def body(size: Sizes, layer: Iterator[Part]) -> Iterator[Part]:
    """Words, layers and a last norm."""
    yield words("embed_tokens", size.vocab_size, size.d_model)
    yield from stacked("layers", size.num_layers, layer)
    yield rms_norm("norm", size.d_model)


def norms(size: Sizes, *names: str) -> Iterator[Part]:
    """Root mean square norms of the model's width."""
    for name in names:
        yield rms_norm(name, size.d_model)


@family(
    "llama",
    title="Llama",
    prefix="Llama",
    keys={**llama_keys(32000, 4096, 11008, 32, 32), **ATTENTION_BIAS, **MLP_BIAS},
    heads=HEADS,
    other_bases=TRANSFORMER,
    usual="ForCausalLM",
    source="Touvron et al. 2023, arXiv 2302.13971 and 2307.09288; Dubey et al. 2024, arXiv 2407.21783",
)
@family(
    "granite",
    title="Granite",
    prefix="Granite",
    keys={**llama_keys(32000, 4096, 11008, 32, 32), **ATTENTION_BIAS, **MLP_BIAS},
    heads={"ForCausalLM": HEADS["ForCausalLM"], BARE: nothing},
    usual="ForCausalLM",
    source="IBM 2024, https://huggingface.co/ibm-granite",
)
@family(
    "smollm3",
    title="SmolLM3",
    prefix="SmolLM3",
    keys={**llama_keys(128256, 2048, 11008, 36, 16, 4, is_tied=True), "head_dim": whole("head_dim", even_heads), **ATTENTION_BIAS, **MLP_BIAS},
    heads=HEADS,
    other_bases=TRANSFORMER,
    usual="ForCausalLM",
    source="Hugging Face 2025, https://huggingface.co/blog/smollm3",
)
def llama(size: Sizes) -> Iterator[Part]:
    """Llama: two norms in each layer, grouped-query attention and a gated feed-forward layer, with biases where the configuration says so."""
    yield from body(size, llama_layer(size, size.attention_bias, size.mlp_bias))


def llama_layer(size: Sizes, attention_bias: Size = 0, mlp_bias: Size = 0) -> Iterator[Part]:
    """A layer of Llama."""
    yield from attention("self_attn", size.d_model, heads_of(size), attention_bias)
    yield gated("mlp", size.d_model, size.d_ff, mlp_bias)
    yield from norms(size, "input_layernorm", "post_attention_layernorm")


@family(
    "ministral",
    title="Ministral",
    prefix="Ministral",
    keys=llama_keys(32000, 4096, 14336, 32, 32, 8),
    heads=HEADS,
    other_bases=TRANSFORMER,
    usual="ForCausalLM",
    source="Mistral AI 2024, https://mistral.ai/news/ministraux",
)
@family(
    "mistral",
    title="Mistral",
    prefix="Mistral",
    keys=llama_keys(32000, 4096, 14336, 32, 32, 8),
    heads=HEADS,
    usual="ForCausalLM",
    source="Jiang et al. 2023, arXiv 2310.06825",
)
def mistral(size: Sizes) -> Iterator[Part]:
    """Mistral: as Llama, without any bias."""
    yield from body(size, llama_layer(size))


@family(
    "gemma",
    title="Gemma",
    prefix="Gemma",
    keys={**llama_keys(256000, 3072, 24576, 28, 16, 16, is_tied=True), "head_dim": whole("head_dim", 256), **ATTENTION_BIAS},
    heads={name: HEADS[name] for name in ("ForCausalLM", BARE, "ForSequenceClassification", "ForTokenClassification")},
    usual="ForCausalLM",
    source="Gemma Team 2024, arXiv 2403.08295",
)
def gemma(size: Sizes) -> Iterator[Part]:
    """Gemma: as Llama, its heads of a width of their own."""
    yield from body(size, llama_layer(size, size.attention_bias))


@family(
    "olmo",
    title="OLMo",
    prefix="Olmo",
    keys={**llama_keys(50304, 4096, 11008, 32, 32), **ATTENTION_BIAS},
    heads={name: HEADS[name] for name in ("ForCausalLM", BARE, "ForSequenceClassification")},
    usual="ForCausalLM",
    source="Groeneveld et al. 2024, arXiv 2402.00838",
)
def olmo(size: Sizes) -> Iterator[Part]:
    """OLMo: as Llama, with norms that train nothing."""
    yield words("embed_tokens", size.vocab_size, size.d_model)
    yield from stacked("layers", size.num_layers, _olmo_layer(size))


def _olmo_layer(size: Sizes) -> Iterator[Part]:
    yield from attention("self_attn", size.d_model, heads_of(size), size.attention_bias)
    yield gated("mlp", size.d_model, size.d_ff)


@family(
    "qwen2",
    title="Qwen2 and Qwen2.5",
    prefix="Qwen2",
    keys=llama_keys(151936, 4096, 22016, 32, 32, 32),
    heads=HEADS,
    other_bases=TRANSFORMER,
    usual="ForCausalLM",
    source="Yang et al. 2024, arXiv 2407.10671 and 2412.15115",
)
def qwen2(size: Sizes) -> Iterator[Part]:
    """Qwen2: as Llama, with a bias in queries, keys and values only."""
    yield from body(size, _qwen2_layer(size))


def _qwen2_layer(size: Sizes) -> Iterator[Part]:
    yield from attention("self_attn", size.d_model, heads_of(size), bias=1, output_bias=0)
    yield gated("mlp", size.d_model, size.d_ff)
    yield from norms(size, "input_layernorm", "post_attention_layernorm")


@family(
    "qwen3",
    title="Qwen3",
    prefix="Qwen3",
    keys={**llama_keys(151936, 4096, 22016, 32, 32, 32), "head_dim": whole("head_dim", 128), **ATTENTION_BIAS},
    heads=HEADS,
    other_bases=TRANSFORMER,
    usual="ForCausalLM",
    source="Yang et al. 2025, arXiv 2505.09388",
)
def qwen3(size: Sizes) -> Iterator[Part]:
    """Qwen3: as Llama, with normalised queries and keys."""
    yield from body(size, qwen3_layer(size))


def qwen3_layer(size: Sizes) -> Iterator[Part]:
    """A layer of Qwen3."""
    yield from head_norms(size)
    yield from llama_layer(size, size.attention_bias)


def head_norms(size: Sizes) -> Iterator[Part]:
    """The norms of queries and keys, which the heads share."""
    yield rms_norm("self_attn.q_norm", size.head_dim)
    yield rms_norm("self_attn.k_norm", size.head_dim)


GEMMA2 = {**llama_keys(256000, 2304, 9216, 26, 8, 4, is_tied=True), "head_dim": whole("head_dim", 256), **ATTENTION_BIAS}


@family(
    "gemma2",
    title="Gemma 2",
    prefix="Gemma2",
    keys=GEMMA2,
    heads={name: HEADS[name] for name in ("ForCausalLM", BARE, "ForSequenceClassification", "ForTokenClassification")},
    usual="ForCausalLM",
    source="Gemma Team 2024, arXiv 2408.00118",
)
def gemma2(size: Sizes) -> Iterator[Part]:
    """Gemma 2: as Gemma, with norms before and behind attention and feed-forward layer."""
    yield from body(size, gemma2_layer(size))


def gemma2_layer(size: Sizes) -> Iterator[Part]:
    """A layer of Gemma 2."""
    yield from llama_layer(size, size.attention_bias)
    yield from norms(size, "pre_feedforward_layernorm", "post_feedforward_layernorm")


GEMMA3 = {**GEMMA2, "vocab_size": whole("vocab_size", 262208)}


@family(
    "gemma3_text",
    title="Gemma 3, text",
    prefix="Gemma3",
    keys=GEMMA3,
    heads={"ForCausalLM": HEADS["ForCausalLM"], "TextModel": nothing},
    other_bases={"TextModel": ""},
    usual="ForCausalLM",
    source="Gemma Team 2025, arXiv 2503.19786",
)
def gemma3(size: Sizes) -> Iterator[Part]:
    """Gemma 3: as Gemma 2, with normalised queries and keys."""
    yield from body(size, _gemma3_layer(size))


def _gemma3_layer(size: Sizes) -> Iterator[Part]:
    yield from head_norms(size)
    yield from gemma2_layer(size)


@family(
    "phi3",
    title="Phi-3",
    prefix="Phi3",
    keys=llama_keys(32064, 3072, 8192, 32, 32),
    heads={name: HEADS[name] for name in ("ForCausalLM", BARE, "ForSequenceClassification", "ForTokenClassification")},
    usual="ForCausalLM",
    source="Abdin et al. 2024, arXiv 2404.14219",
)
def phi3(size: Sizes) -> Iterator[Part]:
    """Phi-3: as Llama, with one matrix for queries, keys and values and one for gate and inner width."""
    yield from body(size, _phi3_layer(size))


def _phi3_layer(size: Sizes) -> Iterator[Part]:
    fused = {"query": "qkv_proj", "key": "qkv_proj", "value": "qkv_proj", "output": "o_proj"}
    yield from attention("self_attn", size.d_model, heads_of(size), names=fused)
    yield gated("mlp", size.d_model, size.d_ff, names={"gate": "gate_up_proj", "up": "gate_up_proj", "down": "down_proj"})
    yield from norms(size, "input_layernorm", "post_attention_layernorm")


@family(
    "olmo3",
    title="OLMo 3",
    prefix="Olmo3",
    keys={**llama_keys(50304, 4096, 11008, 32, 32), **ATTENTION_BIAS},
    heads={name: HEADS[name] for name in ("ForCausalLM", BARE, "ForSequenceClassification")},
    usual="ForCausalLM",
    source="OLMo Team 2025, https://allenai.org/blog/olmo3",
)
@family(
    "olmo2",
    title="OLMo 2",
    prefix="Olmo2",
    keys={**llama_keys(50304, 4096, 11008, 32, 32), **ATTENTION_BIAS},
    heads={name: HEADS[name] for name in ("ForCausalLM", BARE, "ForSequenceClassification")},
    usual="ForCausalLM",
    source="OLMo Team 2024, arXiv 2501.00656",
)
def olmo2(size: Sizes) -> Iterator[Part]:
    """OLMo 2: as Llama, with norms behind attention and feed-forward layer, and of all queries and all keys together."""
    yield from body(size, _olmo2_layer(size))


def _olmo2_layer(size: Sizes) -> Iterator[Part]:
    yield from attention("self_attn", size.d_model, heads_of(size), size.attention_bias)
    yield from wide_head_norms(size)
    yield gated("mlp", size.d_model, size.d_ff)
    yield from norms(size, "post_attention_layernorm", "post_feedforward_layernorm")


def wide_head_norms(size: Sizes) -> Iterator[Part]:
    """The norms of all queries together and of all keys together."""
    yield rms_norm("self_attn.q_norm", size.num_heads * size.head_dim)
    yield rms_norm("self_attn.k_norm", size.num_kv_heads * size.head_dim)
