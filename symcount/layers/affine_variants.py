"""Relatives of the fully connected layer: of two inputs, of low rank, capsules."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import symbol
from symcount.layers.affine import affine_weights
from symcount.layers.definition import layer
from symcount.layers.shapes import shape
from symcount.layers.weight import Size, Weight

WITHOUT_EFFECT = ("activation", "the axes before the last (batch, time steps)")

A_BIAS_EACH = symbol("units") * symbol("places")
"""A bias for each output of each map."""


def low_rank_weights(units: Size, input_dim: Size, rank: Size) -> list[Weight]:
    """A matrix as the product of a tall and a wide one."""
    return [
        Weight("lora_a", (input_dim, rank), meaning="from the inputs down to the rank"),
        Weight("lora_b", (rank, units), meaning="from the rank up to the outputs"),
    ]


@layer(
    title="einsum dense layer",
    aliases=("EinsumDense", "DenseGeneral", "LinearGeneral", "Einsum"),
    source="https://keras.io/api/layers/core_layers/einsum_dense; flax.linen.DenseGeneral",
    without_effect=("activation", "the axes that only the input and the output have"),
    inputs=shape("batch_size ... input_dim"),
    outputs=shape("batch_size ... units"),
    equation=r"y = \phi(W \cdot x + b)",
)
def einsum_dense(units: Size, input_dim: Size, places: Size = 1, bias_units: Size = A_BIAS_EACH, bias: Size = 1) -> Iterable[Weight]:
    """Affine map between any axes: `input_dim` is the product of those summed over, `units` of the new ones, `places` of those with maps of their own."""
    return [
        Weight("kernel", (places, input_dim, units), meaning="one matrix for each place"),
        Weight("bias", (bias_units,), copies=bias, kind="bias", meaning="bias for each place of the axes that it has"),
    ]


@layer(
    title="LoRA update",
    aliases=("nnx.LoRA",),
    source="Hu et al. 2021, arXiv 2106.09685; https://flax.readthedocs.io/en/latest/api_reference/flax.nnx/nn/lora.html",
    without_effect=("lora_alpha", "dropout"),
)
def lora(rank: Size, input_dim: Size, units: Size) -> Iterable[Weight]:
    """Low-rank update: the two matrices trained beside a frozen kernel, which is not counted."""
    return low_rank_weights(units, input_dim, rank)


@layer(
    title="dense layer with LoRA",
    aliases=("LoRALinear",),
    source="Hu et al. 2021, arXiv 2106.09685; flax.nnx.LoRALinear",
    without_effect=("lora_alpha", *WITHOUT_EFFECT),
)
def lora_dense(rank: Size, input_dim: Size, units: Size, bias: Size = 1) -> Iterable[Weight]:
    """Fully connected layer and its low-rank update, all trained."""
    return [*affine_weights(units, input_dim, bias), *low_rank_weights(units, input_dim, rank)]


@layer(source="https://docs.pytorch.org/docs/stable/generated/torch.nn.Bilinear.html", without_effect=WITHOUT_EFFECT)
def bilinear(units: Size, input_dim: Size, second_input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Bilinear layer: every unit weighs every product of a feature of one input and a feature of the other."""
    return [
        Weight("kernel", (input_dim, second_input_dim, units), meaning="one matrix between the inputs for each unit"),
        Weight("bias", (units,), copies=bias, kind="bias", meaning="bias vector"),
    ]


@layer(
    aliases=("CapsuleLayer", "DigitCaps"),
    source="Sabour et al. 2017, arXiv 1710.09829",
    without_effect=("routing iterations", "squash"),
)
def capsule(num_capsules: Size, units: Size, input_capsules: Size, input_dim: Size) -> Iterable[Weight]:
    """Capsule layer: one matrix from every capsule below to every capsule, and no bias; `units` and `input_dim` are those of one capsule."""
    return [Weight("W", (input_capsules, num_capsules, input_dim, units), meaning="one matrix for each pair of capsules")]
