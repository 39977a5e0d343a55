"""CLIP: an encoder of texts and one of images that meet in one space."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symcount.models.families.building import OUT_PROJECTIONS, attention, feed_forward, inside, linear, norm, positions, stacked, tensors, words
from symcount.models.families.family import BARE, family
from symcount.models.families.heads import nothing
from symcount.models.families.keys import Key, Sizes, image, labels, natural, section, whole
from symcount.models.families.vision import CLASSIFIER, patch_map, patches
from symcount.models.model import Part


def tower_keys(width: int, inner: int, heads: int) -> dict[str, Key]:
    """The keys of both encoders."""
    return {
        "d_model": whole("hidden_size", width),
        "d_ff": whole("intermediate_size", inner),
        "num_layers": natural("num_hidden_layers", 12),
        "num_heads": whole("num_attention_heads", heads),
    }


PROJECTION = {"projection_dim": whole("projection_dim", 512)}
TEXT: Mapping[str, Key] = {
    **tower_keys(512, 2048, 8),
    **PROJECTION,
    "vocab_size": whole("vocab_size", 49408),
    "context_length": whole("max_position_embeddings", 77),
}
VISION: Mapping[str, Key] = {
    **tower_keys(768, 3072, 12),
    **PROJECTION,
    "image": image("image_size", 224, ("input_height", "input_width")),
    "patch": image("patch_size", 32, ("kernel_size", "kernel_size")),
    "input_channels": whole("num_channels", 3),
}

WITH_PROJECTION = "ModelWithProjection"


def encoder_layer(size: Sizes) -> Iterator[Part]:
    """A layer of both: the norms stand before attention and feed-forward layer."""
    size.divided("d_model", "num_heads")
    yield from attention("self_attn", size.d_model, bias=1, names=OUT_PROJECTIONS)
    yield norm("layer_norm1", size.d_model)
    yield feed_forward("mlp", size.d_model, size.d_ff, 1, {"up": "fc1", "down": "fc2"})
    yield norm("layer_norm2", size.d_model)


def text_tower(size: Sizes) -> Iterator[Part]:
    """The encoder of texts: words, positions, layers with their norms before, a last norm."""
    yield words("embeddings.token_embedding", size.vocab_size, size.d_model)
    yield positions("embeddings.position_embedding", size.context_length, size.d_model)
    yield from stacked("encoder.layers", size.num_layers, encoder_layer(size))
    yield norm("final_layer_norm", size.d_model)


def vision_tower(size: Sizes) -> Iterator[Part]:
    """The encoder of images: as ViT, with a norm before the layers, and no bias in the patches' map."""
    yield tensors("embeddings", "token", class_embedding=(size.d_model,))
    yield patch_map("embeddings.patch_embedding", size, size.d_model, 0)
    yield positions("embeddings.position_embedding", patches(size) + 1, size.d_model)
    yield norm("pre_layrnorm", size.d_model)
    yield from stacked("encoder.layers", size.num_layers, encoder_layer(size))
    yield norm("post_layernorm", size.d_model)


def text_projection(size: Sizes) -> Iterator[Part]:
    """The map from a text to the common space."""
    yield linear("text_projection", size.projection_dim, size.d_model, 0)


def visual_projection(size: Sizes) -> Iterator[Part]:
    """The map from an image to the common space."""
    yield linear("visual_projection", size.projection_dim, size.d_model, 0)


SOURCE = "Radford et al. 2021, arXiv 2103.00020"


def image_classes(size: Sizes) -> Iterator[Part]:
    """The scores of the classes of an image."""
    yield linear("classifier", size.output_dim, size.vision.d_model)


@family(
    "clip",
    title="CLIP",
    prefix="CLIP",
    base="",
    keys={**PROJECTION, "text": section("text_config", TEXT, "text_"), "vision": section("vision_config", VISION, "vision_"), "output_dim": labels()},
    heads={
        BARE: nothing,
        "TextModel": nothing,
        "VisionModel": nothing,
        "TextModelWithProjection": nothing,
        "VisionModelWithProjection": nothing,
        CLASSIFIER: image_classes,
    },
    usual=BARE,
    source=SOURCE,
)
def clip(size: Sizes) -> Iterator[Part]:
    """CLIP: both encoders, a map from each to the common space, and how sharply they are compared; or one of them alone."""
    is_alone = size.head in ("TextModel", "VisionModel")
    if size.head in (BARE, "TextModel", "TextModelWithProjection"):
        yield from inside("" if is_alone else "text_model", text_tower(size.text))
    if size.head in (BARE, "VisionModel", "VisionModelWithProjection", CLASSIFIER):
        yield from inside("" if is_alone else "vision_model", vision_tower(size.vision))
    if size.head == BARE:
        yield linear("text_projection", size.projection_dim, size.text.d_model, 0)
        yield linear("visual_projection", size.projection_dim, size.vision.d_model, 0)
        yield tensors("", "scale", logit_scale=())
    elif size.head == "TextModelWithProjection":
        yield from text_projection(size.text)
    elif size.head == "VisionModelWithProjection":
        yield from visual_projection(size.vision)


@family(
    "clip_text_model",
    title="CLIP, texts",
    prefix="CLIPText",
    base="text_model",
    keys=TEXT,
    heads={BARE: nothing, WITH_PROJECTION: text_projection},
    usual=BARE,
    source=SOURCE,
)
def clip_text(size: Sizes) -> Iterator[Part]:
    """CLIP's encoder of texts."""
    yield from text_tower(size)


@family(
    "clip_vision_model",
    title="CLIP, images",
    prefix="CLIPVision",
    base="vision_model",
    keys=VISION,
    heads={BARE: nothing, WITH_PROJECTION: visual_projection},
    usual=BARE,
    source=SOURCE,
)
def clip_vision(size: Sizes) -> Iterator[Part]:
    """CLIP's encoder of images."""
    yield from vision_tower(size)
