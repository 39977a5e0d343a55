"""Derivations: the steps from one formula to another, each a value that the kernel can check."""

from symcount.algebra.steps.derivation import ORDER, derivation
from symcount.algebra.steps.flat import sum_of
from symcount.algebra.steps.step import RENAME, Place, Step, replace_names

__all__ = ["ORDER", "RENAME", "Place", "Step", "derivation", "replace_names", "sum_of"]
