"""What enters a row: which row before it, and how certain that is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symcount as sc
from symcount.judging.printed.feeding import Feeding, Sources
from symcount.layers import find
from symcount.reading.printed.cells import PrintedShape
from symcount.reading.summary import read_summary

HEADINGS = "Layer (type) Output Shape Param #\n"
TREE = "Layer (type:depth-idx) Output Shape Param #\n"
CONNECTED = "Layer (type) Output Shape Param # Connected to\n"


def last_feeding(text: str, layer: str, framework: str = "keras") -> Feeding:
    """What enters the last row of a text."""
    (table,) = read_summary(text)
    sources = Sources(table, framework)
    for row in table.rows[:-1]:
        sources.pass_on(row)
    return sources.feeding(len(table.rows) - 1, [find(layer)])


@pytest.mark.parametrize(
    "text, layer, width, is_certain",
    [
        (f"{HEADINGS}a (InputLayer) (None, 7) 0\nd (Dense) (None, 5) 40", "dense", 7, True),
        ("a (InputLayer) (None, 7) 0\nd (Dense) (None, 5) 40", "dense", 7, False),
        (f"{CONNECTED}a (InputLayer) (None, 7) 0\nb (InputLayer) (None, 9) 0\nd (Dense) (None, 5) 40 a[0][0]", "dense", 7, True),
        ("flatten_1 (Flatten) (None, 90) 0\ndense_1 (Dense) (None, 5) 455", "dense", 90, True),
        ("flatten_1 (None, 90) 0\ndense_1 (None, 5) 455", "dense", 90, True),
        ("flatten_1 (Flatten) (None, 90) 0\nreshape (Reshape) (None, 10, 9) 0\nlstm_1 (LSTM) (None, 5) 300", "lstm", 9, False),
        ("a (Dense) (None, 10, 9) 90\nlstm_1 (LSTM) (None, 5) 300", "lstm", 9, False),
        ("gru_3 (GRU) (None, 10, 9) 594\ndropout (Dropout) (None, 10, 9) 0\ngru_4 (GRU) (None, 5) 240", "gru", 9, True),
        ("gru (GRU) (None, 10, 9) 594\ngru_1 (GRU) (None, 10, 5) 240", "gru", 9, True),
        ("gru_3 (GRU) (None, 10, 9) 594\ngru_5 (GRU) (None, 5) 240", "gru", 9, False),  # gru_4 may stand between
        ("gru_3 (GRU) (None, 9) 594\ngru_4 (GRU) (None, 5) 240", "gru", 9, False),  # a vector is no sequence
        ("gru_3 (GRU) (None, 10, 9) 594\ngru_4 (GRU) (None, 12, 5) 240", "gru", 9, False),  # other time steps
        ("gru_3 (GRU) [(None, 10, 9), (None, 9)] 594\ngru_4 (GRU) (None, 10, 5) 240", "gru", 9, False),  # an encoder gives its state
        ("gru_3 (GRU) (None, 10, 9) 594\nx (InputLayer) (None, 10, 4) 0\ngru_4 (GRU) (None, 5) 240", "gru", 4, False),
        ("gru_3 (GRU) (None, 10, 9) 594\nc (Concatenate) (None, 10, 18) 0\ngru_4 (GRU) (None, 5) 240", "gru", 18, False),
        ("gru_3 (GRU) (None, 10, 9) 594\n...\ngru_4 (GRU) (None, 5) 240", "gru", 9, False),
    ],
)
def test_what_enters(text: str, layer: str, width: int, is_certain: bool) -> None:
    feeding = last_feeding(text, layer)
    assert feeding.shape is not None
    assert (feeding.shape.sides[-1], feeding.is_certain) == (width, is_certain)


@pytest.mark.parametrize(
    "rows, is_certain",
    [
        ("├─Flatten: 1-1 [2, 90] --\n├─Linear: 1-2 [2, 5] 455", True),
        ("├─Seq: 1-1 [2, 90] --\n│    └─Flatten: 2-1 [2, 90] --\n├─Linear: 1-2 [2, 5] 455", False),  # it may belong to a branch
        ("├─Linear: 1-1 [2, 90] 900\n├─Linear: 1-2 [2, 5] 455", False),
    ],
)
def test_what_enters_in_pytorch(rows: str, is_certain: bool) -> None:
    assert last_feeding(TREE + rows, "dense", "torch") == Feeding(PrintedShape((2, 90)), is_certain, is_told=is_certain)


@pytest.mark.parametrize(
    "text, fault",
    [
        (TREE + "├─Flatten: 1-1 [2, 90] --\n├─Linear: 1-2 [2, 5] 460", "a dense layer with units=5 and input_dim=90 has 455, not 460"),
        ("Flatten-1 [-1, 90] 0\nLinear-2 [-1, 5] 405", "a dense layer with units=5 and input_dim=90 has 455, not 405"),
        ("flatten (Flatten) (None, 90) 0\ndense (Dense) (None, 5) 460", "a dense layer with units=5 and input_dim=90 has 455, not 460"),
        ("gru_3 (GRU) (None, 10, 9) 594\ngru_4 (GRU) (None, 5) 330", "a GRU with units=5 and input_dim=9 has 240, not 330"),
        (
            "dense_3 (Dense) (None, 9) 90\ndropout (Dropout) (None, 9) 0\ndense_4 (Dense) (None, 5) 60",
            "a dense layer with units=5 and input_dim=9 has 50, not 60",
        ),
    ],
)
def test_rows_that_contradict_what_enters(text: str, fault: str) -> None:
    *_, last = sc.check_summary(text).rows
    assert (last.consistent, last.message) == (False, fault)


@pytest.mark.parametrize(
    "text",
    [
        "dense_2 (Dense) (None, 1) 65\ndense_3 (Dense) (None, 4) 260",  # two heads on the same 64
        "dense (Dense) (None, 64) 640\ndense_1 (Dense) (None, 2) 130\ndense_2 (Dense) (None, 1) 65",
        "embedding (Embedding) (None, 20, 9) 900\ngru (GRU) (None, 20, 7) 378\ngru_1 (GRU) (None, 20, 5) 240",  # side by side
        TREE + "├─Flatten: 1-1 [2, 90] --\n├─Linear: 1-2 [2, 5] 35\n├─Linear: 1-3 [2, 4] 384",  # joined: 90 + 5
        TREE + "├─Flatten: 1-1 [2, 90] --\n├─Flatten: 1-2 [2, 30] --\n├─Linear: 1-3 [2, 4] 484",  # 90 + 30
        TREE + "├─Flatten: 1-1 [2, 90] --\n├─Flatten: 1-2 [2, 90] --\n├─Linear: 1-3 [2, 4] 724",
    ],
)
def test_branches_are_no_contradictions(text: str) -> None:
    assert sc.check_summary(text).faults == ()


@given(st.lists(st.integers(2, 64), min_size=3, max_size=6), st.integers(-3, 3))
def test_an_excerpt_is_right_if_each_row_reads_the_one_before(widths: list[int], off: int) -> None:
    read, *others = widths
    counts = [4 * units * (before + units + 1) for before, units in pairwise([read, *others])]
    counts[-1] += 4 * others[-1] * off
    rows = [f"lstm_{place} (LSTM) (None, 9, {units}) {count}" for place, (units, count) in enumerate(zip(others, counts, strict=True), start=3)]
    read_last = others[-2] + off
    may_be_read = {*others, *widths[:-2], others[-2] + 1, others[-2] - 1}  # one input more or less: two bias vectors or none
    if off == 0:
        assert sc.check_summary("\n".join(rows)).consistent
    elif read_last not in may_be_read:
        assert not sc.check_summary("\n".join(rows)).consistent


def test_names_that_are_cut_off_alike_name_no_row() -> None:
    text = f"{CONNECTED}a_long_na… (Flatten) (None, 7) 0\na_long_na… (Flatten) (None, 9) 0\nd (Dense) (None, 5) 40 "
    assert sc.check_summary(f"{text}a_long_na…").rows[-1].inferred == {"units": 5, "input_dim": 7}
    assert last_feeding(f"{text}a_long_n…", "dense") == Feeding(is_first=True)
