"""Normalisations: a gain and a shift for each feature, and the statistics some of them keep."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.definition import Size, Weight, layer


@layer(
    aliases=("BatchNormalization", "BatchNorm1d", "BatchNorm2d", "BatchNorm3d"),
    source="Ioffe & Szegedy 2015, arXiv 1502.03167",
    without_effect=("momentum", "epsilon", "size of the batch"),
)
def batch_norm(features: Size, bias: Size = 1) -> Iterable[Weight]:
    """Batch normalisation: a gain and a shift for each feature; the moving statistics are kept, not trained."""
    return [
        Weight("gamma", (features,), kind="norm", meaning="gain for each feature"),
        Weight("beta", (features,), copies=bias, kind="bias", meaning="shift for each feature"),
        Weight("moving_mean", (features,), trainable=False, kind="norm", meaning="running mean of each feature"),
        Weight("moving_variance", (features,), trainable=False, kind="norm", meaning="running variance of each feature"),
    ]
