"""Linen's fully connected layers and embeddings."""

from __future__ import annotations

from math import prod

from symcount import layers
from symcount.algebra import symbol
from symcount.errors import InputError
from symcount.frameworks.arguments import Axes, Flag, Sizes, Whole, Word
from symcount.frameworks.built import Built, laid_out
from symcount.frameworks.einsum import Equation
from symcount.frameworks.flax import common
from symcount.frameworks.flax.linen.float8 import with_fp8
from symcount.frameworks.flax.linen.table import LINEN, STEP
from symcount.frameworks.mapping import Call, Example, axes_of


@LINEN.maps("Dense", examples=[Example("dense", {"features": symbol("units")}, STEP)], ignores=("dot_general",))
def dense(call: Call, features: Whole, use_bias: Flag = 1, dot_general_cls: Word | None = None) -> Built:
    """Fully connected."""
    built = laid_out(layers.dense(units=features, input_dim=call.side(-1), bias=use_bias))
    return with_fp8(built, "dot_general_cls", dot_general_cls, ["{}_0."])


@LINEN.maps("DenseGeneral", ignores=("dot_general",))
def dense_general(call: Call, features: Sizes, axis: Axes = (-1,), batch_dims: Axes = (), use_bias: Flag = 1, dot_general_cls: Word | None = None) -> Built:
    """Fully connected along several axes, with a map of its own for each place of the first ones."""
    rank = len(call.input)
    places, summed = axes_of(rank, batch_dims), axes_of(rank, axis)
    if len(summed) != len(axis):
        raise InputError(f"axis has an axis twice: {axis}")
    if sorted(batch_dims) != list(range(len(batch_dims))) or set(places) & set(summed):
        raise InputError(f"batch_dims are the first axes, from 0 on, each once and none of those in axis, not {batch_dims}")
    return with_fp8(common.general(call.sides(places), call.sides(summed), features, use_bias), "dot_general_cls", dot_general_cls, ["{}_0."])


@LINEN.maps("Einsum")
def einsum(_call: Call, shape: Sizes, einsum_str: Word, use_bias: Flag = 1) -> Built:
    """Fully connected as the equation says; a bias along the axes of the kernel that are left."""
    equation = Equation.of(einsum_str)
    sides = equation.named(shape)
    bias = tuple(sides[letter] for letter in equation.output if letter in sides)
    return laid_out(layers.einsum_dense(**equation.roles(sides), bias_units=prod(bias), bias=use_bias), shapes={"kernel": shape, "bias": bias})


LINEN.maps("Embed", examples=common.EMBEDDING)(common.embed)
