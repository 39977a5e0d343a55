"""The shapes that layers of Keras give are those that it computes itself, wherever one is told."""

from __future__ import annotations

import pytest

from symcount.models.keras_shapes import output_shape
from tests.frameworks.cases import Case
from tests.frameworks.drawn import DRAWN
from tests.frameworks.live.comparison import check, group

pytestmark = group("keras", "torch")

BEGINNINGS = ("Conv", "Depth", "Separable", "Dense", "Embedding", "LSTM", "GRU", "SimpleRNN", "Bidirectional", "RNN", "Batch", "Layer")
TOLD = [name for name in DRAWN["keras"] if name.startswith(BEGINNINGS) and not name.endswith("Cell")]


@pytest.mark.parametrize("layer", TOLD)
@pytest.mark.filterwarnings("ignore:You passed `rms_scaling=True`")
def test_keras_computes_the_same(layer: str) -> None:
    from tests.frameworks.installed.keras_layers import built

    def agree(case: Case) -> None:
        made, shape = built(case), tuple(case.input_shape or ())
        told, computed = output_shape(case.layer, made.get_config(), [shape]), made.compute_output_shape(shape)
        computed = computed[0] if isinstance(computed[0], tuple) else computed  # the states come behind
        assert told is not None
        assert all(one in (None, other) for one, other in zip(told, computed, strict=True))

    check(agree, "keras", layer)
