"""Random layers of a framework that is installed, as live models: the parts must add up to what the framework counts itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from symcount.layers.weight import Size
from symcount.models.live import model_of, tensors_of
from symcount.models.model import Model, added
from symcount.models.recognition import parts_of
from tests.frameworks.cases import Case
from tests.frameworks.drawn import DRAWN
from tests.frameworks.live.comparison import EXAMPLES

Counts = tuple[int, int]
"""Parameters, and those that are trained."""


def agree_on_stacks(framework: str, build: Callable[[list[Case]], Any], counts: Callable[[Any], Counts], without: Iterable[str] = ()) -> None:
    """Build random stacks of layers; compare the totals of their parts, live and recognised by shapes alone, with the framework's."""
    drawn = st.lists(st.one_of(*(cases for name, cases in DRAWN[framework].items() if name not in without)), min_size=1, max_size=4)

    def agree(stack: list[Case]) -> None:
        model = build(stack)
        live = model_of(model)
        assert (live.total, live.trainable) == counts(model)
        assert held_once(live)
        assert held_by_files(model) == counts(model)[0]

    own = settings(
        max_examples=2 * EXAMPLES,
        database=None,
        print_blob=True,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    own(given(drawn)(agree))()


def held_once(model: Model) -> bool:
    """Whether each tensor is in one part, and the layer of each part has as many numbers as its tensors."""
    names = [weight.name for part in model.parts for weight in part.weights]
    return len(names) == len(set(names))


def held_by_files(model: Any) -> Size:
    """The total of a file that has a model's tensors: their names and shapes, each in one part."""
    tensors = tensors_of(model)
    parts = parts_of(tensors)
    assert sorted(weight.name for part in parts for weight in part.weights) == sorted(weight.name for weight in tensors)
    buffers = {tensor.name for tensor in tensors if tensor.is_buffer}
    return added(weight.count for part in parts for weight in part.weights if weight.name not in buffers)
