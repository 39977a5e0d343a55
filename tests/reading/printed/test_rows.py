"""One line of a summary: its name and class, and what a further line adds."""

from __future__ import annotations

import pytest

from symcount.reading.printed.cells import PrintedShape, Sides
from symcount.reading.printed.rows import continued, read_row

COLUMNS = ("name", "leaving", "count")


@pytest.mark.parametrize(
    "line, name, kind",
    [
        ("dense_1 (Dense) (None, 5) 10", "dense_1", "Dense"),
        ("bi (Bidirectional(LSTM)) (None, 5) 10", "bi", "Bidirectional(LSTM)"),
        ("Bidirectional(LSTM) (None, 5) 10", "Bidirectional(LSTM)", "Bidirectional(LSTM)"),
        ("Conv2d-1 [-1, 64, 112, 112] 9,408", "Conv2d-1", "Conv2d"),
        ("├─Linear: 1-2 [1, 5] 10", "Linear: 1-2", "Linear"),
        ("| dense (Dense) | (None, 5) | 10 |", "dense", "Dense"),
        ("| Conv2D(32, 3x3) | 26x26x32 | 320 |", "Conv2D(32, 3x3)", "Conv2D"),
        ("Conv2D(32, (3, 3), padding='same')   28 × 28 × 32   320", "Conv2D(32, (3, 3), padding='same')", "Conv2D"),
        ("| `nn.Linear(784, 128)` | (1, 128) | 100480 |", "nn.Linear(784, 128)", "Linear"),
        ("| Bidirectional(LSTM(64)) | (None, 128) | 98816 |", "Bidirectional(LSTM(64))", "Bidirectional"),
        ("| LSTM(units=5) | (None, 5) | 380 |", "LSTM(units=5)", "LSTM"),
        ("| Flatten() | (None, 5) | 0 |", "Flatten()", "Flatten"),
        ("| Conv2D 32, 3x3 | 26x26x32 | 320 |", "Conv2D 32, 3x3", "Conv2D"),
        ("CONV1 (f =5, s=1) (28,28,8) 608", "CONV1 (f =5, s=1)", "CONV1"),
        ("conv2d(Conv2D) (None, 5) 10", "conv2d", "Conv2D"),
        ("| 2 | 3x3 conv, 64 | relu | 26x26x64 | 640 |", "3x3 conv, 64", ""),
    ],
)
def test_names(line: str, name: str, kind: str) -> None:
    row = read_row(line, ())
    assert row is not None
    assert (row.name, row.kind) == (name, kind)


@pytest.mark.parametrize(
    "head, numbers",
    [
        ("Conv2D(32, 3x3)", [(32,), (3, 3)]),
        ("Conv2D(32, kernel_size=(5, 3))", [(32,), (5, 3)]),
        ("Dropout(0.5)", [()]),
        ("Conv2D 8, 3×3", [(8,), (3, 3)]),
        ("Dense (10)", [(10,)]),
        ("Dense", []),
    ],
)
def test_numbers_among_the_arguments(head: str, numbers: list[tuple[int, ...]]) -> None:
    row = read_row(f"| {head} | 26x26x32 | 320 |", ())
    assert row is not None
    assert [one.numbers for one in row.arguments] == numbers


@pytest.mark.parametrize("line", ["", "hello", "| accuracy: best | 10 |", "model.add(Dense(10))  # 110", "Epoch 1/10", "| a |", "(None, 5) 10"])
def test_what_is_no_row(line: str) -> None:
    assert read_row(line, ()) is None


@pytest.mark.parametrize(
    "cells, sides, count, remark",
    [
        ("| dense block 1: x | 10 | 110 |", (None, 10), 110, ""),
        ("| Dense(10) | 10 | 5k or so |", (None, 10), 5000, "or so"),
        ("| Dense(10) | 26x26x10 | about 5k |", (None, 26, 26, 10), None, "about 5k"),
        ("| a layer | ? | n/a |", None, None, "n/a"),
        ("| 3 | 2x Dense | 10 | 110 |", (None, 10), 110, ""),
        ("| Flatten() | 10,816 | 0 |", (None, 10816), 0, ""),
    ],
)
def test_under_headings_a_row_is_never_lost(cells: str, sides: Sides | None, count: int | None, remark: str) -> None:
    row = read_row(cells, COLUMNS)
    assert row is not None
    assert (row.leaving and row.leaving.sides, row.count and row.count.shown, row.remark) == (sides, count, remark)


@pytest.mark.parametrize(
    "cells, kind, numbers",
    [
        ("| Layer 1 | Dense | 10 | 110 |", "Dense", []),
        ("| first one: | nn.Linear(9, 10) | 10 | 100 |", "Linear", [(9,), (10,)]),
        ("| other params | n/a | ? | 12 |", "n/a", []),
        ("| conv1 (Conv2D) |  | 26x26x32 | 320 |", "Conv2D", []),
    ],
)
def test_a_column_of_classes_tells_the_class(cells: str, kind: str, numbers: list[tuple[int, ...]]) -> None:
    row = read_row(cells, ("name", "kind", "leaving", "count"))
    assert row is not None
    assert (row.kind, [one.numbers for one in row.arguments], row.is_read) == (kind, numbers, True)


def test_without_headings_a_class_with_arguments_stands_behind_the_name() -> None:
    row = read_row("| conv1 | Conv2D(32, 3x3) | 26x26x32 | 320 |", ())
    assert row is not None
    assert (row.name, row.kind, len(row.arguments)) == ("conv1", "Conv2D", 2)


@pytest.mark.parametrize(
    "line, sides, count",
    [("FC3 (120,1) 120 48,120", (120, 1), 48120), ("POOL1 (14,14,8) 1,568 0", (14, 14, 8), 0), ("Softmax (10,1) 10 850", (10, 1), 850)],
)
def test_how_many_numbers_leave_may_stand_before_the_count(line: str, sides: Sides, count: int) -> None:
    row = read_row(line, ("leaving", "size", "count"))
    assert row is not None
    assert row.leaving is not None
    assert row.count is not None
    assert (row.leaving.sides, row.count.shown) == (sides, count)


@pytest.mark.parametrize(
    "line, further, kind, shape, rest",
    [
        ("c (Conv2DTra (None, 14, 64) 36928", "nspose)", "Conv2DTranspose", PrintedShape((None, 14, 64)), ""),
        ("b (Conv2D) (None, 62, 62, 64", "16) add[0][0]", "Conv2D", PrintedShape((None, 62, 62, 16)), " add[0][0]"),
        ("pool_2d (  (None, 1280)   0", "MaxPool2D)", "MaxPool2D", PrintedShape((None, 1280)), ""),
        ("b (Conv2D) (None, 5) 64", "add[0][0]", "Conv2D", PrintedShape((None, 5)), "add[0][0]"),
    ],
)
def test_a_further_line(line: str, further: str, kind: str, shape: PrintedShape, rest: str) -> None:
    row = read_row(line, COLUMNS)
    assert row is not None
    row, behind = continued(row, further)
    assert (row.kind, row.leaving, behind) == (kind, shape, rest)
