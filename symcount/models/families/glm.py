"""GLM: biases in queries, keys and values only, and one matrix for gate and inner width."""

from __future__ import annotations

from collections.abc import Iterator

from symcount.models.families.building import attention, gated
from symcount.models.families.family import BARE, family
from symcount.models.families.keys import Sizes, flag, whole
from symcount.models.families.llama import HEADS, body, heads_of, llama_keys, norms
from symcount.models.model import Part

GLM = {
    **llama_keys(151552, 4096, 13696, 40, 32, 2),
    "head_dim": whole("head_dim", 128),
    "attention_bias": flag("attention_bias", True),
}
GLM_HEADS = {name: HEADS[name] for name in ("ForCausalLM", BARE, "ForSequenceClassification", "ForTokenClassification")}
FUSED_GATE = {"gate": "gate_up_proj", "up": "gate_up_proj", "down": "down_proj"}


@family("glm", title="GLM-4", prefix="Glm", keys=GLM, heads=GLM_HEADS, usual="ForCausalLM", source="GLM Team 2024, arXiv 2406.12793")
def glm(size: Sizes) -> Iterator[Part]:
    """GLM: as Llama, with a bias in queries, keys and values."""
    yield from body(size, _layer(size))


@family("glm4", title="GLM-4-0414", prefix="Glm4", keys=GLM, heads=GLM_HEADS, usual="ForCausalLM", source="GLM Team 2025, https://huggingface.co/zai-org")
def glm4(size: Sizes) -> Iterator[Part]:
    """GLM-4-0414: as GLM, with norms behind attention and feed-forward layer too."""
    yield from body(size, _layer(size, "post_self_attn_layernorm", "post_mlp_layernorm"))


def _layer(size: Sizes, *more: str) -> Iterator[Part]:
    yield from attention("self_attn", size.d_model, heads_of(size), size.attention_bias, output_bias=0)
    yield gated("mlp", size.d_model, size.d_ff, names=FUSED_GATE)
    yield from norms(size, "input_layernorm", "post_attention_layernorm", *more)
