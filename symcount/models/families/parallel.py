"""Decoders with rotary positions and layer normalisation: Phi, StableLM, Cohere, StarCoder2, Persimmon."""

from __future__ import annotations

from collections.abc import Iterator

from symcount.models.families.building import attention, feed_forward, gated, head_norm, norm, only_if, stacked, words
from symcount.models.families.family import BARE, family
from symcount.models.families.gpt import FOUR_TIMES, FUSED
from symcount.models.families.heads import decoder_heads, language_model, nothing, without
from symcount.models.families.keys import Sizes, always, even_heads, flag, labels, natural, tied, whole
from symcount.models.families.llama import ATTENTION_BIAS, HEADS, QUERIES, heads_of, llama_keys
from symcount.models.model import Part


@family(
    "phi",
    title="Phi",
    prefix="Phi",
    keys={**llama_keys(51200, 2048, 8192, 24, 32), "has_head_norms": flag("qk_layernorm", False)},
    heads=without(decoder_heads(bias=1), "ForQuestionAnswering"),
    usual="ForCausalLM",
    source="Gunasekar et al. 2023, arXiv 2306.11644; Li et al. 2023, arXiv 2309.05463",
)
def phi(size: Sizes) -> Iterator[Part]:
    """Phi: attention and feed-forward layer side by side behind one norm, biases everywhere, the head's too."""
    yield words("embed_tokens", size.vocab_size, size.d_model)
    yield from stacked("layers", size.num_layers, _phi_layer(size))
    yield norm("final_layernorm", size.d_model)


def _phi_layer(size: Sizes) -> Iterator[Part]:
    yield from attention("self_attn", size.d_model, heads_of(size), 1, names=QUERIES)
    yield from only_if(size.has_head_norms, *(norm(f"self_attn.{name}_layernorm", even_heads(size)) for name in "qk"))
    yield feed_forward("mlp", size.d_model, size.d_ff, 1, {"up": "fc1", "down": "fc2"})
    yield norm("input_layernorm", size.d_model)


STABLELM = {
    **llama_keys(50304, 2560, 6912, 32, 32, 32),
    "head_dim": always(even_heads),
    "bias": flag("use_qkv_bias", False),
    "has_head_norms": flag("qk_layernorm", False),
    "is_parallel": flag("use_parallel_residual", False),
}


@family(
    "stablelm",
    title="StableLM",
    prefix="StableLm",
    keys=STABLELM,
    heads=without(HEADS, "ForQuestionAnswering"),
    usual="ForCausalLM",
    source="Bellagente et al. 2024, arXiv 2402.17834",
)
def stablelm(size: Sizes) -> Iterator[Part]:
    """StableLM 2: as Llama, with layer normalisation; the 12b has a norm for each head and attention and feed-forward layer side by side."""
    yield words("embed_tokens", size.vocab_size, size.d_model)
    yield from stacked("layers", size.num_layers, _stablelm_layer(size))
    yield norm("norm", size.d_model)


def _stablelm_layer(size: Sizes) -> Iterator[Part]:
    yield from attention("self_attn", size.d_model, heads_of(size), size.bias, output_bias=0)
    if size.has_head_norms:
        yield from stacked("self_attn.q_layernorm.norms", size.num_heads, [norm("", size.head_dim, 0)])
        yield from stacked("self_attn.k_layernorm.norms", size.num_kv_heads, [norm("", size.head_dim, 0)])
    yield gated("mlp", size.d_model, size.d_ff)
    yield norm("input_layernorm", size.d_model)
    yield from only_if(not size.is_parallel, norm("post_attention_layernorm", size.d_model))


@family(
    "cohere",
    title="Command R",
    prefix="Cohere",
    keys={**llama_keys(256000, 8192, 22528, 40, 64, is_tied=True), **ATTENTION_BIAS, "has_head_norms": flag("use_qk_norm", False)},
    heads={"ForCausalLM": language_model("model.embed_tokens"), BARE: nothing},
    usual="ForCausalLM",
    source="Cohere 2024, https://huggingface.co/CohereForAI/c4ai-command-r-v01",
)
@family(
    "cohere2",
    title="Command R7B",
    prefix="Cohere2",
    keys={**llama_keys(256000, 8192, 22528, 40, 64, is_tied=True), **ATTENTION_BIAS},
    heads={"ForCausalLM": language_model("model.embed_tokens"), BARE: nothing},
    usual="ForCausalLM",
    source="Cohere 2024, https://huggingface.co/CohereForAI/c4ai-command-r7b-12-2024",
)
def cohere(size: Sizes) -> Iterator[Part]:
    """Command R: attention and gated feed-forward layer side by side behind one norm without a shift; R+ has a norm for each head."""
    yield words("embed_tokens", size.vocab_size, size.d_model)
    yield from stacked("layers", size.num_layers, _cohere_layer(size))
    yield norm("norm", size.d_model, 0)


def _cohere_layer(size: Sizes) -> Iterator[Part]:
    yield from attention("self_attn", size.d_model, heads_of(size), size.attention_bias)
    if getattr(size, "has_head_norms", 0):
        yield head_norm("self_attn.q_norm", size.num_heads, size.head_dim)
        yield head_norm("self_attn.k_norm", size.num_kv_heads, size.head_dim)
    yield gated("mlp", size.d_model, size.d_ff)
    yield norm("input_layernorm", size.d_model, 0)


@family(
    "starcoder2",
    title="StarCoder2",
    prefix="Starcoder2",
    keys={**llama_keys(49152, 3072, 12288, 30, 24, 2, is_tied=True), "bias": flag("use_bias", True)},
    heads=without(HEADS, "ForQuestionAnswering"),
    usual="ForCausalLM",
    source="Lozhkov et al. 2024, arXiv 2402.19173",
)
def starcoder2(size: Sizes) -> Iterator[Part]:
    """StarCoder2: grouped-query attention and a two-map feed-forward layer, biases everywhere."""
    yield words("embed_tokens", size.vocab_size, size.d_model)
    yield from stacked("layers", size.num_layers, _starcoder2_layer(size))
    yield norm("norm", size.d_model)


def _starcoder2_layer(size: Sizes) -> Iterator[Part]:
    yield from attention("self_attn", size.d_model, heads_of(size), size.bias)
    yield feed_forward("mlp", size.d_model, size.d_ff, size.bias, {"up": "c_fc", "down": "c_proj"})
    yield norm("input_layernorm", size.d_model)
    yield norm("post_attention_layernorm", size.d_model)


MPT = {
    "vocab_size": whole("vocab_size", 50368),
    "d_model": whole("d_model hidden_size", 2048),
    "num_layers": natural("n_layers num_hidden_layers", 24),
    "num_heads": whole("n_heads num_attention_heads", 16),
    "tied": tied(True),
    "output_dim": labels(),
}


@family(
    "mpt",
    title="MPT",
    prefix="Mpt",
    base="transformer",
    keys=MPT,
    heads=decoder_heads("transformer.wte", token_name="classifier"),
    usual="ForCausalLM",
    source="MosaicML 2023, https://www.databricks.com/blog/mpt-7b",
)
def mpt(size: Sizes) -> Iterator[Part]:
    """MPT: attention and two-map feed-forward layers without any bias, norms without a shift, no positions."""
    size.divided("d_model", "num_heads")
    yield words("wte", size.vocab_size, size.d_model)
    yield from stacked("blocks", size.num_layers, _mpt_layer(size))
    yield norm("norm_f", size.d_model, 0)


def _mpt_layer(size: Sizes) -> Iterator[Part]:
    yield norm("norm_1", size.d_model, 0)
    yield from attention("attn", size.d_model, names={"query": "Wqkv", "key": "Wqkv", "value": "Wqkv", "output": "out_proj"})
    yield norm("norm_2", size.d_model, 0)
    yield feed_forward("ffn", size.d_model, 4 * size.d_model, 0, {"up": "up_proj", "down": "down_proj"})


PERSIMMON = {role: key for role, key in llama_keys(262144, 4096, 16384, 36, 64).items() if role not in ("num_kv_heads", "head_dim")}


@family(
    "persimmon",
    title="Persimmon",
    prefix="Persimmon",
    keys={**PERSIMMON, "has_head_norms": flag("qk_layernorm", True)},
    heads=without(HEADS, "ForQuestionAnswering"),
    usual="ForCausalLM",
    source="Adept 2023, https://www.adept.ai/blog/persimmon-8b",
)
def persimmon(size: Sizes) -> Iterator[Part]:
    """Persimmon: normalised queries and keys, a two-map feed-forward layer, biases everywhere but in the head."""
    yield words("embed_tokens", size.vocab_size, size.d_model)
    yield from stacked("layers", size.num_layers, _persimmon_layer(size))
    yield norm("final_layernorm", size.d_model)


def _persimmon_layer(size: Sizes) -> Iterator[Part]:
    yield from attention("self_attn", size.d_model, bias=1, names=FUSED)
    yield from only_if(size.has_head_norms, *(norm(f"self_attn.{name}_layernorm", even_heads(size)) for name in "qk"))
    yield feed_forward("mlp", size.d_model, size.d_ff, 1, FOUR_TIMES)
    yield norm("input_layernorm", size.d_model)
    yield norm("post_attention_layernorm", size.d_model)
