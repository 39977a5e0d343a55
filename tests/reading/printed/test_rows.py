"""One line of a summary: its name and class, and what a further line adds."""

from __future__ import annotations

import pytest

from symcount.reading.printed.cells import PrintedShape
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
    ],
)
def test_names(line: str, name: str, kind: str) -> None:
    row = read_row(line, ())
    assert row is not None
    assert (row.name, row.kind) == (name, kind)


@pytest.mark.parametrize("line", ["", "hello", "Epoch 1/10", "| a |", "(None, 5) 10"])
def test_what_is_no_row(line: str) -> None:
    assert read_row(line, ()) is None


@pytest.mark.parametrize(
    "line, further, kind, shape, rest",
    [
        ("c (Conv2DTra (None, 14, 64) 36928", "nspose)", "Conv2DTranspose", PrintedShape((None, 14, 64)), ""),
        ("b (Conv2D) (None, 62, 62, 64", "16) add[0][0]", "Conv2D", PrintedShape((None, 62, 62, 16)), " add[0][0]"),
        ("b (Conv2D) (None, 5) 64", "add[0][0]", "Conv2D", PrintedShape((None, 5)), "add[0][0]"),
    ],
)
def test_a_further_line(line: str, further: str, kind: str, shape: PrintedShape, rest: str) -> None:
    row = read_row(line, COLUMNS)
    assert row is not None
    row, behind = continued(row, further)
    assert (row.kind, row.leaving, behind) == (kind, shape, rest)
