"""Layers recognised by the names and shapes of their tensors, for files that have nothing else.

Each kind of layer has a function from a group of tensors to constructors that may have made it. What a constructor builds is compared with
the tensors, shape by shape, and the first that agrees is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from symcount.frameworks.built import BuiltWeight
from symcount.layers import SizedLayer
from symcount.models.embeddings import by_name, with_heads
from symcount.models.explaining import MAX_KEPT, Constructor, Explanation, explained
from symcount.models.model import Part
from symcount.models.recognition import affine, attention, norms, recurrent
from symcount.models.recognition.buffers import as_kept
from symcount.models.recognition.derived import layer_scale, numbered, position_table, weight_normed
from symcount.models.recognition.grouping import Alike, Group, groups_of

RECOGNISERS = (
    attention.attention,
    attention.attention_with_heads,
    recurrent.recurrent,
    recurrent.cell,
    recurrent.keras_recurrent,
    recurrent.flax_cell,
    norms.normalisation,
    norms.keras_normalisation,
    norms.flax_normalisation,
    norms.prelu,
    affine.embedding,
    affine.low_rank,
    affine.separable_convolution,
    affine.dense,
    affine.dense_inputs_first,  # before convolutions: a kernel of three axes may be an attention's
    affine.convolution,
    affine.convolution_inputs_first,
)


def parts_of(tensors: Sequence[BuiltWeight]) -> tuple[Part, ...]:
    """The layers of a file, in order, by the names and shapes of its tensors; each tensor is in exactly one.

    >>> for part in parts_of([BuiltWeight("fc.weight", (5, 13)), BuiltWeight("fc.bias", (5,)), BuiltWeight("cls_token", (7,))]):
    ...     print(part.name, part.layer)
    fc dense(units=5, input_dim=13, bias=1): 70
    cls_token None

    PyTorch's, Keras' and Flax' names and layouts are known, and those of GGUF. What is packed or unknown is a part without a layer.
    """
    return with_heads(part_of(group) for group in groups_of([as_kept(tensor) for tensor in tensors]))


def part_of(group: Group) -> Part:
    """The tensors of one layer as a part, with the layer if it is recognised."""
    layer, held, note = _of_alike(group.alike)
    if layer is None:
        return Part(group.name, group.kind, group.weights)
    weights = tuple(weight.holding(of) if of else weight for weight, of in zip(group.weights, held, strict=True))
    return Part(group.name, group.kind, weights, layer, note=note)


@lru_cache(MAX_KEPT)
def _of_alike(alike: Alike) -> tuple[SizedLayer | None, tuple[tuple[str, ...], ...], str]:
    """The layer of groups that are alike, what each of their tensors holds of it, and what is left open; blocks that repeat ask once."""
    group = Group.of_alike(alike)
    found = recognised(group)
    if found is None:
        return None, (), ""
    layer = found.layer.layer.name
    return found.layer, tuple(weight.of for weight in found.weights), affine.undecided(group, layer) or norms.undecided(group, layer)


def recognised(group: Group) -> Explanation | None:
    """The layer that has exactly these tensors; None where none is known."""
    if not group.weights:
        return None
    if by_its_name := layer_scale(group) or norms.named(group):  # a scale before the norms: some call its gain gamma
        return by_its_name
    found = next(filter(None, (explained(constructor, group.weights) for constructor in _constructors(group))), None)
    return by_name(found, group.name, group.kind) if found else weight_normed(group, recognised) or position_table(group)


def _constructors(group: Group) -> Iterator[Constructor]:
    """The constructors that may have made these tensors."""
    for one in (group, numbered(group)):
        for recogniser in RECOGNISERS:
            yield from recogniser(one) if one else ()
