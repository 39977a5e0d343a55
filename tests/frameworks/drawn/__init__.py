"""Random valid configurations of every layer that is mapped, a module a framework."""

from tests.frameworks.cases import Layers
from tests.frameworks.drawn import flax_linen, flax_nnx, keras_layers, torch_layers

DRAWN: dict[str, Layers] = {"keras": keras_layers.LAYERS, "torch": torch_layers.LAYERS, "flax": flax_nnx.LAYERS, "linen": flax_linen.LAYERS}
"""The configurations in which each layer is drawn, by framework."""
