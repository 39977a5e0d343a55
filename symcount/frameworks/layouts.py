"""How the frameworks lay a weight out: the catalogue keeps the inputs before the outputs and the gates side by side on the last axis."""

from __future__ import annotations

from symcount.algebra import as_size
from symcount.frameworks.standing import standing
from symcount.layers import SizedLayer
from symcount.layers.convention import FRAMEWORKS
from symcount.layers.shapes import Shape


def layouts(sized: SizedLayer, weight: str) -> dict[str, Shape]:
    """The shape of a weight by convention; a framework that has no such layer, or joins the weight with others, is left out.

    >>> from symcount.layers import lstm
    >>> print(layouts(lstm.symbolic, "kernel")["torch"])
    (4*units, input_dim)
    """
    found = {"textbook": next(Shape(tuple(map(as_size, one.shape))) for one in sized.weights if one.name == weight)}
    for framework in FRAMEWORKS:
        there = standing(framework, sized.layer)
        tensor = next((one for one in there.built.weights if one.of == (weight,)), None) if there else None
        if tensor:
            found[framework] = Shape(tuple(as_size(side).subs(sized.sizes) for side in tensor.shape))
    return found
