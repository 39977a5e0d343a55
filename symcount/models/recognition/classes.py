"""Whether a class of somebody's own is the layer that its shapes fit: its name says so, or nobody knows."""

from __future__ import annotations

import re

CONVOLUTION = r"conv(olution)?(transpose)?_?\dd|deconv"
CALLED = {
    "dense": r"(?<!non)(?<!bi)linear|dense|projection|router|conv1d",  # the last is GPT-2's
    "bilinear": r"bilinear",
    **{f"conv{sides}d{way}": CONVOLUTION for sides in (1, 2, 3) for way in ("", "_transpose")},
    **{f"depthwise_conv{sides}d": r"depthwise|dwconv" for sides in (1, 2)},
    **dict.fromkeys(("layer_norm", "rms_norm"), r"norm|ln$"),
    "lstm": r"lstm",
    "gru": r"gru",
    "simple_rnn": r"rnn",
    "prelu": r"p_?re_?lu",
}
"""The layers that shapes alone decide, and what a class that is one is called; others are recognised by the names of their tensors."""


def is_called(kind: str, layer: str) -> bool:
    """Whether a class that somebody wrote may be a layer of the catalogue that its shapes fit.

    >>> is_called("MyLinear", "dense"), is_called("SincConv", "conv1d"), is_called("Learned", "position_embedding")
    (True, False, True)
    """
    return re.search(CALLED.get(layer, ""), kind.lower()) is not None
