"""Layers made of another layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache, wraps
from math import prod

from symcount.algebra import symbol
from symcount.errors import InputError
from symcount.layers.definition import Layer
from symcount.layers.shapes import Shape
from symcount.layers.weight import Size, Weight
from symcount.rendering import listed

MOST_KEPT = 256
"""Wrapped layers that are made once and kept, for each wrapper: wrappers nest to any depth."""

LAST = slice(-1, None)

NORMALISED: dict[str, slice] = {
    **dict.fromkeys(("dense", "bilinear", "conv1d", "conv2d", "conv3d", "conv1d_transpose", "conv2d_transpose", "conv3d_transpose"), LAST),
    **dict.fromkeys(("depthwise_conv1d", "depthwise_conv2d"), slice(-2, None)),
    "embedding": slice(0, 1),
}
"""The layers with one kernel to normalise, and which of its sides together are the first axis of PyTorch's `weight`."""


@lru_cache(maxsize=MOST_KEPT)
def time_distributed(inner: Layer) -> Layer:
    """The same layer at every time step: its weights are shared, so that the count is that of the inner layer.

    >>> from symcount.layers import dense
    >>> time_distributed(dense)(units=650, input_dim=5).count
    3900
    """
    return replace(
        inner,
        name=f"time_distributed({inner.name})",
        own_title=f"time-distributed {inner.title}",
        without_effect=tuple(dict.fromkeys(("time steps", *inner.without_effect))),
        inputs={name: _repeated(one, inner) for name, one in inner.inputs.items()},
        outputs={setting: _repeated(one, inner) for setting, one in inner.outputs.items()},
        inside=inner.base,
    )


def _repeated(one: Shape, inner: Layer) -> Shape:
    """The shape with an axis of time steps behind that of the batch; with any axes there, where the layer inside has time steps itself."""
    steps = ... if any("timesteps" in read.names for read in inner.inputs.values()) else symbol("timesteps")
    if steps in one.sides:
        return one
    behind = 1 if "batch_size" in one.names else 0
    return Shape((*one.sides[:behind], steps, *one.sides[behind:]))


@lru_cache(maxsize=MOST_KEPT)
def spectral_norm(inner: Layer) -> Layer:
    """The same layer with its kernel divided by its largest singular value, for which one vector is kept and not trained.

    As Keras does, the vector is as long as the kernel's last side.

    >>> from symcount.layers import dense
    >>> spectral_norm(dense)(units=31, input_dim=18).non_trainable
    31
    """
    vector = Weight("vector_u", (), trainable=False, meaning="direction of the largest singular value")
    return _with_beside_kernel(inner, "spectral_norm", f"spectrally normalised {inner.title}", vector, LAST, r"W = V / \sigma_{\max}(V)")


@lru_cache(maxsize=MOST_KEPT)
def weight_norm(inner: Layer) -> Layer:
    """The same layer with its kernel as directions, and a gain beside it for each place on the first axis of PyTorch's `weight`.

    These are the outputs, but the inputs of a transposed convolution and the rows of an embedding.

    >>> from symcount.layers import dense
    >>> weight_norm(dense)(units=57, input_dim=7).count
    513
    """
    gain = Weight("gain", (), kind="norm", meaning="lengths of the directions")
    sides = NORMALISED.get(inner.base.name, LAST)
    return _with_beside_kernel(inner, "weight_norm", f"weight-normalised {inner.title}", gain, sides, r"W = g \frac{V}{\lVert V \rVert}")


def _with_beside_kernel(inner: Layer, name: str, title: str, beside: Weight, sides: slice, equation: str) -> Layer:
    """The layer with one more weight, as long as these sides of its kernel together, and what it makes of the kernel V that is kept."""
    if inner.base.name not in NORMALISED:
        raise InputError(f"{name} is not for {inner.name}: it is for {listed(list(NORMALISED))}, which have one kernel to normalise")
    if inner.adds_weights:
        raise InputError(f"the kernel of {inner.name} is normalised already: write {name}({inner.base.name})")

    @wraps(inner.weights_of)
    def weights_of(**sizes: Size) -> Iterable[Weight]:
        kernel, *others = inner.weights_of(**sizes)
        return [kernel, *others, replace(beside, block=(prod(kernel.shape[sides]),))]

    return replace(
        inner,
        name=f"{name}({inner.name})",
        own_title=title,
        weights_of=weights_of,
        equations=(equation, *inner.equations),
        inside=inner.base,
        adds_weights=True,
    )


WRAPPERS: dict[str, Callable[[Layer], Layer]] = {
    "timedistributed": time_distributed,
    **dict.fromkeys(("spectralnorm", "spectralnormalization"), spectral_norm),
    **dict.fromkeys(("weightnorm", "weightnormalization"), weight_norm),
}
"""The wrappers, by their names without case and punctuation."""
