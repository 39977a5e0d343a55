"""Models that are in memory: PyTorch's modules, Keras' layers and models, Flax' modules and variables."""

from symcount.models.live.doors import tensors_of
from symcount.models.live.summarised import model_of

__all__ = ["model_of", "tensors_of"]
