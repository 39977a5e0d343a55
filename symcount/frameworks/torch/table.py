"""The table of PyTorch's constructors, and what they share: https://docs.pytorch.org/docs/stable/nn.html, PyTorch 2.13."""

from __future__ import annotations

from symcount.frameworks.mapping import Framework
from symcount.frameworks.torch.weightless import WEIGHTLESS

TORCH = Framework("torch", frozenset(("device", "dtype")), "torch.nn", r"(torch\.)?nn(\.modules(\.\w+)?)?", weightless=WEIGHTLESS)

WEIGHT = {"kernel": "weight"}
CONVOLUTION = ("stride", "padding", "dilation", "padding_mode")
OF_BATCHES = ("eps", "momentum")
RECURRENT = ("batch_first", "dropout")
TRANSFORMER = ("dropout", "activation", "layer_norm_eps", "batch_first", "norm_first")
