"""What Keras 3 builds, read off Keras 3.15 and compared with it by the tests."""

from symcount.frameworks.keras import attention, convolutional, dense, normalization, recurrent, wrappers
from symcount.frameworks.keras.table import KERAS

__all__ = ["KERAS", "attention", "convolutional", "dense", "normalization", "recurrent", "wrappers"]
