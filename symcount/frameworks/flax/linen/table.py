"""The table of linen's constructors, and the inputs of their examples."""

from __future__ import annotations

from symcount.frameworks.flax import common
from symcount.frameworks.mapping import Framework, on

LINEN = Framework("linen", frozenset(common.COMMON), weightless=frozenset(("Dropout",)))

FEATURES = (on("batch_size features"),)
STEP = (on("batch_size input_dim"),)
