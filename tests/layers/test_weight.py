"""A weight: its sides, and how many numbers it holds."""

from __future__ import annotations

from symcount.algebra import symbol
from symcount.layers.weight import Weight, part

GATES = ("input gate", "forget gate", "candidate", "output gate")


def test_gates_stand_side_by_side_on_the_last_axis() -> None:
    kernel = Weight("kernel", (13, 5), each=GATES)
    assert (kernel.shape, kernel.count) == ((13, 20), 260)


def test_copies_are_counted_and_are_no_axis() -> None:
    bias = Weight("bias", (5,), each=GATES, copies=2)
    assert (bias.shape, bias.count) == ((20,), 40)
    assert str(Weight("bias", (symbol("units"),), copies=symbol("bias")).count) == "bias*units"


def test_a_part_is_named_and_there_as_often_as_it_is_said() -> None:
    (kernel,) = part("layers", [Weight("kernel", (3, 5), copies=2)], copies=12)
    assert (kernel.name, kernel.count) == ("layers.kernel", 12 * 2 * 15)
