"""Mixtures of experts: a router sends each token through a few of many feed-forward layers."""

from __future__ import annotations

from collections.abc import Iterator

from symcount import layers
from symcount.algebra import Value, floor_div
from symcount.frameworks.built import laid_out, outputs_first
from symcount.layers.weight import Size
from symcount.models.families.building import Names, attention, gated, linear, rms_norm, stacked, tensors, words
from symcount.models.families.family import BARE, family
from symcount.models.families.heads import nothing, without
from symcount.models.families.keys import Key, Sizes, even_heads, flag, labels, natural, places, tied, whole
from symcount.models.families.llama import ATTENTION_BIAS, HEADS, MLP_BIAS, TRANSFORMER, body, head_norms, heads_of, llama_keys, norms
from symcount.models.model import Part

EXPERT: Names = {
    "gate.kernel": "gate_up_proj",
    "up.kernel": "gate_up_proj",
    "down.kernel": "down_proj",
    "gate.bias": "gate_up_proj_bias",
    "up.bias": "gate_up_proj_bias",
    "down.bias": "down_proj_bias",
}


def experts(size: Sizes, name: str, inner: Size, bias: Size = 0, *, inputs_come_first: bool = False) -> Part:
    """The routed experts, few of which one token goes through: a slice for each in two large weights."""
    width = size.d_model
    sides = {"gate_up_proj": (width, 2 * inner), "down_proj": (inner, width)} if inputs_come_first else None
    sized = layers.gated_feed_forward(d_model=width, d_ff=inner, bias=bias)
    built = laid_out(sized, EXPERT, outputs_first, sides)
    return Part(name, "Experts", built.weights, sized, copies=size.num_experts, active=size.active_experts)


def all_experts(size: Sizes) -> Size:
    """Where it is not stated how many experts one token goes through: all."""
    every: Size = size.num_experts
    return every


def router(size: Sizes, name: str = "mlp.gate", bias: Size = 0) -> Part:
    """A score of each expert."""
    return linear(name, size.num_experts, size.d_model, bias)


def expert_keys(names: str, number_of: int, active: int) -> dict[str, Key]:
    """How many experts there are, and how many one token goes through."""
    return {"num_experts": whole(names, number_of), "active_experts": whole("num_experts_per_tok", active)}


@family(
    "mixtral",
    title="Mixtral",
    prefix="Mixtral",
    keys={**llama_keys(32000, 4096, 14336, 32, 32, 8), **expert_keys("num_local_experts num_experts", 8, 2)},
    heads=HEADS,
    usual="ForCausalLM",
    source="Jiang et al. 2024, arXiv 2401.04088",
)
def mixtral(size: Sizes) -> Iterator[Part]:
    """Mixtral: as Mistral, with experts in the place of the feed-forward layer."""
    yield from body(size, _mixtral_layer(size))


def _mixtral_layer(size: Sizes) -> Iterator[Part]:
    yield from attention("self_attn", size.d_model, heads_of(size))
    yield router(size)
    yield experts(size, "mlp.experts", size.d_ff)
    yield from norms(size, "input_layernorm", "post_attention_layernorm")


@family(
    "olmoe",
    title="OLMoE",
    prefix="Olmoe",
    keys={**llama_keys(50304, 2048, 2048, 16, 16), **ATTENTION_BIAS, **expert_keys("num_experts num_local_experts", 64, 8)},
    heads={"ForCausalLM": HEADS["ForCausalLM"], BARE: nothing},
    usual="ForCausalLM",
    source="Muennighoff et al. 2024, arXiv 2409.02060",
)
def olmoe(size: Sizes) -> Iterator[Part]:
    """OLMoE: many small experts, and norms of all queries together and of all keys together."""
    yield from body(size, _olmoe_layer(size))


def _olmoe_layer(size: Sizes) -> Iterator[Part]:
    yield from attention("self_attn", size.d_model, heads_of(size), size.attention_bias)
    yield rms_norm("self_attn.q_norm", size.d_model)
    yield rms_norm("self_attn.k_norm", even_heads(size) * size.num_kv_heads)
    yield router(size)
    yield experts(size, "mlp.experts", size.d_ff)
    yield from norms(size, "input_layernorm", "post_attention_layernorm")


QWEN_MOE = {
    "expert_ff": whole("moe_intermediate_size", 768),
    "sparse_step": whole("decoder_sparse_step", 1),
    "dense_layers": places("mlp_only_layers"),
}


def sparse_layers(size: Sizes) -> Size:
    """How many layers have experts: every so many-th, save those that are listed."""
    depth, step = size.num_layers, size.sparse_step
    listed = [place for place in size.dense_layers if place >= 0 and (isinstance(step, Value) or (place + 1) % step == 0)]
    if isinstance(depth, int):
        listed = [place for place in listed if place < depth]
    sparse: Size = floor_div(depth, step) - len(listed)
    return sparse


def with_experts(size: Sizes, shared: Iterator[Part], sparse: Iterator[Part]) -> Iterator[Part]:
    """Layers that share their attention and norms, some of them with experts, the others with a feed-forward layer."""
    sparse_count = sparse_layers(size)
    yield words("embed_tokens", size.vocab_size, size.d_model)
    yield from stacked("layers", size.num_layers, shared)
    yield from stacked("layers", sparse_count, sparse)
    yield from stacked("layers", size.num_layers - sparse_count, [gated("mlp", size.d_model, size.d_ff)])
    yield rms_norm("norm", size.d_model)


@family(
    "qwen3_moe",
    title="Qwen3, mixtures",
    prefix="Qwen3Moe",
    keys={
        **llama_keys(151936, 2048, 6144, 24, 32, 4),
        **ATTENTION_BIAS,
        **expert_keys("num_experts num_local_experts", 128, 8),
        **QWEN_MOE,
    },
    heads=HEADS,
    other_bases=TRANSFORMER,
    usual="ForCausalLM",
    source="Yang et al. 2025, arXiv 2505.09388",
)
def qwen3_moe(size: Sizes) -> Iterator[Part]:
    """Qwen3 with experts in the place of the feed-forward layer, in every layer or every so many-th."""
    shared = [
        *attention("self_attn", size.d_model, heads_of(size), size.attention_bias),
        *head_norms(size),
        *norms(size, "input_layernorm", "post_attention_layernorm"),
    ]
    yield from with_experts(size, iter(shared), iter([router(size), experts(size, "mlp.experts", size.expert_ff)]))


@family(
    "qwen2_moe",
    title="Qwen2, mixtures",
    prefix="Qwen2Moe",
    keys={
        **llama_keys(151936, 2048, 5632, 24, 16, 16),
        **expert_keys("num_experts", 60, 4),
        **QWEN_MOE,
        "expert_ff": whole("moe_intermediate_size", 1408),
        "shared_ff": whole("shared_expert_intermediate_size", 5632),
        "qkv_bias": flag("qkv_bias", True),
    },
    heads=HEADS,
    usual="ForCausalLM",
    source="Qwen Team 2024, https://qwenlm.github.io/blog/qwen-moe; arXiv 2407.10671",
)
def qwen2_moe(size: Sizes) -> Iterator[Part]:
    """Qwen2 with experts, and one more that every token goes through behind a gate of its own."""
    shared = [
        *attention("self_attn", size.d_model, heads_of(size), size.qkv_bias, output_bias=0),
        *norms(size, "input_layernorm", "post_attention_layernorm"),
    ]
    sparse = [
        router(size),
        experts(size, "mlp.experts", size.expert_ff),
        gated("mlp.shared_expert", size.d_model, size.shared_ff),
        linear("mlp.shared_expert_gate", 1, size.d_model, 0),
    ]
    yield from with_experts(size, iter(shared), iter(sparse))


@family(
    "gpt_oss",
    title="gpt-oss",
    prefix="GptOss",
    keys={
        **llama_keys(201088, 2880, 2880, 36, 64, 8),
        "head_dim": whole("head_dim", 64),
        "attention_bias": flag("attention_bias", True),
        **expert_keys("num_local_experts num_experts", 128, 4),
    },
    heads=without(HEADS, "ForQuestionAnswering"),
    usual="ForCausalLM",
    source="OpenAI 2025, arXiv 2508.10925",
)
def gpt_oss(size: Sizes) -> Iterator[Part]:
    """gpt-oss: biases in attention, router and experts, and a number for each head that draws attention to nothing."""
    yield from body(size, _gpt_oss_layer(size))


def _gpt_oss_layer(size: Sizes) -> Iterator[Part]:
    yield tensors("self_attn", "sinks", sinks=(size.num_heads,))
    yield from attention("self_attn", size.d_model, heads_of(size), size.attention_bias)
    yield router(size, "mlp.router", 1)
    yield experts(size, "mlp.experts", size.d_ff, 1, inputs_come_first=True)
    yield from norms(size, "input_layernorm", "post_attention_layernorm")


def deepseek_keys(sizes: tuple[int, int, int, int, int], routed: tuple[int, int, int], dense: int, experts_name: str) -> dict[str, Key]:
    """The keys of DeepSeek's kin: vocabulary, width, inner width, layers and heads; inner width of an expert, experts, shared experts."""
    vocab, width, inner, depth, heads = sizes
    return {
        "vocab_size": whole("vocab_size", vocab),
        "d_model": whole("hidden_size", width),
        "d_ff": whole("intermediate_size", inner),
        "expert_ff": whole("moe_intermediate_size", routed[0]),
        "num_layers": natural("num_hidden_layers", depth),
        "num_dense_layers": natural("first_k_dense_replace", dense),
        "num_heads": whole("num_attention_heads", heads),
        "num_experts": whole(f"n_routed_experts {experts_name}", routed[1]),
        "num_shared_experts": natural("n_shared_experts", routed[2]),
        "query_rank": whole("q_lora_rank", 1536, null=None),
        "kv_rank": whole("kv_lora_rank", 512),
        "rope_dim": whole("qk_rope_head_dim", 64),
        "head_dim": whole("qk_nope_head_dim", 128),
        "value_dim": whole("v_head_dim", 128),
        **ATTENTION_BIAS,
        "tied": tied(False),
        "output_dim": labels(),
    }


@family(
    "deepseek_v2",
    title="DeepSeek-V2",
    prefix="DeepseekV2",
    keys={
        **deepseek_keys((102400, 4096, 11008, 32, 32), (1407, 64, 2), 0, "num_experts"),
        "active_experts": whole("num_experts_per_tok", all_experts),
        **MLP_BIAS,
    },
    heads={name: HEADS[name] for name in ("ForCausalLM", BARE, "ForSequenceClassification")},
    usual="ForCausalLM",
    source="DeepSeek-AI 2024, arXiv 2405.04434",
)
@family(
    "deepseek_v3",
    title="DeepSeek-V3 and R1",
    prefix="DeepseekV3",
    keys={**deepseek_keys((129280, 7168, 18432, 61, 128), (2048, 256, 1), 3, "num_local_experts"), "active_experts": whole("num_experts_per_tok", 8)},
    heads=without(HEADS, "ForQuestionAnswering"),
    usual="ForCausalLM",
    source="DeepSeek-AI 2024, arXiv 2412.19437, without the module that predicts a second word",
)
def deepseek(size: Sizes) -> Iterator[Part]:
    """DeepSeek: latent attention; feed-forward layers first, then shared and routed experts."""
    dense = size.num_dense_layers
    if isinstance(dense, int) and isinstance(size.num_layers, int):
        dense = min(dense, size.num_layers)
    bias = getattr(size, "mlp_bias", 0)
    yield words("embed_tokens", size.vocab_size, size.d_model)
    yield from stacked("layers", size.num_layers, [*latent_attention(size), *norms(size, "input_layernorm", "post_attention_layernorm")])
    yield from stacked("layers", dense, [gated("mlp", size.d_model, size.d_ff, bias)])
    yield from stacked("layers", size.num_layers - dense, _deepseek_experts(size, bias))
    yield rms_norm("norm", size.d_model)


def _deepseek_experts(size: Sizes, bias: Size) -> Iterator[Part]:
    yield router(size)
    yield experts(size, "mlp.experts", size.expert_ff)
    shared = size.num_shared_experts
    if isinstance(shared, Value) or shared:
        yield gated("mlp.shared_experts", size.d_model, size.expert_ff * shared, bias)


LATENT = {
    "query_down.kernel": "q_a_proj.weight",
    "query_norm.scale": "q_a_layernorm.weight",
    "query_up.kernel": "q_b_proj.weight",
    "kv_down.kernel": "kv_a_proj_with_mqa.weight",
    "kv_norm.scale": "kv_a_layernorm.weight",
    "kv_up.kernel": "kv_b_proj.weight",
    "output.kernel": "o_proj.weight",
}


def latent_attention(size: Sizes) -> Iterator[Part]:
    """Latent attention; where queries have no rank, or maps have a bias, each map is a part."""
    width, query_rank, kv_rank = size.d_model, size.query_rank, size.kv_rank
    query_head = size.head_dim + size.rope_dim
    if query_rank is not None and size.attention_bias == 0:
        sized = layers.multi_head_latent_attention(width, size.num_heads, size.head_dim, size.rope_dim, size.value_dim, query_rank, kv_rank)
        yield Part("self_attn", "Attention", laid_out(sized, LATENT, outputs_first).weights, sized)
        return
    if query_rank is None:
        yield linear("self_attn.q_proj", size.num_heads * query_head, width, 0)
    else:
        yield linear("self_attn.q_a_proj", query_rank, width, size.attention_bias)
        yield rms_norm("self_attn.q_a_layernorm", query_rank)
        yield linear("self_attn.q_b_proj", size.num_heads * query_head, query_rank, 0)
    yield linear("self_attn.kv_a_proj_with_mqa", kv_rank + size.rope_dim, width, size.attention_bias)
    yield rms_norm("self_attn.kv_a_layernorm", kv_rank)
    yield linear("self_attn.kv_b_proj", size.num_heads * (size.head_dim + size.value_dim), kv_rank, 0)
    yield linear("self_attn.o_proj", width, size.num_heads * size.value_dim, size.attention_bias)
