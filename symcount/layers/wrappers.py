"""Layers made of another layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps

from symcount.algebra import symbol
from symcount.layers.definition import Layer
from symcount.layers.shapes import Shape
from symcount.layers.weight import Size, Weight


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
        inside=inner,
    )


def _repeated(one: Shape, inner: Layer) -> Shape:
    """The shape with an axis of time steps behind that of the batch; with any axes there, where the layer inside has time steps itself."""
    steps = ... if any("timesteps" in read.names for read in inner.inputs.values()) else symbol("timesteps")
    if steps in one.sides:
        return one
    behind = 1 if "batch_size" in one.names else 0
    return Shape((*one.sides[:behind], steps, *one.sides[behind:]))


def spectral_norm(inner: Layer) -> Layer:
    """The same layer with its kernel divided by its largest singular value, for which one vector is kept and not trained.

    >>> from symcount.layers import dense
    >>> spectral_norm(dense)(units=31, input_dim=18).non_trainable
    31
    """
    vector = Weight("vector_u", (), trainable=False, meaning="direction of the largest singular value")
    return _with_beside_kernel(inner, "spectral_norm", vector, r"W = V / \sigma_{\max}(V)")


def weight_norm(inner: Layer) -> Layer:
    """The same layer with its kernel as directions, and a gain for each output beside it.

    >>> from symcount.layers import dense
    >>> weight_norm(dense)(units=57, input_dim=7).count
    513
    """
    gain = Weight("gain", (), kind="norm", meaning="length of the weights of each output")
    return _with_beside_kernel(inner, "weight_norm", gain, r"W = g \frac{V}{\lVert V \rVert}")


def _with_beside_kernel(inner: Layer, name: str, beside: Weight, equation: str) -> Layer:
    """The layer with one more weight, as long as the last side of its first, and what it makes of the kernel V that is kept."""

    @wraps(inner.weights_of)
    def weights_of(**sizes: Size) -> Iterable[Weight]:
        kernel, *others = inner.weights_of(**sizes)
        return [kernel, *others, replace(beside, block=kernel.shape[-1:], copies=kernel.copies)]

    return replace(inner, name=f"{name}({inner.name})", weights_of=weights_of, equations=(equation, *inner.equations), inside=inner, adds_weights=True)


WRAPPERS: dict[str, Callable[[Layer], Layer]] = {
    "timedistributed": time_distributed,
    **dict.fromkeys(("spectralnorm", "spectralnormalization"), spectral_norm),
    **dict.fromkeys(("weightnorm", "weightnormalization"), weight_norm),
}
"""The wrappers, by their names without case and punctuation."""
