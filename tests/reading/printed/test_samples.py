"""Shapes of one sample: where a batch is put before them."""

from __future__ import annotations

import pytest

from symcount.reading.printed.cells import PrintedShape, Sides
from symcount.reading.printed.rows import Row
from symcount.reading.printed.samples import with_batch


@pytest.mark.parametrize(
    "printed, shapes",
    [
        ([(28, 28, 8), (14, 14, 8)], [(None, 28, 28, 8), (None, 14, 14, 8)]),
        ([(5, 5, 16), (120, 1), (84, 1)], [(None, 5, 5, 16), (None, 120), (None, 84)]),  # columns
        ([(100, 1), (50, 64)], [(None, 100, 1), (None, 50, 64)]),  # sequences
        ([(784,), (128,)], [(None, 784), (None, 128)]),
        ([(64, 28, 28), (64, 10)], [(64, 28, 28), (64, 10)]),  # the batch is the same for all
        ([(None, 28, 28), (10,)], [(None, 28, 28), (10,)]),
        ([(28, 28, 8)], [(28, 28, 8)]),
        ([], []),
    ],
)
def test_a_batch_before_the_shapes_of_one_sample(printed: list[Sides], shapes: list[Sides]) -> None:
    rows = with_batch([Row("x", "", leaving=PrintedShape(sides)) for sides in printed])
    assert [row.leaving and row.leaving.sides for row in rows] == shapes


def test_the_tools_of_pytorch_print_the_batch() -> None:
    rows = [Row("x", "", leaving=PrintedShape(sides), tool="torchinfo") for sides in ((2, 8), (14, 8))]
    assert with_batch(rows) == tuple(rows)
