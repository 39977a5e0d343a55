"""Relatives of the fully connected layer: of two inputs, of low rank, gated, of several pieces."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.affine import affine_weights
from symcount.layers.definition import Size, Weight, layer

WITHOUT_EFFECT = ("activation", "the axes before the last (batch, time steps)")


def low_rank_weights(units: Size, input_dim: Size, rank: Size) -> list[Weight]:
    """A matrix as the product of a tall and a wide one."""
    return [
        Weight("lora_a", (input_dim, rank), meaning="from the inputs down to the rank"),
        Weight("lora_b", (rank, units), meaning="from the rank up to the outputs"),
    ]


@layer(
    aliases=("nnx.LoRA",),
    source="Hu et al. 2021, arXiv 2106.09685; https://flax.readthedocs.io/en/latest/api_reference/flax.nnx/nn/lora.html",
    without_effect=("lora_alpha", "dropout"),
)
def lora(rank: Size, input_dim: Size, units: Size) -> Iterable[Weight]:
    """Low-rank update: the two matrices trained beside a frozen kernel, which is not counted."""
    return low_rank_weights(units, input_dim, rank)


@layer(aliases=("LoRALinear",), source="Hu et al. 2021, arXiv 2106.09685; flax.nnx.LoRALinear", without_effect=("lora_alpha", *WITHOUT_EFFECT))
def lora_dense(rank: Size, input_dim: Size, units: Size, bias: Size = 1) -> Iterable[Weight]:
    """Fully connected layer and its low-rank update, all trained."""
    return [*affine_weights(units, input_dim, bias), *low_rank_weights(units, input_dim, rank)]


@layer(aliases=("factorized_dense",), source="Sainath et al. 2013, ICASSP", without_effect=WITHOUT_EFFECT)
def low_rank_dense(rank: Size, input_dim: Size, units: Size, bias: Size = 1) -> Iterable[Weight]:
    """Fully connected layer whose kernel is the product of two narrow matrices."""
    return [*low_rank_weights(units, input_dim, rank), Weight("bias", (units,), copies=bias, kind="bias", meaning="bias vector")]


@layer(source="https://docs.pytorch.org/docs/stable/generated/torch.nn.Bilinear.html", without_effect=WITHOUT_EFFECT)
def bilinear(units: Size, input_dim: Size, second_input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Bilinear layer: every unit weighs every product of a feature of one input and a feature of the other."""
    return [
        Weight("kernel", (input_dim, second_input_dim, units), meaning="one matrix between the inputs for each unit"),
        Weight("bias", (units,), copies=bias, kind="bias", meaning="bias vector"),
    ]


@layer(aliases=("NTN",), source="Socher et al. 2013, Reasoning with neural tensor networks, NeurIPS", without_effect=WITHOUT_EFFECT)
def neural_tensor_layer(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Neural tensor layer: a bilinear and a linear map of two inputs of one width, and the vector that scores the slices."""
    return [
        Weight("W", (input_dim, input_dim, units), meaning="one matrix between the inputs for each slice"),
        Weight("V", (2 * input_dim, units), meaning="weights of both inputs"),
        Weight("bias", (units,), copies=bias, kind="bias", meaning="bias vector"),
        Weight("u", (units,), meaning="weights of the slices in the score"),
    ]


@layer(aliases=("GLU",), source="Dauphin et al. 2016, arXiv 1612.08083", without_effect=WITHOUT_EFFECT)
def gated_linear_unit(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Gated linear unit: one affine map of the inputs, multiplied by the sigmoid of another."""
    return affine_weights(units, input_dim, bias, ("value", "gate"))


@layer(aliases=("HighwayNetwork",), source="Srivastava et al. 2015, arXiv 1505.00387", without_effect=WITHOUT_EFFECT)
def highway(units: Size, bias: Size = 1) -> Iterable[Weight]:
    """Highway layer: a transform and the gate that mixes it with the inputs, which have the same width."""
    return affine_weights(units, units, bias, ("transform", "transform gate"))


@layer(aliases=("MaxoutDense",), source="Goodfellow et al. 2013, arXiv 1302.4389", without_effect=WITHOUT_EFFECT)
def maxout(units: Size, input_dim: Size, pieces: Size, bias: Size = 1) -> Iterable[Weight]:
    """Maxout layer: every unit is the largest of several affine maps."""
    return [
        Weight("kernel", (input_dim, pieces * units), meaning="weights of the inputs for each piece"),
        Weight("bias", (pieces * units,), copies=bias, kind="bias", meaning="bias vector for each piece"),
    ]


@layer(
    aliases=("CapsuleLayer", "DigitCaps"),
    source="Sabour et al. 2017, arXiv 1710.09829",
    without_effect=("routing iterations", "squash"),
)
def capsule(num_capsules: Size, units: Size, input_capsules: Size, input_dim: Size) -> Iterable[Weight]:
    """Capsule layer: one matrix from every capsule below to every capsule, and no bias; `units` and `input_dim` are those of one capsule."""
    return [Weight("W", (input_capsules, num_capsules, input_dim, units), meaning="one matrix for each pair of capsules")]
