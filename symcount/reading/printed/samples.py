"""Shapes that are printed for one sample, `(28,28,8)`, given the batch that others print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from symcount.reading.printed.cells import PrintedShape, Sides
from symcount.reading.printed.rows import Row


def with_batch(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with an open batch before each shape, where their shapes are those of one sample; a vector may be a column, `(120,1)`."""
    shapes = [shape for row in rows for shape in (row.entering, row.leaving) if shape]
    if any(row.tool for row in rows) or not _are_of_a_sample(shapes):
        return tuple(rows)
    has_columns = all(shape.sides[1] == 1 for shape in shapes if len(shape.sides) == 2)
    return tuple(replace(row, entering=_with_batch(row.entering, has_columns), leaving=_with_batch(row.leaving, has_columns)) for row in rows)


def _are_of_a_sample(shapes: Iterable[PrintedShape]) -> bool:
    """Whether no side is open, and the first is another for other rows: a batch is the same for all."""
    sides = [shape.sides for shape in shapes]
    return all(None not in one for one in sides) and len({one[0] for one in sides}) > 1


def _with_batch(shape: PrintedShape | None, has_columns: bool) -> PrintedShape | None:
    if shape is None:
        return None
    sides: Sides = shape.sides[:1] if has_columns and len(shape.sides) == 2 else shape.sides
    return replace(shape, sides=(None, *sides))
