"""Transformers of images: ViT and those after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symcount import layers
from symcount.algebra import Value, as_size, ceil_div, floor
from symcount.errors import InputError
from symcount.layers.weight import Size
from symcount.models.families.building import attention, feed_forward, gated, image_positions, layer_scale, linear, norm, only_if, part, stacked, tensors
from symcount.models.families.family import BARE, Parts, family
from symcount.models.families.heads import both, classifier, nothing
from symcount.models.families.keys import Key, Sizes, even_heads, flag, image, labels, natural, own_heads, ratio, settled, whole
from symcount.models.model import Part

CLASSIFIER = "ForImageClassification"
MASKED = "ForMaskedImageModeling"
TEACHER = "ForImageClassificationWithTeacher"

LETTERS = {"input_height": "H", "input_width": "W", "kernel_size": "P", "input_channels": "C", "d_model": "D", "num_layers": "L"}

PATCHES = {
    "image": image("image_size", 224, ("input_height", "input_width")),
    "input_channels": whole("num_channels", 3),
    "output_dim": labels(),
}


def patches(size: Sizes) -> Size:
    """How many patches an image has. Errors: `InputError` where a patch is larger than the image."""
    sides = zip(size.image, size.patch, strict=True)
    rows, columns = (side // patch if isinstance(side, int) and isinstance(patch, int) else side / patch for side, patch in sides)
    if rows == 0 or columns == 0:
        raise InputError(f"{size.spelled['patch']} is larger than {size.spelled['image']}: no patch fits into the image")
    return rows * columns


def patch_map(name: str, size: Sizes, width: Size, bias: Size = 1) -> Part:
    """The convolution that makes a vector of each patch."""
    height, columns = size.patch
    sized = layers.conv2d(filters=width, input_channels=size.input_channels, kernel_height=height, kernel_width=columns, bias=bias)
    return part(name, sized, "Conv2d")


def scaled(factor: float | Size, width: Size) -> Size:
    """A width times a ratio, rounded down."""
    if isinstance(width, int) and not isinstance(factor, Value):
        return int(factor * width)
    return factor * width if not isinstance(factor, float) else floor(as_size(width) * factor.as_integer_ratio()[0] / factor.as_integer_ratio()[1])


def from_patches(name: str) -> Parts:
    """The convolution that paints the pixels of each patch."""

    def parts(size: Sizes) -> Iterator[Part]:
        pixels = size.encoder_stride * size.encoder_stride * size.input_channels
        yield part(name, layers.conv2d(filters=pixels, input_channels=size.d_model, kernel_size=1), "Conv2d")

    return parts


VIT: Mapping[str, Key] = {
    **PATCHES,
    "patch": image("patch_size", 16, ("kernel_size", "kernel_size")),
    "d_model": whole("hidden_size", 768),
    "num_layers": natural("num_hidden_layers", 12),
    "num_heads": whole("num_attention_heads", 12),
    "d_ff": whole("intermediate_size", 3072),
    "bias": flag("qkv_bias", True),
    "head_dim": settled(whole("head_dim", even_heads)),
    "pooled": whole("pooler_output_size", lambda size: size.d_model),
    "encoder_stride": whole("encoder_stride", 16),
}
VIT_HEADS = {CLASSIFIER: classifier("classifier"), BARE: nothing, MASKED: from_patches("decoder.0")}


@family(
    "vit",
    title="ViT",
    prefix="ViT",
    base="vit",
    keys=VIT,
    heads=VIT_HEADS,
    usual=CLASSIFIER,
    source="Dosovitskiy et al. 2020, arXiv 2010.11929",
    letters=LETTERS,
)
def vit(size: Sizes) -> Iterator[Part]:
    """ViT: a convolution of the patches, a class token, image_positions, layers with their norms before, a last norm."""
    yield from _vit_body(size, ("cls_token",))


@family(
    "deit",
    title="DeiT",
    prefix="DeiT",
    base="deit",
    keys=VIT,
    heads={**VIT_HEADS, TEACHER: both(classifier("cls_classifier"), classifier("distillation_classifier"))},
    usual=CLASSIFIER,
    source="Touvron et al. 2020, arXiv 2012.12877",
    letters=LETTERS,
)
def deit(size: Sizes) -> Iterator[Part]:
    """DeiT: as ViT, with one token more, which the teacher's answer is read from."""
    yield from _vit_body(size, ("cls_token", "distillation_token"))


def _vit_body(size: Sizes, tokens: tuple[str, ...]) -> Iterator[Part]:
    width, token = size.d_model, (1, 1, size.d_model)
    masks = ("mask_token",) if size.head == MASKED else ()
    yield tensors("embeddings", "tokens", **dict.fromkeys((*tokens, *masks), token))
    yield image_positions(patches(size) + len(tokens), width)
    yield patch_map("embeddings.patch_embeddings.projection", size, width)
    yield from stacked("layers", size.num_layers, _vit_layer(size))
    yield norm("layernorm", width)
    yield from only_if(size.head == BARE, linear("pooler.dense", size.pooled, width))


def _vit_layer(size: Sizes) -> Iterator[Part]:
    yield from attention("attention", size.d_model, own_heads(size), size.bias, output_bias=1)
    yield norm("layernorm_before", size.d_model)
    yield norm("layernorm_after", size.d_model)
    yield feed_forward("mlp", size.d_model, size.d_ff, 1, {"up": "fc1", "down": "fc2"})


DINOV2: Mapping[str, Key] = {
    **{role: key for role, key in VIT.items() if role not in ("d_ff", "pooled", "encoder_stride")},
    "patch": image("patch_size", 14, ("kernel_size", "kernel_size")),
    "ratio": ratio("mlp_ratio", 4),
    "is_gated": flag("use_swiglu_ffn", False),
}


def two_means(size: Sizes) -> Iterator[Part]:
    """The scores of the classes, from the class token and the mean of the patches."""
    yield linear("classifier", size.output_dim, 2 * size.d_model)


@family(
    "dinov2",
    title="DINOv2",
    prefix="Dinov2",
    base="dinov2",
    keys={**DINOV2, "has_mask": flag("use_mask_token", True)},
    heads={CLASSIFIER: two_means, BARE: nothing},
    usual=CLASSIFIER,
    source="Oquab et al. 2023, arXiv 2304.07193",
    letters=LETTERS,
)
def dinov2(size: Sizes) -> Iterator[Part]:
    """DINOv2: as ViT, with a mask token and a gain on what each attention and feed-forward layer adds; the giant's are gated."""
    yield from _dinov2_body(size, size.has_mask)


@family(
    "dinov2_with_registers",
    title="DINOv2 with registers",
    prefix="Dinov2WithRegisters",
    base="dinov2_with_registers",
    keys={**DINOV2, "patch": image("patch_size", 16, ("kernel_size", "kernel_size")), "registers": natural("num_register_tokens", 4)},
    heads={CLASSIFIER: two_means, BARE: nothing},
    usual=CLASSIFIER,
    source="Darcet et al. 2023, arXiv 2309.16588",
    letters=LETTERS,
)
def dinov2_with_registers(size: Sizes) -> Iterator[Part]:
    """DINOv2 with tokens that nothing is read from."""
    yield tensors("embeddings", "registers", register_tokens=(1, size.registers, size.d_model))
    yield from _dinov2_body(size, 1)


def _dinov2_body(size: Sizes, has_mask: int) -> Iterator[Part]:
    width = size.d_model
    masks = {"mask_token": (1, width)} if has_mask else {}
    yield tensors("embeddings", "tokens", cls_token=(1, 1, width), **masks)
    yield image_positions(patches(size) + 1, width)
    yield patch_map("embeddings.patch_embeddings.projection", size, width)
    yield from stacked("encoder.layer", size.num_layers, _dinov2_layer(size))
    yield norm("layernorm", width)


def _dinov2_layer(size: Sizes) -> Iterator[Part]:
    width, inner = size.d_model, scaled(size.ratio, size.d_model)
    yield from attention("attention", width, own_heads(size), size.bias, output_bias=1)
    yield from (norm(f"norm{place}", width) for place in (1, 2))
    yield from (layer_scale(f"layer_scale{place}", "lambda1", width) for place in (1, 2))
    if size.is_gated:
        yield gated("mlp", width, 8 * ceil_div(_two_thirds(inner), 8), 1)
    else:
        yield feed_forward("mlp", width, inner, 1, {"up": "fc1", "down": "fc2"})


def _two_thirds(inner: Size) -> Size:
    """Two thirds, rounded down."""
    return 2 * inner // 3 if isinstance(inner, int) else floor(as_size(2 * inner) / 3)
