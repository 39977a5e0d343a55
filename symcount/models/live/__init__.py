"""Models that are in memory: PyTorch's modules, Keras' layers and models, Flax' modules and variables."""

from symcount.models.live.doors import shared_names, tensors_of

__all__ = ["shared_names", "tensors_of"]
