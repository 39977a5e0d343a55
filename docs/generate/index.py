"""The index of the layers: the families with their formulas, shapes, stacks and wrappers."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from inspect import getdoc

from docs.generate.layer import family_anchor, family_title
from docs.generate.markdown import bullets, formula, page, table
from symcount.layers import CATALOGUE, Layer
from symcount.layers.families import FAMILIES


def index_page() -> str:
    """The catalogue: each layer's formula, and a link to its page."""
    families = {family: [one for one in CATALOGUE.values() if one.family == family] for family in FAMILIES}
    return page(
        "# The layers",
        "Every layer of the catalogue has a page: its formula and equation, its weights with their shapes, its sizes, what does not matter, "
        "how it is written and counted in Keras, PyTorch and Flax, a worked example, and the mistakes that people publish about it. "
        "The LSTM's formula, for example, is $`4n(m + n + b)`$, with n units on m features and b bias vectors.",
        "`bias` is the number of bias vectors of each affine map; with its usual value 1 put in, a formula is the one that `symcount check` compares with. "
        "Gates stand side by side on the last axis of a weight, as Keras keeps them.",
        bullets(f"[{_heading(family)}](#{family_anchor(family)})" for family in families),
        *(block for family, members in families.items() for block in _family(family, members)),
        "## Shapes",
        "What enters and leaves a layer is listed channels last, `...` for any axes; `padding` are zeros on each side, `padding='same'` is that of Keras. "
        "Where the kernel of a transposed convolution is shorter than its stride, Keras has an `output_padding` of `stride - kernel_size`.",
        "## Stacks and wrappers",
        "Any layer may also be given `num_layers`: a stack of equal layers, of which a recurrent one reads the outputs of the layer below. "
        "`TimeDistributed(Dense)` counts as the layer inside; `SpectralNormalization(Dense)` keeps a vector beside the parameters; "
        "`weight_norm(Conv2d)` has a gain for each output more. Wrappers may be nested.",
        "## Where the frameworks differ",
        "Keras, PyTorch and Flax build most of these layers as the textbook counts them; "
        "[the conventions](conventions.md#where-the-frameworks-differ) list those that they do not, and [comparing.md](comparing.md) says why.",
    )


def _heading(family: str) -> str:
    return family_title(family).capitalize()


def _family(family: str, members: Iterable[Layer]) -> Iterator[str]:
    yield f"## {_heading(family)}"
    yield getdoc(sys.modules[f"symcount.layers.{family}"]) or ""
    yield table(["layer", "what it is", "parameters"], [[_link(one), one.title, formula(one.total)] for one in members])


def _link(layer: Layer) -> str:
    return f"[{layer.name}](layers/{layer.name}.md)"
