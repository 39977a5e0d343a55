"""Layers that are another in disguise: weights computed from others, numbered tensors, tables and gains without a layer of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from math import prod

from symcount import layers
from symcount.frameworks.built import BuiltWeight
from symcount.models.embeddings import says_positions
from symcount.models.explaining import Explanation
from symcount.models.recognition.grouping import NUMBERED, Group

NORMED = {
    "weight_v": "weight_g",
    "parametrizations.weight.original1": "parametrizations.weight.original0",
}
"""The direction and the length of a weight that is kept in two tensors."""


def weight_normed(group: Group, recognise: Callable[[Group], Explanation | None]) -> Explanation | None:
    """A layer whose weight has a length for each place of one axis, kept apart."""
    for direction, length in NORMED.items():
        if direction in group.own and length in group.own:
            names = dict(zip(group.own, group.weights, strict=True))
            inner = Group(group.name, tuple(_renamed(one, own, group, direction) for own, one in names.items() if own != length), group.kind)
            found = recognise(inner)
            if found and set(group.own[length]) <= {1, *group.own[direction]}:
                held = dict(zip((one for one in names if one != length), found.weights, strict=True))
                weights = tuple(replace(one, of=held[own].of) if own in held else one for own, one in names.items())
                return Explanation(found.layer, weights)
    return None


def _renamed(weight: BuiltWeight, own: str, group: Group, direction: str) -> BuiltWeight:
    return replace(weight, name=f"{group.name}.weight" if group.name else "weight") if own == direction else weight


def numbered(group: Group) -> Group | None:
    """Tensors that a `.keras` archive numbers, under the names that Keras builds them with in this order; None for others.

    Each direction of a recurrent layer has numbers of its own.
    """
    if not all(re.search(rf"(^|\.){NUMBERED}\.\d+$", name) for name in group.own):
        return None
    before = [name.rpartition(NUMBERED)[0] for name in group.own]
    shapes = {part: [shape for one, shape in zip(before, group.own.values(), strict=True) if one == part] for part in before}
    names = {part: iter(_keras_names(ranked, group)) for part, ranked in shapes.items()}
    renamed = [(weight, part + next(names[part], str(place))) for place, (part, weight) in enumerate(zip(before, group.weights, strict=True))]
    separator = "." if group.name else ""
    return Group(group.name, tuple(replace(weight, name=f"{group.name}{separator}{name}") for weight, name in renamed), group.kind)


def _keras_names(shapes: list[tuple[int, ...]], group: Group) -> tuple[str, ...]:
    ranks, are_alike = list(map(len, shapes)), len(set(shapes)) == 1
    if len(ranks) == 4 and are_alike:
        return ("gamma", "beta", "moving_mean", "moving_variance")
    if len(ranks) == 2 and are_alike and ranks[0] == 1:
        return ("gamma", "beta")
    if ranks[:2] == [2, 2]:
        return ("kernel", "recurrent_kernel", "bias")
    if ranks == [2] and group.says("embedding"):
        return ("embeddings",)
    return ("kernel", "bias")


def layer_scale(group: Group) -> Explanation | None:
    """A gain for each feature that is called so, perhaps with axes for the places behind it."""
    if len(group.weights) != 1 or not re.search(r"layer_?scale|\bls_?\d?\b|\blambda1\b", f"{group.words}.{next(iter(group.own))}".lower()):
        return None
    (weight,) = group.weights
    if not weight.shape or weight.shape[0] != weight.count or not weight.count:
        return None
    sized = layers.layer_scale(features=weight.count)
    return Explanation(sized, (weight.holding((sized.weights[0].name,)),))


def position_table(group: Group) -> Explanation | None:
    """A table of learned positions that is a tensor of its own, perhaps with an axis for the batch in front."""
    if len(group.weights) != 1 or not says_positions(group.name, group.kind):
        return None
    (weight,) = group.weights
    sides = [side for side in weight.shape if side != 1]
    if len(sides) != 2 or not weight.count or prod(sides) != weight.count:
        return None
    sized = layers.position_embedding(context_length=sides[0], d_model=sides[1])
    return Explanation(sized, (replace(weight, of=(sized.weights[0].name,)),))
