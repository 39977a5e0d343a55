"""The frameworks' defaults: how each counts a layer of the catalogue when nothing else is said.

Sources: Keras 3.15 (`reset_after=True` of GRU; the summary counts moving statistics), PyTorch 2.13 (`bias_ih` and `bias_hh` of
every recurrent layer), Flax 0.12 (nnx as the textbook; linen's GRUCell has a bias in `hn` beside those of its three input maps).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from symcount.errors import unknown
from symcount.layers import Layer, Weight
from symcount.layers.convention import TEXTBOOK, Convention
from symcount.layers.definition import Size

FRAMEWORKS = ("keras", "torch", "flax", "linen")


@cache
def convention(framework: str | None, layer: Layer) -> Convention:
    """How a framework counts a layer by default; the textbook's way for None.

    >>> from symcount.layers import gru
    >>> convention("keras", gru).sizes
    {'bias': 2}

    Errors: `InputError` for a framework that is not known.
    """
    if framework is None:
        return TEXTBOOK
    if framework not in FRAMEWORKS:
        raise unknown("framework", framework, FRAMEWORKS)
    return _DIFFERENT.get((framework, layer.weights_of.__name__), Convention(framework))


def _bias_of_the_new_state(sizes: Mapping[str, Size]) -> Iterable[Weight]:
    return [Weight("hn.bias", (sizes["units"],), copies=sizes["bias"], kind="bias", meaning="bias of the state's map in the candidate")]


_DIFFERENT = {
    ("keras", "gru"): Convention("keras", {"bias": 2}),
    ("keras", "batch_norm"): Convention("keras", counts_statistics=True),
    ("torch", "simple_rnn"): Convention("torch", {"bias": 2}),
    ("torch", "lstm"): Convention("torch", {"bias": 2}),
    ("torch", "gru"): Convention("torch", {"bias": 2}),
    ("torch", "bidirectional_lstm"): Convention("torch", {"bias": 2}),
    ("linen", "gru"): Convention("linen", adds=_bias_of_the_new_state),
}
