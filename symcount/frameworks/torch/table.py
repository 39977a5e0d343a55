"""The table of PyTorch's constructors, and what they share: https://docs.pytorch.org/docs/stable/nn.html, PyTorch 2.13."""

from __future__ import annotations

from symcount.errors import InputError
from symcount.frameworks.mapping import Call, Framework
from symcount.frameworks.torch.weightless import WEIGHTLESS

TORCH = Framework("torch", frozenset(("device", "dtype")), "torch.nn", r"(torch\.)?nn(\.modules(\.\w+)?)?", weightless=WEIGHTLESS)

WEIGHT = {"kernel": "weight"}
CONVOLUTION = ("stride", "padding", "dilation", "padding_mode")
NORMALIZATION = ("eps", "momentum")
RECURRENT = ("batch_first", "dropout")
TRANSFORMER = ("dropout", "activation", "layer_norm_eps", "batch_first", "norm_first")


def has_axes(call: Call, *axes: int) -> None:
    """Make sure that the input has one of these numbers of axes. Errors: `InputError` where it does not."""
    if len(call.input) not in axes:
        raise InputError(f"input_shape has {' or '.join(map(str, axes))} axes, not {len(call.input)}")
