"""How each kind of argument is read: what passes, and what is refused with its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from symcount.algebra import symbol
from symcount.errors import InputError
from symcount.frameworks import arguments
from symcount.frameworks.arguments import MAX_AXES, MAX_LAYERS, MAX_SIZE, Nested

UNITS = symbol("units")
GARBAGE = (None, True, -1, 0.5, "3", [[3]], {"units": 3}, 2**63, 10**5000)


@pytest.mark.parametrize(
    "reader, given, read",
    [
        (arguments.whole, 3, 3),
        (arguments.whole, MAX_SIZE, MAX_SIZE),
        (arguments.whole, UNITS, UNITS),
        (arguments.natural, 0, 0),
        (arguments.count, 3, 3),
        (arguments.depth, 0, 0),
        (arguments.depth, UNITS, UNITS),
        (arguments.own_depth, MAX_LAYERS, MAX_LAYERS),
        (arguments.number, 0.5, 0.5),
        (arguments.flag, True, 1),
        (arguments.flag, 0, 0),
        (arguments.word, "weight", "weight"),
        (arguments.words, ["kernel", "bias"], ("kernel", "bias")),
        (arguments.batch_axes, {"0": 3, "1": 5}, (3, 5)),
        (arguments.sizes, 3, (3,)),
        (arguments.sizes, (3, UNITS), (3, UNITS)),
        (arguments.window, 3, 3),
        (arguments.window, [3], (3,)),
        (arguments.open_sizes, [None, 3], (None, 3)),
        (arguments.open_sizes, None, (None,)),
        (arguments.axes, -1, (-1,)),
        (arguments.axes, [1, 2], (1, 2)),
        (arguments.dimension, 2, 2),
        (arguments.nested, {"layer": "LSTM", "config": {"units": 3}}, Nested("LSTM", {"units": 3})),
        (arguments.nested, {"module": "keras.layers", "class_name": "LSTM", "config": {}}, Nested("LSTM", {})),
        (arguments.nested, {"layer": "PReLU"}, Nested("PReLU", {})),
        (arguments.several_nested, {"layer": "PReLU"}, (Nested("PReLU", {}),)),
        (arguments.several_nested, [{"layer": "PReLU"}], (Nested("PReLU", {}),)),
        (arguments.anything, "any", "any"),
    ],
)
def test_what_is_read(reader: Callable[[str, object], Any], given: object, read: object) -> None:
    assert reader("argument", given) == read


@pytest.mark.parametrize("given", [*GARBAGE, 0], ids=lambda one: str(type(one)))
@pytest.mark.parametrize("reader", [arguments.whole, arguments.count, arguments.own_depth])
def test_a_size_is_a_whole_number_from_1(reader: Callable[[str, object], Any], given: object) -> None:
    with pytest.raises(InputError, match=f"^units is a whole number from 1 to {MAX_SIZE}, not "):
        reader("units", given)


@pytest.mark.parametrize(
    "reader, given, message",
    [
        (arguments.natural, -1, "argument is a whole number from 0 to"),
        (arguments.count, UNITS, "argument is a number, not"),
        (arguments.depth, MAX_LAYERS + 1, f"argument is at most {MAX_LAYERS}, not {MAX_LAYERS + 1}"),
        (arguments.own_depth, MAX_LAYERS + 1, f"argument is at most {MAX_LAYERS}"),
        (arguments.number, float("nan"), "argument is a number above 0, not nan"),
        (arguments.number, 0, "argument is a number above 0, not 0"),
        (arguments.flag, 2, "argument is True or False, not 2"),
        (arguments.flag, 1.0, "argument is True or False, not 1.0"),
        (arguments.flag, None, "argument is True or False, not None"),
        (arguments.word, 3, "argument is a text, not 3"),
        (arguments.words, "kernel", "argument is a list of texts, not 'kernel'"),
        (arguments.words, [3], "argument is a text, not 3"),
        (arguments.batch_axes, [3], "argument says the size of each axis"),
        (arguments.sizes, [3, None], "argument is a whole number from 1"),
        (arguments.sizes, [1] * (MAX_AXES + 1), "argument is a number or a list of numbers"),
        (arguments.sizes, "33", "argument is a number or a list of numbers, not '33'"),
        (arguments.axes, [0.5], "argument is an axis or a list of axes"),
        (arguments.axes, True, "argument is an axis or a list of axes"),
        (arguments.dimension, [1, 2], "argument is an axis or a list of axes"),
        (arguments.nested, "LSTM", "argument is a layer"),
        (arguments.nested, {"layer": 3}, "argument is a layer"),
        (arguments.nested, {"layer": "LSTM", "config": []}, "argument is a layer"),
        (arguments.several_nested, [], "argument is a layer or a list of layers, not an empty one"),
    ],
)
def test_what_is_refused(reader: Callable[[str, object], Any], given: object, message: str) -> None:
    with pytest.raises(InputError) as error:
        reader("argument", given)
    assert str(error.value).startswith(message)
