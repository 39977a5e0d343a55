"""Normalisations: a gain and a shift for each feature, and the statistics some of them keep."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.definition import layer
from symcount.layers.weight import Size, Weight


def gain_and_shift(features: Size, bias: Size) -> list[Weight]:
    """What most normalisations train."""
    return [
        Weight("gamma", (features,), kind="norm", meaning="gain for each feature"),
        Weight("beta", (features,), copies=bias, kind="bias", meaning="shift for each feature"),
    ]


@layer(
    aliases=(
        *("BatchNormalization", "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "SyncBatchNorm"),
        *("LazyBatchNorm1d", "LazyBatchNorm2d", "LazyBatchNorm3d"),
    ),
    source="Ioffe & Szegedy 2015, arXiv 1502.03167",
    without_effect=("momentum", "epsilon", "size of the batch"),
)
def batch_norm(features: Size, bias: Size = 1) -> Iterable[Weight]:
    """Batch normalisation: a gain and a shift for each feature; the moving statistics are kept, not trained."""
    return [
        *gain_and_shift(features, bias),
        Weight("moving_mean", (features,), trainable=False, kind="norm", meaning="running mean of each feature"),
        Weight("moving_variance", (features,), trainable=False, kind="norm", meaning="running variance of each feature"),
    ]


@layer(aliases=("LayerNormalization",), source="Ba et al. 2016, arXiv 1607.06450", without_effect=("epsilon", "batch size", "time steps"))
def layer_norm(features: Size, bias: Size = 1) -> Iterable[Weight]:
    """Layer normalisation: a gain and a shift for each feature; `features` is the product of the normalised axes."""
    return gain_and_shift(features, bias)


@layer(
    title="RMS norm", aliases=("RMSNormalization",), source="Zhang & Sennrich 2019, arXiv 1910.07467", without_effect=("epsilon", "batch size", "time steps")
)
def rms_norm(features: Size) -> Iterable[Weight]:
    """Root mean square normalisation: a gain for each feature, and no shift."""
    return [Weight("scale", (features,), kind="norm", meaning="gain for each feature")]


@layer(aliases=("GroupNormalization",), source="Wu & He 2018, arXiv 1803.08494", without_effect=("groups", "epsilon"))
def group_norm(features: Size, bias: Size = 1) -> Iterable[Weight]:
    """Group normalisation: a gain and a shift for each channel, however many groups there are."""
    return gain_and_shift(features, bias)


@layer(
    aliases=("InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d", "LazyInstanceNorm1d", "LazyInstanceNorm2d", "LazyInstanceNorm3d"),
    source="Ulyanov et al. 2016, arXiv 1607.08022",
    without_effect=("momentum", "epsilon", "size of the input"),
)
def instance_norm(features: Size, bias: Size = 1) -> Iterable[Weight]:
    """Instance normalisation: a gain and a shift for each channel, where it has any."""
    return gain_and_shift(features, bias)
