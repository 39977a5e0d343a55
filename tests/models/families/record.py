"""Record what transformers builds for random small configurations of every family.

    python -m tests.models.families.record [MODEL_TYPE…]

Each row of recorded/families.jsonl is a configuration, with the parameters that transformers counts for it, on the meta device: tied matrices
once, buffers not. transformers has to be installed, with PyTorch; the tests that read the rows need neither.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator
from typing import Any

from symcount.models.families import FAMILIES
from tests.models.families.recorded import FILE, digest

EACH = 20
"""Configurations of each family."""

TRIES = 400
"""Draws for them: transformers refuses some, and those are drawn anew."""

Draw = Callable[[random.Random], dict[str, Any]]

FITTING = ("head", "hidden_size", "n_embd", "d_model", "dim", "image_size", "patch_size", "expand")
"""Words of keys that are never left out: the usual heads would not divide the width, or the usual patch not fit into the image."""

YES_NO = (True, False)


def main(names: list[str]) -> None:
    """Record the families named, or all; the rows of the others stay."""
    names = names or list(FAMILIES)
    kept = [line for line in FILE.read_text().splitlines() if json.loads(line)["config"]["model_type"] not in names] if FILE.exists() else []
    rows = [json.dumps(row) for name in names for row in recorded(name)]
    FILE.write_text("\n".join([*kept, *rows]) + "\n")


def recorded(name: str) -> Iterator[dict[str, Any]]:
    """Rows of one family: its architectures in turn."""
    source = random.Random(name)
    architectures, found = FAMILIES[name].architectures, 0
    for _ in range(TRIES):
        config = {"model_type": name, "architectures": [architectures[found % len(architectures)]], **drawn(name, source)}
        weights = built(config)
        if weights is not None:
            yield {"config": config, **weights}
            found += 1
        if found == EACH:
            return
    raise SystemExit(f"{name}: only {found} of {TRIES} draws could be built")


def drawn(name: str, source: random.Random) -> dict[str, Any]:
    """A configuration that leaves out some of its keys."""
    config = DRAWS[name](source)
    return {key: value for key, value in config.items() if source.random() > 0.1 or any(word in key for word in FITTING)}


def built(config: dict[str, Any]) -> dict[str, Any] | None:
    """All parameters, those that are trained, and the digest of their names and shapes; None where transformers refuses the configuration."""
    import torch
    import transformers
    from huggingface_hub.errors import StrictDataclassError

    name = config["architectures"][0]
    arguments = {key: value for key, value in config.items() if key not in ("model_type", "architectures")}
    if "vocab_size" in config:
        arguments["pad_token_id"] = 0  # the usual one may be none of so few words
    try:
        whole = transformers.AutoConfig.for_model(config["model_type"], **arguments)
        part = {"CLIPText": "text_config", "CLIPVision": "vision_config"}.get(name.split("Model")[0]) if config["model_type"] == "clip" else None
        with torch.device("meta"):
            model = getattr(transformers, name)(getattr(whole, part) if part else whole)
    except (ValueError, TypeError, RuntimeError, LookupError, ArithmeticError, AttributeError, AssertionError, StrictDataclassError) as error:
        print(f"{config['model_type']}: refused: {type(error).__name__} {str(error)[:90]}", file=sys.stderr)
        return None
    model.tie_weights()
    parameters = list(model.parameters())
    weights = [(name, tuple(one.shape), one.requires_grad) for name, one in model.named_parameters(remove_duplicate=False)]
    return {
        "total": sum(one.numel() for one in parameters),
        "trainable": sum(one.numel() for one in parameters if one.requires_grad),
        "weights": digest(weights),
    }


# -- sizes -----------------------------------------------------------------------------------------------------------


def decoder(source: random.Random) -> dict[str, Any]:
    """Sizes that most decoders have."""
    heads = source.choice((2, 4, 6))
    return {
        "vocab_size": source.randint(60, 99),
        "hidden_size": heads * source.choice((2, 4, 6)),
        "num_hidden_layers": source.randint(1, 4),
        "num_attention_heads": heads,
        "intermediate_size": source.randint(5, 40),
        "tie_word_embeddings": source.choice(YES_NO),
        "num_labels": source.randint(1, 7),
    }


def grouped(source: random.Random) -> dict[str, Any]:
    """And fewer heads of keys and values."""
    config = decoder(source)
    config["num_key_value_heads"] = source.choice((1, 2, config["num_attention_heads"]))
    return config


def with_head_dim(source: random.Random) -> dict[str, Any]:
    """And heads of a width of their own."""
    return {**grouped(source), "head_dim": source.choice((2, 4, 8, 16))}


def flags(*names: str) -> Draw:
    """Yes or no for each."""
    return lambda source: {name: source.choice(YES_NO) for name in names}


def ranges(**most: int) -> Draw:
    """Whole numbers from 1."""
    return lambda source: {name: source.randint(1, upto) for name, upto in most.items()}


def choices(**values: tuple[Any, ...]) -> Draw:
    """One of several values for each."""
    return lambda source: {name: source.choice(several) for name, several in values.items()}


def all_of(*draws: Draw) -> Draw:
    """What several draws say, the last first."""
    return lambda source: {name: value for draw in draws for name, value in draw(source).items()}


def renamed(draw: Draw, **names: str) -> Draw:
    """Under other names."""
    return lambda source: {names.get(name, name): value for name, value in draw(source).items() if names.get(name) != ""}


def nested(**draws: Draw) -> Draw:
    """Configurations inside a configuration."""
    return lambda source: {name: draw(source) for name, draw in draws.items()}


GPT = all_of(
    renamed(decoder, hidden_size="n_embd", num_hidden_layers="n_layer", num_attention_heads="n_head", intermediate_size="n_inner"),
    ranges(n_positions=40),
    flags("summary_use_proj", "summary_proj_to_labels"),
)
ENCODER = all_of(decoder, ranges(max_position_embeddings=40, type_vocab_size=3))
BERT = all_of(ENCODER, flags("is_decoder", "add_cross_attention"))
EXPERTS = all_of(grouped, choices(num_experts_per_tok=(1, 2), num_local_experts=(2, 4, 8)))
SPARSE = all_of(
    grouped, choices(num_experts_per_tok=(1, 2), decoder_sparse_step=(1, 2, 3), mlp_only_layers=([], [0], [1, 2])), ranges(moe_intermediate_size=20)
)
QWEN_EXPERTS = all_of(SPARSE, choices(num_experts=(2, 4, 8)))
LATENT = all_of(
    decoder,
    choices(q_lora_rank=(None, 5, 8), n_shared_experts=(1, 2), n_routed_experts=(4, 8), num_experts_per_tok=(1, 2), first_k_dense_replace=(0, 1, 2)),
    choices(n_group=(1, 2), topk_group=(1,), qk_rope_head_dim=(2, 4)),
    ranges(moe_intermediate_size=20, kv_lora_rank=9, qk_nope_head_dim=9, v_head_dim=9),
    flags("attention_bias"),
)
SEQ2SEQ = all_of(
    choices(d_model=(24, 48), encoder_attention_heads=(2, 4), decoder_attention_heads=(2, 4)),
    ranges(encoder_layers=3, decoder_layers=3, encoder_ffn_dim=30, decoder_ffn_dim=30, num_labels=5),
    choices(vocab_size=(70, 81), max_position_embeddings=(20, 33)),
    flags("tie_word_embeddings"),
)
T5 = all_of(
    choices(d_model=(8, 12), num_heads=(2, 3), vocab_size=(70, 81), feed_forward_proj=("relu", "gated-gelu", "gated-silu"), num_decoder_layers=(None, 1, 2)),
    ranges(d_kv=9, d_ff=30, num_layers=3, relative_attention_num_buckets=40, num_labels=5),
)
IMAGE = all_of(
    renamed(decoder, vocab_size="", tie_word_embeddings=""),
    choices(image_size=(24, 32, (24, 32)), patch_size=(4, 8), num_channels=(1, 3), encoder_stride=(4, 8)),
    flags("qkv_bias"),
)
DINOV2 = all_of(renamed(IMAGE, intermediate_size="", encoder_stride=""), choices(mlp_ratio=(2, 4, 3)), flags("use_swiglu_ffn"))
MAMBA = all_of(
    choices(hidden_size=(16, 24, 50), state_size=(4, 16), conv_kernel=(3, 4), expand=(1, 2, 3), vocab_size=(60, 77)),
    ranges(num_hidden_layers=3),
    flags("use_bias", "use_conv_bias", "tie_word_embeddings"),
)
TEXT = all_of(renamed(decoder, num_labels="", tie_word_embeddings=""), ranges(max_position_embeddings=40, projection_dim=20))
SIGLIP = all_of(renamed(IMAGE, num_labels="", encoder_stride="", qkv_bias=""), choices(image_size=(24, 32)), flags("vision_use_head"))
VISION = all_of(renamed(IMAGE, num_labels="", encoder_stride="", qkv_bias=""), ranges(projection_dim=20))


def with_mamba2_heads(source: random.Random) -> dict[str, Any]:
    """Mamba-2's heads together are as wide as what is inside."""
    config = MAMBA(source)
    heads = source.choice((2, 4))
    return {**config, "num_heads": heads, "head_dim": config["expand"] * config["hidden_size"] // heads, "n_groups": source.choice((1, 2))}


# -- families --------------------------------------------------------------------------------------------------------

DRAWS: dict[str, Draw] = {
    "gpt2": all_of(GPT, flags("add_cross_attention")),
    "openai-gpt": renamed(GPT, n_inner=""),
    "gptj": renamed(all_of(GPT, choices(rotary_dim=(2,))), summary_use_proj="", summary_proj_to_labels=""),
    "codegen": renamed(all_of(GPT, choices(rotary_dim=(2,), n_head=(4,), n_embd=(16, 24, 40))), summary_use_proj="", summary_proj_to_labels=""),
    "gpt_bigcode": all_of(GPT, flags("multi_query", "add_cross_attention")),
    "gpt_neo": all_of(
        renamed(decoder, num_hidden_layers="num_layers", num_attention_heads="num_heads"),
        choices(num_layers=(2, 4), attention_types=([[["global", "local"], 1]], [[["global", "local"], 2]])),
        ranges(max_position_embeddings=40),
    ),
    "gpt_neox": all_of(decoder, flags("attention_bias")),
    "bloom": renamed(decoder, num_hidden_layers="n_layer", num_attention_heads="n_head", intermediate_size=""),
    "opt": all_of(
        renamed(decoder, intermediate_size="ffn_dim"),
        choices(word_embed_proj_dim=(8, 12, 24)),
        ranges(max_position_embeddings=40),
        flags("do_layer_norm_before", "enable_bias", "_remove_final_layer_norm", "layer_norm_elementwise_affine"),
    ),
    "falcon": all_of(
        renamed(decoder, intermediate_size=""),
        choices(num_kv_heads=(1, 2), num_ln_in_parallel_attn=(None, 1, 2), ffn_hidden_size=(None, 20, 31)),
        flags("new_decoder_architecture", "multi_query", "parallel_attn", "bias", "alibi"),
    ),
    "llama": all_of(with_head_dim, flags("attention_bias", "mlp_bias")),
    "granite": all_of(grouped, flags("attention_bias", "mlp_bias")),
    "smollm3": all_of(grouped, flags("attention_bias", "mlp_bias")),
    "mistral": with_head_dim,
    "ministral": with_head_dim,
    "glm": all_of(with_head_dim, flags("attention_bias")),
    "glm4": all_of(with_head_dim, flags("attention_bias")),
    "mpt": renamed(decoder, hidden_size="d_model", num_hidden_layers="n_layers", num_attention_heads="n_heads", intermediate_size=""),
    "qwen2": grouped,
    "qwen3": all_of(with_head_dim, flags("attention_bias")),
    "gemma": all_of(with_head_dim, flags("attention_bias")),
    "gemma2": all_of(with_head_dim, flags("attention_bias")),
    "gemma3_text": all_of(with_head_dim, flags("attention_bias")),
    "phi3": grouped,
    "olmo": all_of(grouped, flags("attention_bias")),
    "olmo2": all_of(grouped, flags("attention_bias")),
    "olmo3": all_of(grouped, flags("attention_bias")),
    "phi": all_of(grouped, flags("qk_layernorm")),
    "stablelm": all_of(grouped, flags("use_qkv_bias", "qk_layernorm", "use_parallel_residual")),
    "cohere": all_of(grouped, flags("attention_bias", "use_qk_norm")),
    "cohere2": all_of(grouped, flags("attention_bias")),
    "starcoder2": all_of(grouped, flags("use_bias")),
    "persimmon": all_of(decoder, flags("qk_layernorm")),
    "mixtral": EXPERTS,
    "gpt_oss": all_of(EXPERTS, choices(head_dim=(4, 8)), flags("attention_bias")),
    "olmoe": all_of(grouped, choices(num_experts_per_tok=(1, 2), num_experts=(2, 4, 8)), flags("attention_bias")),
    "qwen2_moe": all_of(QWEN_EXPERTS, ranges(shared_expert_intermediate_size=20), flags("qkv_bias")),
    "qwen3_moe": all_of(QWEN_EXPERTS, choices(head_dim=(4, 8)), flags("attention_bias")),
    "deepseek_v2": all_of(LATENT, flags("mlp_bias")),
    "deepseek_v3": LATENT,
    "bert": BERT,
    "roberta": BERT,
    "xlm-roberta": BERT,
    "camembert": BERT,
    "albert": all_of(ENCODER, ranges(embedding_size=20, inner_group_num=2, num_hidden_groups=2)),
    "distilbert": all_of(
        renamed(decoder, hidden_size="dim", num_hidden_layers="n_layers", num_attention_heads="n_heads", intermediate_size="hidden_dim"),
        ranges(max_position_embeddings=40),
    ),
    "electra": all_of(BERT, choices(embedding_size=(8, 12, 16)), flags("summary_use_proj")),
    "deberta-v2": all_of(
        ENCODER,
        choices(type_vocab_size=(0, 2), pos_att_type=(None, ["p2c", "c2p"], ["c2p"], "p2c|c2p"), norm_rel_ebd=("none", "layer_norm")),
        choices(max_relative_positions=(-1, 9), position_buckets=(-1, 8), conv_kernel_size=(0, 3), embedding_size=(8, 12, 16)),
        flags("relative_attention", "share_att_key", "position_biased_input", "legacy"),
    ),
    "bart": SEQ2SEQ,
    "mbart": SEQ2SEQ,
    "pegasus": SEQ2SEQ,
    "blenderbot": SEQ2SEQ,
    "m2m_100": SEQ2SEQ,
    "marian": all_of(SEQ2SEQ, choices(decoder_vocab_size=(70, 81)), flags("share_encoder_decoder_embeddings")),
    "whisper": all_of(
        renamed(SEQ2SEQ, max_position_embeddings=""),
        ranges(num_mel_bins=80, max_source_positions=50, max_target_positions=50, classifier_proj_size=20),
        flags("use_weighted_layer_sum"),
    ),
    "t5": T5,
    "mt5": T5,
    "umt5": T5,
    "vit": all_of(IMAGE, ranges(pooler_output_size=20)),
    "deit": all_of(IMAGE, ranges(pooler_output_size=20)),
    "dinov2": all_of(DINOV2, flags("use_mask_token")),
    "dinov2_with_registers": all_of(DINOV2, ranges(num_register_tokens=5)),
    "clip": all_of(nested(text_config=TEXT, vision_config=VISION), ranges(projection_dim=20, num_labels=5)),
    "clip_text_model": TEXT,
    "clip_vision_model": VISION,
    "siglip_vision_model": SIGLIP,
    "gemma3": all_of(nested(text_config=all_of(with_head_dim, flags("attention_bias")), vision_config=SIGLIP), flags("tie_word_embeddings")),
    "swin": all_of(
        choices(depths=([2, 2, 6, 2], [1, 2], [1]), num_heads=([2, 4, 8, 16], [3, 6, 12, 24]), embed_dim=(12, 24, 48), mlp_ratio=(2.0, 4.0, 2.5)),
        choices(image_size=(32, 64), patch_size=(2, 4), window_size=(3, 7), num_channels=(1, 3), encoder_stride=(4, 8)),
        ranges(num_labels=9),
        flags("qkv_bias", "use_absolute_embeddings"),
    ),
    "convnext": all_of(
        choices(depths=([1, 2, 3, 1], [2, 2, 6, 2]), hidden_sizes=([4, 8, 12, 16], [6, 12, 24, 48]), patch_size=(2, 4), num_channels=(1, 3)),
        choices(layer_scale_init_value=(0.0, 1e-6)),
        ranges(num_labels=9),
    ),
    "convnextv2": all_of(
        choices(depths=([1, 2, 3, 1], [2, 2, 6, 2]), hidden_sizes=([4, 8, 12, 16], [6, 12, 24, 48]), patch_size=(2, 4), num_channels=(1, 3)),
        ranges(num_labels=9),
    ),
    "mamba": all_of(MAMBA, choices(time_step_rank=("auto", 3, 5))),
    "mamba2": with_mamba2_heads,
    "rwkv": all_of(
        choices(hidden_size=(16, 24), vocab_size=(60, 77), attention_hidden_size=(None, 16, 32), intermediate_size=(None, 31)),
        ranges(num_hidden_layers=3),
        flags("tie_word_embeddings"),
    ),
}


if __name__ == "__main__":
    main(sys.argv[1:])
