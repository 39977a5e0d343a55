"""Models of images whose stages halve the image and widen it: Swin and ConvNeXt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from symcount import layers
from symcount.algebra import symbol
from symcount.errors import InputError, shown
from symcount.frameworks.built import laid_out, outputs_first
from symcount.layers.weight import Size
from symcount.models.families.building import (
    PROJECTIONS,
    attention,
    feed_forward,
    image_positions,
    layer_scale,
    linear,
    norm,
    only_if,
    part,
    stacked,
    tensors,
    up_and_down,
)
from symcount.models.families.family import BARE, family
from symcount.models.families.heads import classifier, nothing
from symcount.models.families.keys import Sizes, always, flag, image, natural, ratio, scale, settled, several, whole
from symcount.models.families.vision import CLASSIFIER, MASKED, PATCHES, from_patches, patch_map, patches, scaled
from symcount.models.model import Part


def _last_width(size: Sizes) -> Size:
    width: Size = size.first_width * 2 ** (len(size.depths) - 1)
    return width


LETTERS = {"kernel_size": "P"}


@family(
    "swin",
    title="Swin",
    prefix="Swin",
    base="swin",
    keys={
        **PATCHES,
        "patch": image("patch_size", 4, ("kernel_size", "kernel_size")),
        "first_width": whole("embed_dim", 96),
        "depths": several("depths", [2, 2, 6, 2]),
        "heads": several("num_heads num_attention_heads", [3, 6, 12, 24]),
        "window": whole("window_size", 7),
        "ratio": ratio("mlp_ratio", 4),
        "bias": flag("qkv_bias", True),
        "has_positions": flag("use_absolute_embeddings", False),
        "encoder_stride": whole("encoder_stride", 32),
        "d_model": always(_last_width),
        "num_stages": settled(natural("num_layers num_hidden_layers", lambda size: len(size.depths))),
    },
    heads={CLASSIFIER: classifier("classifier"), BARE: nothing, MASKED: from_patches("decoder.0")},
    usual=CLASSIFIER,
    source="Liu et al. 2021, arXiv 2103.14030",
    letters=LETTERS,
)
def swin(size: Sizes) -> Iterator[Part]:
    """Swin: attention inside windows, with a number for each distance; four neighbours are merged between stages, and the width doubles."""
    if len(size.heads) < len(size.depths):
        raise InputError(f"{size.spelled['heads']} has a number for each of the {len(size.depths)} depths, not {len(size.heads)}")
    if size.head == MASKED and size.num_stages != len(size.depths):
        raise InputError(f"{size.spelled['num_stages']} is the number of depths, {len(size.depths)}, not {shown(size.num_stages)}")
    width = size.first_width
    yield patch_map("embeddings.patch_embeddings.projection", size, width)
    yield norm("embeddings.norm", width)
    yield from only_if(size.head == MASKED, tensors("embeddings", "token", mask_token=(1, 1, width)))
    if size.has_positions:
        yield image_positions(patches(size), width)
    for place, depth in enumerate(size.depths):
        yield from stacked(f"encoder.layers.{place}.blocks", depth, _swin_block(size, width, size.heads[place], place))
        if place + 1 < len(size.depths):
            yield linear(f"encoder.layers.{place}.downsample.reduction", 2 * width, 4 * width, 0)
            yield norm(f"encoder.layers.{place}.downsample.norm", 4 * width)
            width = 2 * width
    yield norm("layernorm", width)


SWIN = {
    **{f"{role}.{own}": f"{name}.{theirs}" for role, name in PROJECTIONS.items() for own, theirs in (("kernel", "weight"), ("bias", "bias"))},
    "relative_position_bias": "relative_position_bias.relative_position_bias_table",
}


def _swin_block(size: Sizes, width: Size, heads: Size, place: int) -> Iterator[Part]:
    if isinstance(width, int) and isinstance(heads, int) and width % heads:
        raise InputError(f"the width of stage {place}, {width}, is a multiple of {size.spelled['heads']}[{place}], not of {shown(heads)}")
    if size.bias:
        sized = layers.window_attention(d_model=width, num_heads=heads, window_height=size.window, window_width=size.window)
        yield Part("attention", "Attention", laid_out(sized, SWIN, outputs_first).weights, sized)
    else:
        yield from attention("attention", width, bias=0, output_bias=1)
        distances = (2 * size.window - 1) * (2 * size.window - 1)
        yield tensors("attention.relative_position_bias", "distances", relative_position_bias_table=(distances, heads))
    yield norm("layernorm_before", width)
    yield norm("layernorm_after", width)
    yield feed_forward("mlp", width, scaled(size.ratio, width), 1, {"up": "fc1", "down": "fc2"})


CONVNEXT = {
    "input_channels": whole("num_channels", 3),
    "patch": image("patch_size", 4, ("kernel_size", "kernel_size")),
    "widths": replace(several("hidden_sizes", [96, 192, 384, 768]), symbolic=lambda _: [times * symbol("first_width") for times in (1, 2, 4, 8)]),
    "depths": several("depths", [3, 3, 9, 3]),
    "d_model": always(lambda size: size.widths[-1]),
    "output_dim": PATCHES["output_dim"],
}
KERNEL = 7
"""The side of ConvNeXt's depthwise kernels."""


@family(
    "convnext",
    title="ConvNeXt",
    prefix="ConvNext",
    base="convnext",
    keys={**CONVNEXT, "has_gain": scale("layer_scale_init_value", 1e-6)},
    heads={CLASSIFIER: classifier("classifier"), BARE: nothing},
    usual=CLASSIFIER,
    source="Liu et al. 2022, arXiv 2201.03545",
    letters=LETTERS,
)
def convnext(size: Sizes) -> Iterator[Part]:
    """ConvNeXt: depthwise convolutions and feed-forward layers of four widths, with a gain on what each block adds."""
    yield from _convnext_body(size, lambda width: only_if(size.has_gain, layer_scale("", "layer_scale_parameter", width)))


@family(
    "convnextv2",
    title="ConvNeXt V2",
    prefix="ConvNextV2",
    base="convnextv2",
    keys=CONVNEXT,
    heads={CLASSIFIER: classifier("classifier"), BARE: nothing},
    usual=CLASSIFIER,
    source="Woo et al. 2023, arXiv 2301.00808",
    letters=LETTERS,
)
def convnextv2(size: Sizes) -> Iterator[Part]:
    """ConvNeXt V2: as ConvNeXt, with a normalised response inside the feed-forward layer instead of the gain."""
    yield from _convnext_body(size, lambda width: (tensors("grn", "GRN", weight=(1, 1, 1, 4 * width), bias=(1, 1, 1, 4 * width)),))


def _convnext_body(size: Sizes, addition: Callable[[Size], tuple[Part, ...]]) -> Iterator[Part]:
    if len(size.widths) != len(size.depths):
        raise InputError(f"{size.spelled['widths']} has a number for each of the {len(size.depths)} depths, not {len(size.widths)}")
    before = size.widths[0]
    yield patch_map("embeddings.patch_embeddings", size, before)
    yield norm("embeddings.layernorm", before)
    for place, (width, depth) in enumerate(zip(size.widths, size.depths, strict=True)):
        if place:
            yield norm(f"encoder.stages.{place}.downsampling_layer.0", before)
            yield part(f"encoder.stages.{place}.downsampling_layer.1", layers.conv2d(filters=width, input_channels=before, kernel_size=2), "Conv2d")
        yield from stacked(f"encoder.stages.{place}.layers", depth, [*_convnext_block(width), *addition(width)])
        before = width
    yield norm("layernorm", before)


def _convnext_block(width: Size) -> Iterator[Part]:
    sized = layers.depthwise_conv2d(input_channels=width, depth_multiplier=1, kernel_height=KERNEL, kernel_width=KERNEL)
    yield part("dwconv", sized, "Conv2d", shapes={"weight": (width, 1, KERNEL, KERNEL)})
    yield norm("layernorm", width)
    yield from up_and_down("pwconv1", "pwconv2", width, 4 * width)
