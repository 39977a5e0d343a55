"""Normalisations: a gain and a shift for each feature, and the statistics some of them keep."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import quotient
from symcount.layers.definition import layer
from symcount.layers.shapes import shape
from symcount.layers.weight import Size, Weight

FEATURES = shape("batch_size ... features")

MEAN_AND_VARIANCE = r"\mu = \frac{1}{|S|} \sum_{i \in S} x_i, \quad \sigma^2 = \frac{1}{|S|} \sum_{i \in S} (x_i - \mu)^2"
NORMALISED = r"y = \gamma \odot \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta"


def normalised_over(these: str) -> tuple[str, ...]:
    """What a normalisation computes whose mean and variance are taken over these numbers."""
    return (rf"S = \text{{{these}}}", MEAN_AND_VARIANCE, NORMALISED)


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
    inputs=FEATURES,
    outputs=FEATURES,
    equation=normalised_over("the batch and all places, for each feature"),
)
def batch_norm(features: Size, bias: Size = 1) -> Iterable[Weight]:
    """Batch normalisation: a gain and a shift for each feature; the moving statistics are kept, not trained."""
    return [
        *gain_and_shift(features, bias),
        Weight("moving_mean", (features,), trainable=False, kind="norm", meaning="running mean of each feature"),
        Weight("moving_variance", (features,), trainable=False, kind="norm", meaning="running variance of each feature"),
    ]


@layer(
    aliases=("LayerNormalization",),
    source="Ba et al. 2016, arXiv 1607.06450",
    without_effect=("epsilon", "batch size", "time steps"),
    inputs=FEATURES,
    outputs=FEATURES,
    equation=normalised_over("the features of one place"),
)
def layer_norm(features: Size, bias: Size = 1) -> Iterable[Weight]:
    """Layer normalisation: a gain and a shift for each feature; `features` is the product of the normalised axes."""
    return gain_and_shift(features, bias)


@layer(
    title="RMS norm",
    aliases=("RMSNormalization",),
    source="Zhang & Sennrich 2019, arXiv 1910.07467",
    without_effect=("epsilon", "batch size", "time steps"),
    inputs=FEATURES,
    outputs=FEATURES,
    equation=r"y = \gamma \odot \frac{x}{\sqrt{\frac{1}{d} \sum_i x_i^2 + \epsilon}}",
)
def rms_norm(features: Size) -> Iterable[Weight]:
    """Root mean square normalisation: a gain for each feature, and no shift."""
    return [Weight("scale", (features,), kind="norm", meaning="gain for each feature")]


@layer(
    aliases=("GroupNormalization",),
    source="Wu & He 2018, arXiv 1803.08494",
    without_effect=("epsilon", "groups (save that they divide the channels)"),
    inputs=FEATURES,
    outputs=FEATURES,
    equation=normalised_over("all places of one sample, for each group of channels"),
)
def group_norm(features: Size, bias: Size = 1, groups: Size = 1) -> Iterable[Weight]:
    """Group normalisation: a gain and a shift for each channel, however many equal groups there are."""
    return gain_and_shift(groups * quotient(features, groups), bias)


@layer(
    aliases=("InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d", "LazyInstanceNorm1d", "LazyInstanceNorm2d", "LazyInstanceNorm3d"),
    source="Ulyanov et al. 2016, arXiv 1607.08022",
    without_effect=("momentum", "epsilon", "size of the input"),
    inputs=FEATURES,
    outputs=FEATURES,
    equation=normalised_over("all places of one sample, for each channel"),
)
def instance_norm(features: Size, bias: Size = 1) -> Iterable[Weight]:
    """Instance normalisation: a gain and a shift for each channel, where it has any."""
    return gain_and_shift(features, bias)


@layer(
    title="batch renormalisation",
    aliases=("BatchRenormalization", "BatchRenorm1d", "BatchRenorm2d"),
    source="Ioffe 2017, arXiv 1702.03275, algorithm 1; with the statistics that keras.layers.BatchNormalization(renorm=True) keeps",
    without_effect=("momentum", "epsilon", "limits of the correction", "size of the batch"),
    inputs=FEATURES,
    outputs=FEATURES,
    equation=(
        r"\hat x = \frac{x - \mu_B}{\sigma_B} \, r + d",
        r"r = \frac{\sigma_B}{\sigma}, \quad d = \frac{\mu_B - \mu}{\sigma}",
        r"y = \gamma \hat x + \beta",
    ),
)
def batch_renorm(features: Size, bias: Size = 1) -> Iterable[Weight]:
    """Batch normalisation that corrects the batch's statistics towards the moving ones, which are kept, not trained."""
    statistics = {
        "moving_mean": "running mean of each feature",
        "moving_variance": "running variance of each feature",
        "moving_stddev": "running standard deviation of each feature",
        "renorm_mean": "running mean that corrects",
        "renorm_stddev": "running standard deviation that corrects",
    }
    return [
        *gain_and_shift(features, bias),
        *(Weight(name, (features,), trainable=False, kind="norm", meaning=meaning) for name, meaning in statistics.items()),
    ]
