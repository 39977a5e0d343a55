"""What Flax 0.12 builds: linen, and nnx beside it: https://flax.readthedocs.io, compared with it by the tests."""

from symcount.frameworks.flax.linen import LINEN
from symcount.frameworks.flax.nnx import NNX

__all__ = ["LINEN", "NNX"]
