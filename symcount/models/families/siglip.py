"""SigLIP's encoder of images, and Gemma 3 that sees through it."""

from __future__ import annotations

from collections.abc import Iterator

from symcount import layers
from symcount.frameworks.built import laid_out, outputs_first
from symcount.layers.weight import Size
from symcount.models.families.building import feed_forward, inside, norm, positions, stacked, tensors, tied_head
from symcount.models.families.clip import encoder_layer, tower_keys
from symcount.models.families.family import BARE, family
from symcount.models.families.heads import nothing
from symcount.models.families.keys import Sizes, flag, image, section, tied, whole
from symcount.models.families.llama import GEMMA3, gemma3
from symcount.models.families.vision import patch_map, patches
from symcount.models.model import Part

VISION = {
    **tower_keys(768, 3072, 12),
    "image": image("image_size", 224, ("input_height", "input_width")),
    "patch": image("patch_size", 16, ("kernel_size", "kernel_size")),
    "input_channels": whole("num_channels", 3),
    "has_head": flag("vision_use_head", True),
}

TEXT = {role: key for role, key in GEMMA3.items() if role not in ("tied", "output_dim")}

IN_PROJ = {f"{role}.{own}": f"in_proj_{theirs}" for role in ("query", "key", "value") for own, theirs in (("kernel", "weight"), ("bias", "bias"))}


@family(
    "siglip_vision_model",
    title="SigLIP, images",
    prefix="SiglipVision",
    keys=VISION,
    heads={BARE: nothing},
    usual=BARE,
    source="Zhai et al. 2023, arXiv 2303.15343",
)
def siglip_vision(size: Sizes) -> Iterator[Part]:
    """SigLIP's encoder of images: as ViT, without a class token; a head asks all patches for what it wants to know."""
    yield patch_map("embeddings.patch_embedding", size, size.d_model)
    yield positions("embeddings.position_embedding", patches(size), size.d_model)
    yield from stacked("encoder.layers", size.num_layers, encoder_layer(size))
    yield norm("post_layernorm", size.d_model)
    if size.has_head:
        yield from inside("head", _asking(size.d_model, size.d_ff))


def _asking(width: Size, inner: Size) -> Iterator[Part]:
    """One question that is learned, attention to the patches, and a feed-forward layer."""
    attention = layers.multi_head_attention(d_model=width)
    names = {**IN_PROJ, "output.kernel": "out_proj.weight", "output.bias": "out_proj.bias"}
    yield tensors("", "question", probe=(1, 1, width))
    yield Part("attention", "MultiheadAttention", laid_out(attention, names, outputs_first).weights, attention)
    yield norm("layernorm", width)
    yield feed_forward("mlp", width, inner, 1, {"up": "fc1", "down": "fc2"})


def gemma3_words(size: Sizes) -> Iterator[Part]:
    """The scores of all words."""
    yield tied_head("lm_head", size.text.vocab_size, size.text.d_model, size.tied, "model.language_model.embed_tokens")


@family(
    "gemma3",
    title="Gemma 3",
    prefix="Gemma3",
    keys={"text": section("text_config", TEXT, "text_"), "vision": section("vision_config", VISION, "vision_"), "tied": tied(True)},
    heads={"ForConditionalGeneration": gemma3_words, BARE: nothing},
    usual="ForConditionalGeneration",
    source="Gemma Team 2025, arXiv 2503.19786",
)
def gemma3_with_images(size: Sizes) -> Iterator[Part]:
    """Gemma 3 that reads texts and images: SigLIP's encoder, a map with a norm, and the model of texts."""
    seen, width = size.vision.d_model, size.text.d_model
    yield from inside("vision_tower", siglip_vision(size.vision))
    yield tensors("multi_modal_projector", "map", mm_input_projection_weight=(seen, width))
    yield tensors("multi_modal_projector.mm_soft_emb_norm", "RMSNorm", weight=(seen,))
    yield from inside("language_model", gemma3(size.text))
