"""How the frameworks lay a weight out: the catalogue keeps the inputs before the outputs and the gates side by side on the last axis."""

from __future__ import annotations

from symcount.algebra import as_size, symbol
from symcount.frameworks.built import Built
from symcount.frameworks.standing import Standing, standing
from symcount.layers import SizedLayer
from symcount.layers.convention import FRAMEWORKS
from symcount.layers.shapes import Shape
from symcount.roles import ROLES


def layouts(sized: SizedLayer, weight: str) -> dict[str, Shape]:
    """The shape of a weight by convention; a framework that has no such layer, or joins the weight with others, is left out.

    >>> from symcount.layers import lstm
    >>> print(layouts(lstm.symbolic, "kernel")["torch"])
    (4*units, input_dim)
    """
    found = {"textbook": next(Shape(tuple(map(as_size, one.shape))) for one in sized.weights if one.name == weight)}
    for framework in FRAMEWORKS:
        there = standing(framework, sized.layer)
        tensor = next((one for one in _built(there, sized).weights if one.of == (weight,)), None) if there else None
        if tensor:
            found[framework] = Shape(tuple(as_size(side).subs(sized.sizes) for side in tensor.shape))
    return found


def _built(there: Standing, sized: SizedLayer) -> Built:
    """What the framework builds where the sizes that it has a default for are open: groups, the multiplier of a depthwise convolution."""
    open_sizes = {
        name: symbol(name) for name in there.constructor.readers if name in sized.layer.defaults and not ROLES[name].values and sized.sizes[name] != 1
    }
    return there.constructor({**there.example.config, **open_sizes}, there.example.inputs) if open_sizes else there.built
