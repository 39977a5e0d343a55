"""Decoders with layer normalisation and two-map feed-forward layers: GPT and those after it."""

from __future__ import annotations

from collections.abc import Iterator

from symcount import layers
from symcount.errors import InputError
from symcount.frameworks.built import inputs_first
from symcount.layers.weight import Size
from symcount.models.families.building import (
    OUT_PROJECTIONS,
    Names,
    attention,
    feed_forward,
    linear,
    norm,
    only_if,
    part,
    positions,
    stacked,
    words,
)
from symcount.models.families.family import BARE, Parts, family
from symcount.models.families.heads import both, classifier, decoder_heads, language_model, nothing, scores, without
from symcount.models.families.keys import Key, Sizes, always, flag, labels, natural, optional, tied, whole
from symcount.models.model import Part

FUSED: Names = {"query": "query_key_value", "key": "query_key_value", "value": "query_key_value", "output": "dense"}
FOUR_TIMES: Names = {"up": "dense_h_to_4h", "down": "dense_4h_to_h"}
CONV1D: Names = {"up": "c_fc", "down": "c_proj"}

GPT_LETTERS = {"d_model": "d_model", "num_layers": "n_layers", "context_length": "n_ctx", "vocab_size": "n_vocab"}


def four_widths(size: Sizes) -> Size:
    """The inner width that is not stated."""
    inner: Size = 4 * size.d_model
    return inner


def gpt_keys(vocab_size: int, width: int, depth: int, heads: int, context: int, is_tied: bool = True) -> dict[str, Key]:
    """The keys of GPT-2's kin."""
    return {
        "vocab_size": whole("vocab_size", vocab_size),
        "context_length": whole("n_positions max_position_embeddings", context),
        "d_model": whole("n_embd hidden_size", width),
        "num_layers": natural("n_layer num_hidden_layers", depth),
        "num_heads": whole("n_head num_attention_heads", heads),
        "d_ff": whole("n_inner", four_widths),
        "tied": tied(is_tied),
        "output_dim": labels(),
    }


def two_heads(words_name: str) -> Parts:
    """The scores of all words, and that of one of several answers."""
    return both(language_model(words_name), multiple_choice)


def multiple_choice(size: Sizes) -> Iterator[Part]:
    """The score of one of several answers, or a map of the model's width."""
    yield from only_if(size.has_summary, linear("multiple_choice_head.summary", 1 if size.summary_is_score else size.d_model, size.d_model))


GPT1_HEADS = {
    "LMHeadModel": language_model("transformer.tokens_embed"),
    BARE: nothing,
    "ForSequenceClassification": classifier("score", bias=0),
    "DoubleHeadsModel": two_heads("transformer.tokens_embed"),
}
GPT2_HEADS = {
    "LMHeadModel": language_model("transformer.wte"),
    BARE: nothing,
    "ForSequenceClassification": classifier("score", bias=0),
    "ForTokenClassification": classifier("classifier"),
    "ForQuestionAnswering": scores("qa_outputs", 2),
    "DoubleHeadsModel": two_heads("transformer.wte"),
}
CROSS = {"has_cross": flag("add_cross_attention", False)}
SUMMARY = {"has_summary": flag("summary_use_proj", True), "summary_is_score": flag("summary_proj_to_labels", True)}


ONE_MAP: Names = {"query": "c_attn", "key": "c_attn", "value": "c_attn", "output": "c_proj"}
CROSS_MAPS: Names = {**ONE_MAP, "query": "q_attn"}


def conv1d_attention(name: str, size: Sizes, names: Names = ONE_MAP) -> Part:
    """Attention whose matrices have the inputs first, as OpenAI wrote them, and one for queries, keys and values, or for keys and values."""
    size.divided("d_model", "num_heads")
    width = size.d_model
    joined = list(names.values()).count("c_attn") * width
    return part(name, layers.multi_head_attention(d_model=width), "Attention", names, inputs_first, {"c_attn.weight": (width, joined)})


def conv1d_layer(size: Sizes) -> Iterator[Part]:
    """A layer of GPT and GPT-2."""
    yield norm("ln_1", size.d_model)
    yield conv1d_attention("attn", size)
    yield norm("ln_2", size.d_model)
    yield part("mlp", layers.feed_forward(d_model=size.d_model, d_ff=size.d_ff), "MLP", CONV1D, inputs_first)


def gpt2_layer(size: Sizes) -> Iterator[Part]:
    """A layer of GPT-2, which may also attend to an encoder."""
    yield from conv1d_layer(size)
    yield from only_if(size.has_cross, norm("ln_cross_attn", size.d_model), conv1d_attention("crossattention", size, CROSS_MAPS))


@family(
    "openai-gpt",
    title="GPT",
    prefix="OpenAIGPT",
    base="transformer",
    keys={**gpt_keys(40478, 768, 12, 12, 512), "d_ff": always(four_widths), **SUMMARY},
    heads=GPT1_HEADS,
    usual="LMHeadModel",
    source="Radford et al. 2018, Improving language understanding by generative pre-training",
)
def gpt(size: Sizes) -> Iterator[Part]:
    """GPT: words, positions and layers, and no last norm."""
    yield words("tokens_embed", size.vocab_size, size.d_model)
    yield positions("positions_embed", size.context_length, size.d_model)
    yield from stacked("h", size.num_layers, conv1d_layer(size))


@family(
    "gpt2",
    title="GPT-2 and GPT-3",
    prefix="GPT2",
    base="transformer",
    keys={**gpt_keys(50257, 768, 12, 12, 1024), **CROSS, **SUMMARY},
    heads=GPT2_HEADS,
    usual="LMHeadModel",
    source="Radford et al. 2019, Language models are unsupervised multitask learners; Brown et al. 2020, arXiv 2005.14165, table 2.1",
    letters=GPT_LETTERS,
)
def gpt2(size: Sizes) -> Iterator[Part]:
    """GPT-2: as GPT, and a last norm."""
    yield words("wte", size.vocab_size, size.d_model)
    yield positions("wpe", size.context_length, size.d_model)
    yield from stacked("h", size.num_layers, gpt2_layer(size))
    yield norm("ln_f", size.d_model)


@family(
    "gpt_bigcode",
    title="StarCoder (GPT-BigCode)",
    prefix="GPTBigCode",
    base="transformer",
    keys={**gpt_keys(50257, 768, 12, 12, 1024), **CROSS, "is_multi_query": flag("multi_query", True)},
    heads=without(decoder_heads("transformer.wte", token_name="classifier"), "ForQuestionAnswering"),
    usual="ForCausalLM",
    source="Allal et al. 2023 (SantaCoder), arXiv 2301.03988; Li et al. 2023 (StarCoder), arXiv 2305.06161",
)
def gpt_bigcode(size: Sizes) -> Iterator[Part]:
    """GPT-2 with one head of keys and values."""
    yield words("wte", size.vocab_size, size.d_model)
    yield positions("wpe", size.context_length, size.d_model)
    yield from stacked("h", size.num_layers, _bigcode_layer(size))
    yield norm("ln_f", size.d_model)


def _bigcode_layer(size: Sizes) -> Iterator[Part]:
    if size.has_cross and size.is_multi_query:
        raise InputError("add_cross_attention needs multi_query to be false: GPT-BigCode has no cross-attention with one head of keys and values")
    heads = (size.num_heads, 1 if size.is_multi_query else size.num_heads, size.divided("d_model", "num_heads"))
    yield norm("ln_1", size.d_model)
    yield from attention("attn", size.d_model, heads, 1, names=ONE_MAP)
    if size.has_cross:
        yield norm("ln_cross_attn", size.d_model)
        yield from attention("crossattention", size.d_model, bias=1, names=CROSS_MAPS)
    yield norm("ln_2", size.d_model)
    yield feed_forward("mlp", size.d_model, size.d_ff, 1, CONV1D)


@family(
    "codegen",
    title="CodeGen",
    prefix="CodeGen",
    base="transformer",
    keys={role: key for role, key in gpt_keys(50400, 4096, 28, 16, 2048, is_tied=False).items() if role != "context_length"},
    heads={"ForCausalLM": language_model("transformer.wte", bias=1), BARE: nothing},
    usual="ForCausalLM",
    source="Nijkamp et al. 2022, arXiv 2203.13474",
)
def codegen(size: Sizes) -> Iterator[Part]:
    """CodeGen: as GPT-J, with one matrix for queries, keys and values."""
    yield from _gptj_body(size, {"query": "qkv_proj", "key": "qkv_proj", "value": "qkv_proj", "output": "out_proj"})


@family(
    "gptj",
    title="GPT-J",
    prefix="GPTJ",
    base="transformer",
    keys={role: key for role, key in gpt_keys(50400, 4096, 28, 16, 2048, is_tied=False).items() if role != "context_length"},
    heads=without(decoder_heads("transformer.wte", bias=1), "ForTokenClassification"),
    usual="ForCausalLM",
    source="Wang & Komatsuzaki 2021, https://github.com/kingoflolz/mesh-transformer-jax",
)
def gptj(size: Sizes) -> Iterator[Part]:
    """GPT-J: one norm in each layer for attention and feed-forward layer side by side, rotary positions, a head with a bias."""
    yield from _gptj_body(size, OUT_PROJECTIONS)


def _gptj_body(size: Sizes, names: Names) -> Iterator[Part]:
    size.divided("d_model", "num_heads")
    yield words("wte", size.vocab_size, size.d_model)
    yield from stacked("h", size.num_layers, _gptj_layer(size, names))
    yield norm("ln_f", size.d_model)


def _gptj_layer(size: Sizes, names: Names) -> Iterator[Part]:
    yield norm("ln_1", size.d_model)
    yield from attention("attn", size.d_model, names=names)
    yield feed_forward("mlp", size.d_model, size.d_ff, 1, {"up": "fc_in", "down": "fc_out"})


GPT_NEO = {
    "vocab_size": whole("vocab_size", 50257),
    "context_length": whole("max_position_embeddings", 2048),
    "d_model": whole("hidden_size", 2048),
    "num_layers": natural("num_layers num_hidden_layers", 24),
    "num_heads": whole("num_heads num_attention_heads", 16),
    "d_ff": whole("intermediate_size", four_widths),
    "tied": tied(True),
    "output_dim": labels(),
}


@family(
    "gpt_neo",
    title="GPT-Neo",
    prefix="GPTNeo",
    base="transformer",
    keys=GPT_NEO,
    heads=decoder_heads("transformer.wte", token_name="classifier"),
    usual="ForCausalLM",
    source="Black et al. 2021, https://github.com/EleutherAI/gpt-neo",
)
def gpt_neo(size: Sizes) -> Iterator[Part]:
    """GPT-Neo: as GPT-2, with no bias in queries, keys and values."""
    size.divided("d_model", "num_heads")
    yield words("wte", size.vocab_size, size.d_model)
    yield positions("wpe", size.context_length, size.d_model)
    yield from stacked("h", size.num_layers, _gpt_neo_layer(size))
    yield norm("ln_f", size.d_model)


def _gpt_neo_layer(size: Sizes) -> Iterator[Part]:
    yield norm("ln_1", size.d_model)
    yield from attention("attn.attention", size.d_model, bias=0, output_bias=1, names=OUT_PROJECTIONS)
    yield norm("ln_2", size.d_model)
    yield feed_forward("mlp", size.d_model, size.d_ff, 1, CONV1D)


GPT_NEOX = {
    "vocab_size": whole("vocab_size", 50432),
    "d_model": whole("hidden_size", 6144),
    "num_layers": natural("num_hidden_layers", 44),
    "num_heads": whole("num_attention_heads", 64),
    "d_ff": whole("intermediate_size", 24576),
    "bias": flag("attention_bias", True),
    "tied": tied(False),
    "output_dim": labels(),
}
GPT_NEOX_HEADS = decoder_heads("gpt_neox.embed_in", token_name="classifier")


@family(
    "gpt_neox",
    title="GPT-NeoX and Pythia",
    prefix="GPTNeoX",
    base="gpt_neox",
    keys=GPT_NEOX,
    heads=GPT_NEOX_HEADS,
    usual="ForCausalLM",
    source="Black et al. 2022, arXiv 2204.06745; Biderman et al. 2023 (Pythia), arXiv 2304.01373",
)
def gpt_neox(size: Sizes) -> Iterator[Part]:
    """GPT-NeoX: two norms in each layer, attention and feed-forward layer side by side, rotary positions."""
    size.divided("d_model", "num_heads")
    yield words("embed_in", size.vocab_size, size.d_model)
    yield from stacked("layers", size.num_layers, _fused_layer(size, "attention", size.bias))
    yield norm("final_layer_norm", size.d_model)


def _fused_layer(size: Sizes, name: str, bias: Size) -> Iterator[Part]:
    yield norm("input_layernorm", size.d_model)
    yield norm("post_attention_layernorm", size.d_model)
    yield from attention(name, size.d_model, bias=bias, names=FUSED)
    yield feed_forward("mlp", size.d_model, size.d_ff, 1, FOUR_TIMES)


BLOOM = {
    "vocab_size": whole("vocab_size", 250880),
    "d_model": whole("hidden_size n_embed", 64),
    "num_layers": natural("n_layer num_hidden_layers", 2),
    "num_heads": whole("n_head num_attention_heads", 8),
    "d_ff": always(four_widths),
    "tied": tied(True),
    "output_dim": labels(),
}


@family(
    "bloom",
    title="BLOOM",
    prefix="Bloom",
    base="transformer",
    keys=BLOOM,
    heads=decoder_heads("transformer.word_embeddings", token_name="classifier"),
    usual="ForCausalLM",
    source="BigScience 2022, arXiv 2211.05100",
)
def bloom(size: Sizes) -> Iterator[Part]:
    """BLOOM: a norm behind the words, no positions, feed-forward layers of four widths."""
    size.divided("d_model", "num_heads")
    yield words("word_embeddings", size.vocab_size, size.d_model)
    yield norm("word_embeddings_layernorm", size.d_model)
    yield from stacked("h", size.num_layers, _fused_layer(size, "self_attention", 1))
    yield norm("ln_f", size.d_model)


FALCON = {
    "vocab_size": whole("vocab_size", 65024),
    "d_model": whole("hidden_size n_embed", 4544),
    "num_layers": natural("num_hidden_layers", 32),
    "num_heads": whole("num_attention_heads", 71),
    "num_kv_heads": whole("num_kv_heads", lambda size: size.num_heads),
    "d_ff": whole("ffn_hidden_size", four_widths),
    "norms": optional("num_ln_in_parallel_attn"),
    "is_new": flag("new_decoder_architecture", False),
    "is_multi_query": flag("multi_query", True),
    "is_parallel": flag("parallel_attn", True),
    "bias": flag("bias", False),
    "tied": tied(True),
    "output_dim": labels(),
}


@family(
    "falcon",
    title="Falcon",
    prefix="Falcon",
    base="transformer",
    keys=FALCON,
    heads=decoder_heads("transformer.word_embeddings", token_name="classifier"),
    usual="ForCausalLM",
    source="Almazrouei et al. 2023, arXiv 2311.16867",
)
def falcon(size: Sizes) -> Iterator[Part]:
    """Falcon: few heads of keys and values, attention and feed-forward layer side by side behind one norm or two."""
    yield words("word_embeddings", size.vocab_size, size.d_model)
    yield from stacked("h", size.num_layers, _falcon_layer(size))
    yield norm("ln_f", size.d_model)


def _falcon_layer(size: Sizes) -> Iterator[Part]:
    kv_heads = size.num_kv_heads if size.is_new else 1 if size.is_multi_query else size.num_heads
    heads = (size.num_heads, kv_heads, size.divided("d_model", "num_heads"))
    yield from attention("self_attention", size.d_model, heads, size.bias, names=FUSED)
    yield feed_forward("mlp", size.d_model, size.d_ff, size.bias, FOUR_TIMES)
    yield from (norm(name, size.d_model) for name in _falcon_norms(size))


def _falcon_norms(size: Sizes) -> tuple[str, ...]:
    """The norms of a layer: one for each of two that stand side by side where the configuration says so, as new models do."""
    if not size.is_parallel:
        return "input_layernorm", "post_attention_layernorm"
    has_two = size.norms == 2 if size.norms is not None else size.is_new
    return ("ln_attn", "ln_mlp") if has_two else ("input_layernorm",)
