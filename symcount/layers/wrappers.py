"""Layers made of another layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symcount.layers.definition import Layer


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


WRAPPERS: dict[str, Callable[[Layer], Layer]] = {"timedistributed": time_distributed}
"""The wrappers, by their names without case and punctuation."""
