"""What PyTorch builds, read off PyTorch 2.13 and compared with it by the tests."""

from symcount.frameworks.torch import convolutional, dense, losses, normalization, parametrizations, recurrent, transformers
from symcount.frameworks.torch.table import TORCH

__all__ = ["TORCH", "convolutional", "dense", "losses", "normalization", "parametrizations", "recurrent", "transformers"]
