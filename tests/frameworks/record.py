"""Record what the installed frameworks build: `python -m tests.frameworks.record [FRAMEWORK…]` where Keras, PyTorch and Flax are installed.

For each layer that is mapped a few telling configurations are chosen from many random ones, and built; then each argument of its
constructor is changed, to see whether that changes a weight.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from symcount.frameworks.from_config import TABLES
from tests.frameworks.cases import Case, Weight, outline
from tests.frameworks.drawn import DRAWN
from tests.frameworks.installed import Installed, installed
from tests.frameworks.recorded import FOLDER, Row, measured_arguments

DRAWN_CASES, ROWS = 150, 7
NOT_TRIED = {
    "stateful": "it wants the size of the batch, which changes no weight",
    "weights": "of Bidirectional: they are those of a layer that is built already",
    "synchronized": "the backend here has none",
    "padding_mode": "of transposed convolutions: there is but one",
    "feature_group_count": "of ConvLocal: there is but one",
    "mask": "an array as large as the kernel",
    "state_axes": "a mapping of filters, for the values in a scan",
    "broadcast_rngs": "random streams that a layer has",
    "axis_name": "an axis of jax.pmap, around the layer",
    "axis_index_groups": "of such an axis",
    "qk_attn_weights_einsum_cls": "one of a pair for numbers of eight bits",
    "attn_weights_value_einsum_cls": "the other",
    "conv_general_dilated_cls": "what computes, which shapes do not show",
    "options": "of LinearCrossEntropyLoss: how it is computed",
    "importance_scores": "as many numbers as the weight has",
    "module": "of custom_from_mask: the mask is as large as its weight",
    "name": "of another weight, which the mask or the way to prune does not fit",
}
"""Arguments of which no other value is tried, and why."""
FEATURES_OF_A_VALUE = (bool, str, type(None))


def main(frameworks: list[str]) -> None:
    """Write the rows and the arguments of these frameworks, or of all."""
    arguments = measured_arguments()
    for name in frameworks or TABLES:
        library = installed(name)
        rows = {layer: list(recorded(library, strategy)) for layer, strategy in DRAWN[name].items()}
        write_rows(name, library.version, [row for chosen in rows.values() for row in chosen])
        arguments[name] = {layer: dict(sorted(measured(library, chosen))) for layer, chosen in rows.items()}
    write_arguments(arguments)


def write_rows(name: str, version: str, rows: list[Row]) -> None:
    """A line for the version, and one for each configuration."""
    lines = [json.dumps({"version": version}), *(row.written() for row in rows)]
    (FOLDER / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_arguments(arguments: dict[str, dict[str, dict[str, bool | None]]]) -> None:
    """A line for each layer."""
    frameworks = [
        f"{json.dumps(name)}: {{\n" + ",\n".join(f" {json.dumps(layer)}: {json.dumps(one)}" for layer, one in layers.items()) + "\n}"
        for name, layers in arguments.items()
    ]
    (FOLDER / "arguments.json").write_text("{" + ",\n".join(frameworks) + "}\n", encoding="utf-8")


# -- telling configurations ------------------------------------------------------------------------------------------


def recorded(library: Installed, strategy: SearchStrategy[Case]) -> Iterator[Row]:
    """Configurations that show the most: each adds arguments and values that those before it had not, with sizes that differ."""
    pool, shown = random_cases(strategy), set[Any]()
    for _ in range(ROWS):
        while pool:
            best = max(pool, key=lambda case: (len(features(case) - shown), difference(case)))
            pool.remove(best)
            if (weights := built(library, best)) is not None:
                shown |= features(best)
                yield Row(best, tuple(weights))
                break


def random_cases(strategy: SearchStrategy[Case]) -> list[Case]:
    """Many configurations of a layer, the same each time."""
    found: list[Case] = []

    @settings(max_examples=DRAWN_CASES, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @seed(0)
    @given(strategy)
    def draw(case: Case) -> None:
        if case not in found:
            found.append(case)

    draw()
    return found


def features(case: Case) -> set[Any]:
    """What a configuration shows: each argument with its value, where that is one of few, and the axes of the input."""
    shapes = case.input_shape or []
    return {*_features(case.config), ("input", len(shapes), *(len(shape) for shape in shapes if isinstance(shape, list))), ("variant", case.variant)}


def _features(config: dict[str, Any]) -> Iterator[Any]:
    for name, value in config.items():
        yield (name, value if isinstance(value, FEATURES_OF_A_VALUE) else type(value).__name__)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict) and "config" in inner:
                yield (name, inner["layer"])
                yield from ((name, feature) for feature in _features(inner["config"]))


def difference(case: Case) -> float:
    """How well its sizes can be told apart: those above 1 that stand only once."""
    sizes = [*numbers(case.config), *numbers(case.input_shape)]
    return sum(size > 1 and sizes.count(size) == 1 for size in sizes) / (len(sizes) or 1)


def numbers(value: Any) -> Iterator[int]:
    """Every whole number in a configuration."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield value
    elif isinstance(value, (list, tuple, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from numbers(one)


def built(library: Installed, case: Case) -> list[Weight] | None:
    """What the framework builds; None where it refuses."""
    try:
        return sorted(library.weights(case))
    except library.refusals:
        return None


# -- arguments -------------------------------------------------------------------------------------------------------


def measured(library: Installed, rows: list[Row]) -> Iterator[tuple[str, bool | None]]:
    """Each argument of a constructor, and whether another value changes a weight of one of these configurations; None if none could be tried."""
    bases = [row.case for row in rows if not row.case.variant]
    for name, default in library.parameters(bases[0].layer).items():
        found = {change for case in bases if (change := changes(library, case, name, default)) is not None}
        yield name, any(found) if found else None


def changes(library: Installed, case: Case, name: str, default: Any) -> bool | None:
    """Whether another value of an argument changes the weights of a configuration."""
    before, tried = built(library, case), False
    for other in others(library, case.config, name, default):
        after = built(library, Case(case.framework, case.layer, {**case.config, **other}, case.input_shape))
        if after is not None and before is not None:
            tried = True
            if outline(after) != outline(before):
                return True
    return False if tried else None


def others(library: Installed, config: dict[str, Any], name: str, default: Any) -> Iterator[dict[str, Any]]:
    """Other values of an argument: those that the framework's table has for its name, or what its value suggests."""
    if name in library.other_values:
        values = library.other_values[name]
        yield from values(config) if callable(values) else ({name: value} for value in values if value != config.get(name, default))
        return
    yield from ({name: other} for other in _suggested(library, config.get(name, default)))


def _suggested(library: Installed, value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (2 * value, value + 1)
    elif isinstance(value, float):
        yield value / 2
    elif isinstance(value, dict) and "config" in value:
        for name, inner in value["config"].items():
            yield from ({**value, "config": {**value["config"], **other}} for other in others(library, value["config"], name, inner))
    elif isinstance(value, (list, tuple)) and value:
        yield from ([*value[:-1], other] for other in _suggested(library, value[-1]))


if __name__ == "__main__":
    main(sys.argv[1:])
