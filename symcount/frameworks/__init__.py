"""What the frameworks build: their layers as sizes of the catalogue, a layout and named changes."""

from symcount.frameworks.axes import axis_orders
from symcount.frameworks.conventions import convention
from symcount.frameworks.from_config import from_config
from symcount.frameworks.layouts import layouts
from symcount.frameworks.standing import standing

__all__ = ["axis_orders", "convention", "from_config", "layouts", "standing"]
