"""What may be asked of a figure: sizes, expressions and ranges; every other is refused with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from symcount.errors import FormulaError, InputError, NotDivisible, SymcountError
from symcount.jobs.figures.asked import at_point, sized_layers


@pytest.mark.parametrize(
    "layer, sizes, total, ranges",
    [
        ("lstm", {"units": 5, "input_dim": 13}, "380", {}),
        ("lstm", {"units": "5", "input_dim": " 13"}, "380", {}),
        ("lstm", {"hidden_size": "1..3", "input_size": 13}, "4*hidden_size*(hidden_size + 14)", {"hidden_size": range(1, 4)}),
        ("lstm", {"units": "1 .. 1,000", "input_dim": "2*units"}, "4*units*(3*units + 1)", {"units": range(1, 1001)}),
        ("lstm", {"units": "1..10^3", "input_dim": "1e1"}, "4*units*(units + 11)", {"units": range(1, 1001)}),
        ("gru bias=2 input_dim=4", {"units": range(8, 65, 8)}, "3*units*(units + 6)", {"units": range(8, 65, 8)}),
        ("conv2d", {"kernel_size": "1..7", "filters": 4, "input_channels": 2}, "4*(2*kernel_size**2 + 1)", {"kernel_size": range(1, 8)}),
        ("conv2d", {"units": range(4, 9, 4), "kernel_size": 1, "input_channels": 4, "groups": 4}, "2*units", {"units": range(4, 9, 4)}),
        ("encoder_layer", {"d_model": "1..3", "d_ff": "4*d_model"}, "d_model*(12*d_model + 13)", {"d_model": range(1, 4)}),
        ("dense", {"bias": range(2), "units": 3, "input_dim": 2}, "3*(bias + 2)", {"bias": range(2)}),
    ],
)
def test_sizes(layer: str, sizes: dict[str, Any], total: str, ranges: dict[str, range]) -> None:
    (found,), varied = sized_layers([layer], sizes, len(ranges))
    assert (str(found.total), varied) == (total, ranges)
    point = {name: size[-1] for name, size in varied.items()}
    assert at_point(found.sized, point).total == found.total.at(point)


@pytest.mark.parametrize(
    "layer, sizes, kind, message",
    [
        ("lstm", {"units": "5..3"}, InputError, "units goes upwards"),
        ("lstm", {"units": range(9, 1, -1)}, InputError, "units goes upwards"),
        ("lstm", {"units": range(5, 5)}, InputError, "units goes through no size"),
        ("lstm", {"units": range(5, 6)}, InputError, "units goes through one size only"),
        ("lstm", {"units": "0..3"}, InputError, "units is a whole number from 1, not 0"),
        ("lstm", {"units": range(-3, 4)}, InputError, "units is a whole number from 1, not -3"),
        ("lstm", {"units": "1..2.5"}, InputError, "units is a whole number, not '2.5'"),
        ("lstm", {"units": "1..10^30"}, InputError, "too large to be drawn"),
        ("lstm", {"units": "10^13", "bias": "0..2"}, InputError, "too large to be drawn"),
        ("lstm", {"units": "1..2..3"}, InputError, "units is a whole number"),
        ("lstm", {"units": "1..10000000000000"}, InputError, "too large to be drawn"),
        ("lstm", {"units": range(1, 10**19)}, InputError, "too large to be drawn"),
        ("lstm", {"units": f"1..{10**30}"}, InputError, "too large to be drawn"),
        ("lstm", {"units": range(-(10**30), 9)}, InputError, "units is a whole number from 1, not -1000"),
        ("lstm", {"units": [1, 2]}, InputError, "a whole number, an expression or a range"),
        ("lstm", {"units": 2.5}, InputError, "a whole number, an expression or a range"),
        ("lstm", {"units": True}, InputError, "a whole number, an expression or a range"),
        ("lstm", {"units": 5}, InputError, "one size goes through a range"),
        ("lstm", {"units": "1..5", "bias": "0..2"}, InputError, "here it is units and bias"),
        ("lstm", {"units": "1..5", "bias": 3}, InputError, "bias of lstm is 0 or 1 or 2"),
        ("dense", {"units": 5, "bias": "0..2"}, InputError, "bias of dense is 0 or 1, not 2"),
        ("lstm", {"units": "1..5", "input_dim": "2*m"}, InputError, "no size is called 'm'"),
        ("lstm", {"units": "1..5", "input_dim": "2*d_model"}, InputError, "d_model of lstm is left open"),
        ("lstm", {"units": "1..5", "input_dim": "2*("}, FormulaError, "never closed"),
        ("lstm", {"units": "1..5", "filterz": 5}, InputError, "no size is called 'filterz'"),
        ("lstm", {"units": "1..5", "hidden_size": 5}, InputError, "units of lstm is given twice"),
        ("lstm", {"units": "1..5", "timesteps": 5}, InputError, "no size of lstm is called 'timesteps'"),
        ("lstm units=3", {"units": "1..5"}, InputError, "units goes through a range for all layers alike"),
        ("lstm units=1..3", {"bias": "0..1"}, InputError, "units goes through a range for all layers alike"),
        ("ltsm", {"units": "1..5"}, InputError, "did you mean 'lstm'"),
        ("lstm", {"units": "1..5", "input_dim": "units-1"}, InputError, "input_dim is a whole number from 1, not 0"),
        ("lstm", {"units": "2..9", "input_dim": "units/2"}, InputError, "input_dim is a whole number, not 9/2"),
        ("lstm", {"units": "1..1000000", "input_dim": "1000000-units"}, InputError, "input_dim is a whole number from 1, not 0"),
        ("conv2d", {"filters": "1..9", "kernel_size": 1, "input_channels": 4, "groups": 4}, NotDivisible, "1 is not divisible by 4"),
        ("conv2d", {"filters": 4, "kernel_size": 1, "input_channels": 4, "groups": "1..4"}, NotDivisible, "4 is not divisible by 3"),
    ],
)
def test_what_cannot_be_drawn_is_refused(layer: str, sizes: dict[str, Any], kind: type[SymcountError], message: str) -> None:
    usual = {} if layer == "conv2d" else {"input_dim": 4}
    with pytest.raises(kind, match=message):
        sized_layers([layer], {**usual, **sizes}, 1)


def test_a_range_where_none_may_be() -> None:
    with pytest.raises(InputError, match="units goes through a range: this figure is drawn at one size"):
        sized_layers(["lstm"], {"units": range(1, 5), "input_dim": 3}, 0)
