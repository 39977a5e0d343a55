"""What Flax linen builds: most layers when they see an input; gates in matrices of their own."""

from symcount.frameworks.flax.linen import attention, convolutional, dense, normalization, recurrent
from symcount.frameworks.flax.linen.table import LINEN

__all__ = ["LINEN", "attention", "convolutional", "dense", "normalization", "recurrent"]
