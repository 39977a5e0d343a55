"""How every layer stands in every framework that has it: laws that hold whatever the mapping."""

from __future__ import annotations

import pytest

from symcount.algebra import Value, as_size, symbol, total
from symcount.errors import InputError
from symcount.frameworks import convention, standing
from symcount.frameworks.from_config import framework
from symcount.frameworks.standing import Standing, open_sizes, written_call
from symcount.jobs.compare import compare
from symcount.layers import CATALOGUE, find
from symcount.layers.convention import FRAMEWORKS
from tests.frameworks.recorded import measured_arguments

LAYERS_INSIDE = {"layer", "backward_layer", "base_module", "custom_encoder", "custom_decoder"}
"""Arguments that are layers themselves, of which no other value is tried."""

MEASURED = measured_arguments()

STANDINGS = [there for layer in CATALOGUE.values() for name in FRAMEWORKS if (there := standing(name, layer))]


@pytest.mark.parametrize("there", STANDINGS, ids=lambda there: f"{there.constructor.framework.name}: {there.layer.name}")
class TestEveryStanding:
    def test_its_example_builds_what_it_counts(self, there: Standing) -> None:
        counts = [as_size(weight.count) for weight in there.built.weights if not weight.is_buffer]
        assert there.count == total(counts)
        assert there.count.names <= {*there.layer.sizes, *there.layer.shape_sizes}

    def test_its_difference_is_what_it_counts_less_the_textbook(self, there: Standing) -> None:
        identities = {name: size for name, size in there.sizes.items() if isinstance(size, Value)}
        closed = {name: size for name, size in there.layer.defaults.items() if name not in there.count.names}
        assert there.count - there.difference == compare(there.layer).textbook.subs({**closed, **identities})

    def test_its_reasons_are_the_whole_difference(self, there: Standing) -> None:
        otherwise = as_size(there.layer(**{**open_sizes(there.layer, there.count.names), **there.sizes}).total)
        more = [as_size(weight.count) for weight in (*there.added, *there.counted_statistics)]
        assert there.count == total([otherwise, *more])
        assert there.difference == 0 or compare(there.layer).why(there)

    def test_as_the_textbook_it_counts_as_the_textbook(self, there: Standing) -> None:
        if there.as_the_textbook:
            built = there.constructor({**there.example.config, **there.as_the_textbook}, there.example.inputs)
            assert as_size(built.count) == there.count - there.difference
            assert built.count != there.built.count

    def test_its_convention_counts_the_same(self, there: Standing) -> None:
        sizes = {**open_sizes(there.layer, there.count.names), **there.sizes}
        counted = convention(there.constructor.framework.name, there.layer).counted(there.layer, sizes)
        assert as_size(counted.total) == there.count

    def test_another_value_is_another_than_the_present_one(self, there: Standing) -> None:
        for name in there.constructor.readers.keys() - LAYERS_INSIDE:
            read, present = there.constructor.readers[name], there.value(name)
            assert read(name, there.another(name)) != (present if present is None else read(name, present))

    def test_every_argument_that_is_read_is_tried_but_layers_inside(self, there: Standing) -> None:
        assert {name for name in there.constructor.readers if there.effects[name] is None} <= LAYERS_INSIDE
        assert all(there.effects[name] for name, value in there.example.config.items() if value == symbol(name) and name != "num_heads")

    def test_every_argument_that_is_ignored_was_measured_or_is_said_not_to_be(self, there: Standing) -> None:
        measured = MEASURED[there.constructor.framework.name][there.constructor.name]
        ignored = there.constructor.ignored - there.constructor.framework.common
        assert {name: there.effects[name] for name in ignored} == {name: measured.get(name) for name in ignored}

    def test_what_changes_the_count_changes_a_weight_in_the_framework(self, there: Standing) -> None:
        measured = MEASURED[there.constructor.framework.name][there.constructor.name]
        assert all(measured.get(name, True) for name, changes in there.effects.items() if changes)

    def test_its_call_names_what_is_given(self, there: Standing) -> None:
        assert there.call.startswith(f"{there.constructor.name}(")
        assert all(name in there.call for name in there.example.config)


def test_every_example_is_of_a_layer_of_the_catalogue() -> None:
    examples = {example.layer for name in FRAMEWORKS for one in framework(name).constructors.values() for example in one.examples}
    assert examples <= set(CATALOGUE)


@pytest.mark.parametrize(
    "name, config, written",
    [
        ("Dense", {"units": symbol("units")}, "Dense(units=units)"),
        ("Linear", {"in_features": symbol("input_dim")}, "Linear(in_features=input_dim)"),
        ("Conv1D", {"kernel_size": (symbol("kernel_size"),)}, "Conv1D(kernel_size=kernel_size)"),
        ("Conv2D", {"kernel_size": (symbol("kernel_height"), symbol("kernel_width"))}, "Conv2D(kernel_size=(kernel_height, kernel_width))"),
        ("LSTM", {"units": 5, "bidirectional": True}, "LSTM(units=5, bidirectional=True)"),
        ("Bidirectional", {"layer": {"layer": "LSTM", "config": {"units": symbol("units")}}}, "Bidirectional(layer=LSTM(units=units))"),
    ],
)
def test_how_a_call_is_written(name: str, config: dict[str, object], written: str) -> None:
    assert written_call(name, config) == written


@pytest.mark.parametrize("there", [one for one in STANDINGS if "data_format" in one.constructor.readers], ids=lambda there: there.layer.name)
def test_an_image_is_turned_with_its_channels(there: Standing) -> None:
    assert there.effects["data_format"] is False


def test_a_framework_that_has_no_such_layer() -> None:
    assert standing("keras", find("squeeze_excite")) is None


def test_an_unknown_framework_is_refused() -> None:
    with pytest.raises(InputError, match="no framework is called 'pytorch'; did you mean 'torch'"):
        standing("pytorch", CATALOGUE["lstm"])
