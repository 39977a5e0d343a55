"""The mappings against what the frameworks really built; no framework is needed."""

from __future__ import annotations

import re

import pytest

from symcount.frameworks.from_config import TABLES, framework
from symcount.frameworks.keras.table import COMMON, FINISHING
from tests.frameworks.record import NOT_TRIED
from tests.frameworks.recorded import FOLDER, Row, all_rows, measured_arguments

ROWS = all_rows()
OWN_WORDS, NONE = re.compile(r"^((forward|backward)_|cell_\d+/)+"), re.compile(r"^")
"""What stands here for the layers inside, where Keras names them by their class and numbers them."""

READ_ELSEWHERE = {("keras", argument) for argument in FINISHING}
"""Arguments that change the weights, and that no constructor reads by itself: the framework's `finish` does."""

READ_TO_REFUSE = {
    "num_groups": "it divides the channels",
    "group_size": "it divides the channels",
    "axis": "of nnx' LinearGeneral: one for each side of the inputs",
    "groups": "they divide the channels",
    "num_heads": "they divide the width",
    "nhead": "they divide the width",
    "einsum_str": "of nnx: its letters are as many as the kernel's sides",
    "orthogonal_map": "it is one of three",
    "error_on_non_matrix": "it refuses a kernel of more than two sides",
}
"""Arguments that change no weight and are read all the same, where a value may not fit the others."""

BEHIND_KWARGS = frozenset(("lora_alpha", "quantization_config", "weights", "dot_general", "seed", "unroll"))
"""Arguments that a constructor hands on to the class above it, so that its signature does not have them."""

MEASURED = [
    (name, layer, argument, changes)
    for name, layers in measured_arguments().items()
    for layer, arguments in layers.items()
    for argument, changes in arguments.items()
]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_is_said_to_be_built_was_built(row: Row) -> None:
    assert row.agrees()


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_names_are_the_frameworks_own(row: Row) -> None:
    prefix = OWN_WORDS if row.case.framework == "keras" else NONE
    assert sorted(prefix.sub("", weight.name) for weight in row.case.mapped().weights) == sorted(weight.name for weight in row.weights)


@pytest.mark.parametrize("name", TABLES)
def test_every_constructor_is_recorded(name: str) -> None:
    recorded = {row.case.constructor for row in ROWS if row.case.table == name}
    assert recorded == framework(name).constructors.keys() == measured_arguments()[name].keys()


@pytest.mark.parametrize("name, layer, argument, changes", MEASURED, ids=str)
def test_the_arguments_that_matter_are_those_that_were_measured(name: str, layer: str, argument: str, changes: bool | None) -> None:
    constructor = framework(name).constructors[layer]
    assert argument in {*constructor.readers, *constructor.ignored}, "it is not known"
    if changes is None:
        assert argument in NOT_TRIED
    elif (name, argument) not in READ_ELSEWHERE and (changes or argument not in READ_TO_REFUSE):
        assert (argument in constructor.readers) == changes


def test_what_every_layer_of_keras_takes_changes_no_weight_but_what_is_read_when_it_is_finished() -> None:
    changing = {argument for name, _, argument, changes in MEASURED if name == "keras" and changes}
    assert not changing & set(COMMON)
    assert changing >= set(FINISHING)


@pytest.mark.parametrize("name, layer", [(name, layer) for name, layers in measured_arguments().items() for layer in layers])
def test_no_argument_is_known_that_a_layer_does_not_have(name: str, layer: str) -> None:
    constructor = framework(name).constructors[layer]
    assert constructor.ignored - constructor.framework.common - BEHIND_KWARGS <= measured_arguments()[name][layer].keys()


def test_the_recordings_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.suffix != ".py") < 400_000
