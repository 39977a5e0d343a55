"""Models in files, read without a framework: names and shapes of tensors, or a configuration. Nothing is run, and no number is read."""

from symcount.models.files.reader import read
from symcount.models.files.tensors import Tensors

__all__ = ["Tensors", "read"]
