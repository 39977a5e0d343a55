"""Layers made of another layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps

from symcount.layers.definition import Layer
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
    )


def spectral_norm(inner: Layer) -> Layer:
    """The same layer with its kernel divided by its largest singular value, for which one vector is kept and not trained.

    >>> from symcount.layers import dense
    >>> spectral_norm(dense)(units=31, input_dim=18).non_trainable
    31
    """
    return _with_beside_kernel(inner, "spectral_norm", Weight("vector_u", (), trainable=False, meaning="direction of the largest singular value"))


def weight_norm(inner: Layer) -> Layer:
    """The same layer with its kernel as directions, and a gain for each output beside it.

    >>> from symcount.layers import dense
    >>> weight_norm(dense)(units=57, input_dim=7).count
    513
    """
    return _with_beside_kernel(inner, "weight_norm", Weight("gain", (), kind="norm", meaning="length of the weights of each output"))


def _with_beside_kernel(inner: Layer, name: str, beside: Weight) -> Layer:
    """The layer with one more weight, as long as the last side of its first."""

    @wraps(inner.weights_of)
    def weights_of(**sizes: Size) -> Iterable[Weight]:
        kernel, *others = inner.weights_of(**sizes)
        return [kernel, *others, replace(beside, block=kernel.shape[-1:], copies=kernel.copies)]

    return replace(inner, name=f"{name}({inner.name})", weights_of=weights_of)


WRAPPERS: dict[str, Callable[[Layer], Layer]] = {
    "timedistributed": time_distributed,
    **dict.fromkeys(("spectralnorm", "spectralnormalization"), spectral_norm),
    **dict.fromkeys(("weightnorm", "weightnormalization"), weight_norm),
}
"""The wrappers, by their names without case and punctuation."""
