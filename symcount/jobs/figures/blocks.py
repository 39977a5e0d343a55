"""`figures.blocks`: the weights of a layer as rectangles to scale."""

from __future__ import annotations

from symcount.errors import InputError
from symcount.jobs.figures.asked import Given, Kind, as_sentence, parameters, sized_layers
from symcount.layers import Layer
from symcount.rendering.figures.blocks import Block, Blocks


def blocks(layer: str | Layer, /, **sizes: Given) -> Blocks:
    """Draw the weights of a layer as rectangles to scale: areas are parameters, gates stand side by side.

    >>> print(blocks("lstm", units=5, input_dim=13))
    LSTM with units = 5, input_dim = 13: 380 parameters
        kernel: 13 × 20 = 260 (68.4 %)
        recurrent_kernel: 5 × 20 = 100 (26.3 %)
        bias: 20 (5.26 %)
        side by side for four parts: input gate, forget gate, candidate and output gate

    `sizes` are whole numbers, or expressions in each other (`d_ff="4*d_model"`). Errors: `InputError` for an unknown layer, and for sizes that are
    unknown, missing or ranges; `NotDivisible` for sizes that do not divide.
    """
    (asked,), _ = sized_layers([layer], sizes, ranges=0)
    untrained = tuple(weight.name for weight in asked.sized.weights if not weight.trainable and weight.count != 0)
    found = tuple(map(_block, asked.kinds()))
    if not found:
        raise InputError(f"{asked.sized.layer.name} has no parameters at these sizes: there is nothing to draw")
    said = ", ".join(f"{name} = {size}" for name, size in sizes.items())
    return Blocks(f"{as_sentence(asked.label)}{' with ' if said else ''}{said}: {parameters(int(asked.total.at({})))}", found, untrained)


def _block(kind: Kind) -> Block:
    first = kind.weights[0]
    names = tuple(one.name for one in kind.weights)
    return Block(names, tuple(map(int, first.block)), first.each, int(first.copies), kind.rank)  # type: ignore[arg-type]
