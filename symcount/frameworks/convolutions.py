"""The catalogue's convolutions, found by the sides of their kernel: a framework's mapping is one for every dimension."""

from __future__ import annotations

from collections.abc import Sequence

from symcount.errors import InputError
from symcount.layers import SizedLayer, find
from symcount.layers.shapes import KERNEL_SIDES
from symcount.layers.weight import Size


def sized_convolution(layer: str, window: Sequence[Size], **sizes: Size) -> SizedLayer:
    """The convolution of as many dimensions as the kernel has sides.

    >>> print(sized_convolution("conv{}d", (3, 3), filters=8, input_channels=3))
    conv2d(filters=8, input_channels=3, kernel_height=3, kernel_width=3, groups=1, bias=1): 224

    Errors: `InputError` for a kernel of more than three sides.
    """
    if len(window) not in KERNEL_SIDES:
        raise InputError(f"a kernel has one to three sides here, not {len(window)}")
    return find(layer.format(len(window)))(**dict(zip(KERNEL_SIDES[len(window)], window, strict=True)), **sizes)
