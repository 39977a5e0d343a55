"""The frameworks' defaults: how each counts a layer of the catalogue when nothing else is said.

Sources: Keras 3.15 (`reset_after=True` of GRU; the summary counts moving statistics), PyTorch 2.13 (`bias_ih` and `bias_hh` of
every recurrent layer), Flax 0.12 (nnx as the textbook; linen's GRUCell and MGUCell have a bias in `hn` beside those of their input
maps, its ConvLSTMCell has biases in both maps).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from symcount.errors import unknown
from symcount.layers import Layer, Weight
from symcount.layers.convention import TEXTBOOK, Convention
from symcount.layers.weight import Size

FRAMEWORKS = ("keras", "torch", "flax", "linen")

TWO_BIASES_IN_TORCH = ("simple_rnn", "lstm", "gru", "projected_lstm", "bidirectional_simple_rnn", "bidirectional_lstm", "bidirectional_gru")


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
    **{("keras", name): Convention("keras", {"bias": 2}) for name in ("gru", "bidirectional_gru")},
    ("keras", "batch_norm"): Convention("keras", counts_statistics=True),
    **{("torch", name): Convention("torch", {"bias": 2}) for name in TWO_BIASES_IN_TORCH},
    ("linen", "conv_lstm2d"): Convention("linen", {"bias": 2}),
    ("linen", "minimal_gated_unit"): Convention("linen", adds=_bias_of_the_new_state),
    ("linen", "gru"): Convention("linen", adds=_bias_of_the_new_state),
}
