"""`check --summary`: whole tables with what they say, right and wrong, and that long or strange ones are answered in time."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from time import process_time
from typing import Any

import pytest

import symcount as sc
from symcount.errors import SymcountError
from symcount.layers import CATALOGUE, Layer
from tests.latex import compiles_latex, fits_a_page

HEADINGS = "Layer (type) Output Shape Param #\n"

STACKED = """
Layer (type)                 Output Shape              Param #
=================================================================
lstm_1 (LSTM)                (None, 400, 5)            380
_________________________________________________________________
lstm_2 (LSTM)                (None, 400, 5)            220
_________________________________________________________________
time_distributed_1 (TimeDist (None, 400, 650)          3900
=================================================================
Total params: 4,500
Trainable params: 4,500
Non-trainable params: 0
"""

IMAGES = """
conv2d (Conv2D) (None, 26, 26, 40) 400
conv2d_1 (Conv2D) (None, 24, 24, 8) 2888
dense (Dense) (None, 10) 46090
Total params: 49,378
"""

TORCHINFO = """
==========================================================================================
Layer (type:depth-idx)                   Output Shape              Param #
==========================================================================================
Net                                      [1, 10]                   --
├─Sequential: 1-1                        [1, 128, 16, 16]          --
│    └─Conv2d: 2-1                       [1, 64, 32, 32]           9,408
│    └─BatchNorm2d: 2-2                  [1, 64, 32, 32]           128
│    └─ReLU: 2-3                         [1, 64, 32, 32]           --
│    └─Conv2d: 2-4                       [1, 64, 16, 16]           640
==========================================================================================
Total params: 10,176
Trainable params: 10,176
Non-trainable params: 0
"""

NESTED = """
┃ Layer (type)            ┃ Output Shape   ┃ Param # ┃
│ x (InputLayer)          │ (None, 50)     │       0 │
│ encoder (Sequential)    │ (None, 4)      │   1,104 │
│    └ enc_1 (Dense)      │ (None, 20)     │   1,020 │
│    └ code (Dense)       │ (None, 4)      │      84 │
│ out (Dense)             │ (None, 50)     │     250 │
 Total params: 1,354 (5.29 KB)
"""

MARKDOWN = """
| Layer | Output | Params |
|---|---|---|
| Conv2D(32, 3x3) | 26x26x32 | 320 |
| MaxPooling2D(2) | 13x13x32 | 0 |
| Flatten() | 5408 | 0 |
| Dense(10) | 10 | 54,090 |
| Total | | 54,410 |
"""

WORDS = """
| | Activation shape | Activation Size | # parameters |
|---|---|---|---|
| Input: | (32,32,3) | 3072 | 0 |
| CONV1 (f =5, s=1) | (28,28,8) | 6,272 | 608 |
| POOL1 | (14,14,8) | 1,568 | 0 |
| CONV2 (f=5, s=1) | (10,10,16) | 1,600 | 3,216 |
| POOL2 | (5,5,16) | 400 | 0 |
| FC3 | (120,1) | 120 | 48,120 |
| Softmax | (10,1) | 10 | 1,210 |
"""


def inferred(text: str) -> dict[str, dict[str, int]]:
    return {row.row.name: dict(row.inferred) for row in sc.check_summary(text).rows if row.inferred}


@pytest.mark.parametrize(
    "text, sizes",
    [
        (
            STACKED,
            {"lstm_1": {"units": 5, "input_dim": 13}, "lstm_2": {"units": 5, "input_dim": 5}, "time_distributed_1": {"units": 650, "input_dim": 5}},
        ),
        (
            IMAGES,
            {
                "conv2d": {"filters": 40, "input_channels": 1, "kernel_height": 3, "kernel_width": 3},
                "conv2d_1": {"filters": 8, "input_channels": 40, "kernel_height": 3, "kernel_width": 3},
                "dense": {"units": 10, "input_dim": 4608},
            },
        ),
        (
            TORCHINFO,
            {
                "Conv2d: 2-1": {"filters": 64, "input_channels": 3, "kernel_height": 7, "kernel_width": 7, "bias": 0},
                "BatchNorm2d: 2-2": {"features": 64},
                "Conv2d: 2-4": {"filters": 64, "input_channels": 64, "kernel_height": 3, "kernel_width": 3},
            },
        ),
        (NESTED, {"enc_1": {"units": 20, "input_dim": 50}, "code": {"units": 4, "input_dim": 20}, "out": {"units": 50, "input_dim": 4}}),
        (
            MARKDOWN,
            {
                "Conv2D(32, 3x3)": {"filters": 32, "input_channels": 1, "kernel_height": 3, "kernel_width": 3},
                "Dense(10)": {"units": 10, "input_dim": 5408},
            },
        ),
        (
            WORDS,
            {
                "CONV1 (f =5, s=1)": {"filters": 8, "input_channels": 3, "kernel_height": 5, "kernel_width": 5},
                "CONV2 (f=5, s=1)": {"filters": 16, "input_channels": 8, "kernel_height": 5, "kernel_width": 5},
                "FC3": {"units": 120, "input_dim": 400},
                "Softmax": {"units": 10, "input_dim": 120},
            },
        ),
    ],
    ids=["stacked", "images", "torchinfo", "nested", "markdown", "words"],
)
def test_whole_tables(text: str, sizes: dict[str, Any]) -> None:
    assert sc.check_summary(text).faults == ()
    assert inferred(text) == sizes


@pytest.mark.parametrize(
    "text, fault",
    [
        (STACKED.replace(" 220", " 221"), "lstm_2: an LSTM with units=5 and input_dim=5 has 220, not 221"),
        (STACKED.replace("Total params: 4,500", "Total params: 4,501"), "the rows add up to 4,500, not to the total 4,501"),
        (STACKED.replace("Non-trainable params: 0", "Non-trainable params: 9"), "trainable and non-trainable are 4,500 + 9 = 4,509, not the total 4,500"),
        (f"{HEADINGS}dense (Dense) (None, 5) 10\nTotal params: 10\nTrainable params: 11", "trainable is 11, more than the total 10"),
        (f"{HEADINGS}dense (Dense) (None, 5) 10\nTotal params: 10\nNon-trainable params: 11", "non-trainable is 11, more than the total 10"),
        (IMAGES.replace("49,378", "49,370"), "the rows add up to 49,378, not to the total 49,370"),
        (f"{HEADINGS}flatten (Flatten) (None, 10) 5", "flatten: Flatten has no weights, not 5"),
        (
            f"{HEADINGS}x (InputLayer) (None, 9, 33) 0\nt (TimeDistributed) (None, 9, 5) 173",
            "t: a dense layer with units=5 and input_dim=33 has 170, not 173",
        ),
        (WORDS.replace("48,120", "48,001"), "FC3: a dense layer with units=120 and input_dim=400 has 48,000 with bias=0 or 48,120, not 48,001"),
        (
            WORDS.replace("3,216", "416"),  # the channels that enter are forgotten: no groups are printed
            "CONV2 (f=5, s=1): a conv2d with filters=16 and input_channels=8 has 144 with kernel_size=1 or 528 with kernel_size=2, never 416",
        ),
        ("lstm_2 (LSTM) (None, 400, 5) 221", "lstm_2: an LSTM with units=5 has 220 with input_dim=5 or 240 with input_dim=6, never 221"),
    ],
)
def test_what_is_wrong(text: str, fault: str) -> None:
    verdict = sc.check_summary(text)
    assert not verdict.consistent
    assert fault in verdict.faults
    assert str(verdict).startswith("The summary is not consistent: ")


@pytest.mark.parametrize(
    "text",
    [
        IMAGES.replace("conv2d_1 (Conv2D) (None, 24, 24, 8) 2888\n", ""),  # a visible fragment: a row is missing
        f"{HEADINGS}mine (MyLayer) (None, 5) 12345\nTotal params: 12345",
        f"{HEADINGS}vgg (TimeDistributed) (None, 10, 7, 7, 512) 14714688\nTotal params: 14714688",
        f"{HEADINGS}dense (Dense) ? 0 (unbuilt)",
        "LSTM-1   [-1, 7, 5]    0",
        "multi_head_attention (MultiHeadAttention) (None, 200, 32) 8416",
    ],
)
def test_what_nobody_can_know_is_no_fault(text: str) -> None:
    assert sc.check_summary(text).faults == ()


@pytest.mark.parametrize(
    "row, message",
    [
        ("| Dense block: last | 10 | 110 |", "Dense block: last is not in the catalogue"),
        ("| Dense(10) | 10 | a few |", "its count a few is not read"),
        ("| Dense(10) | 10 | ? |", "no count is printed"),
    ],
)
def test_a_row_that_cannot_be_read_is_said(row: str, message: str) -> None:
    verdict = sc.check_summary(MARKDOWN.replace("| Total", f"{row}\n| Total"))
    assert (verdict.rows[-1].is_explained, verdict.rows[-1].message) == (False, message)
    assert verdict.unexplained == 1


@pytest.mark.parametrize(
    "row, faults",
    [
        ("| All together, trained | | 54,410 |", ()),
        ("| Dense block: last | 10 | 0 |", ()),
        ("| Dense(5) | 5 | 55 |", ("the rows add up to 54,465, not to the total 54,410",)),
    ],
)
def test_a_row_that_cannot_be_read_may_be_no_layer(row: str, faults: tuple[str, ...]) -> None:
    assert sc.check_summary(MARKDOWN.replace("| Total", f"{row}\n| Total")).faults == faults


def test_counts_that_are_cut_off_are_not_judged() -> None:
    text = "┃ Layer (type) ┃ Output Shape ┃ Param # ┃\n│ dense (Dense) │ (None, 1000) │ 2,049,… │\n"
    text += "│ last (Dense) │ (None, 10) │ 10,010 │\n Total params: 2,059,010"
    assert sc.check_summary(text).faults == ()


def test_the_optimizer_is_counted_in_the_total_and_in_no_row() -> None:
    rest = "Total params: 32\nTrainable params: 10\nNon-trainable params: 0\nOptimizer params: 22"
    assert sc.check_summary(f"{HEADINGS}dense (Dense) (None, 5) 10\n{rest}").consistent


def test_json_keys() -> None:
    found = sc.check_summary(STACKED).to_dict()
    assert (found["consistent"], found["total"], found["total_checked"], found["unexplained"]) == (True, 4500, True, 0)
    row = found["rows"][0]
    assert row == {
        "name": "lstm_1",
        "class": "LSTM",
        "layer": "lstm",
        "params": 380,
        "inferred": {"units": 5, "input_dim": 13},
        "consistent": True,
        "explained": True,
        "message": "4*(13*5 + 5*5 + 5) = 380",
    }


def test_without_a_total_it_is_the_sum_of_the_rows() -> None:
    assert sc.check_summary("dense (Dense) (None, 5) 10\ndense_1 (Dense) (None, 5) 30").total == 40


DENSE, OTHER = "dense (Dense) (None, 10) 110\n", "mine (Foo) (None, 10) 110\n"


@pytest.mark.parametrize(
    "text, sentence",
    [
        (f"{DENSE}Total params: 110", "one row and the total"),
        (f"{DENSE}Total params: 1100", "one row; the total is not checked (a fragment)"),
        (f"{HEADINGS}{DENSE}...\n{DENSE}Total params: 99,999", "two rows; the total is not checked (a fragment)"),
        (f"{HEADINGS}{DENSE}{OTHER}Total params: 220", "two rows and the total; one row is not explained"),
        (f"{HEADINGS}{OTHER}{OTHER}Total params: 220", "two rows and the total; two rows are not explained"),
        ("flatten (Flatten) (None, 10) 0\nmine (Foo) (None, 10) 0", "two rows"),  # nothing is to be explained
    ],
)
def test_what_consistent_does_not_mean(text: str, sentence: str) -> None:
    assert str(sc.check_summary(text)).splitlines()[0] == f"The summary is consistent: {sentence}."


@pytest.mark.parametrize("text", [f"{OTHER}{OTHER}", f"{HEADINGS}{OTHER}", f"{HEADINGS}dense (Dense) ? --\nTotal params: 110", f"{OTHER}Total params: 220"])
def test_a_table_of_which_nothing_is_confirmed_is_not_consistent(text: str) -> None:
    assert sc.check_summary(text).faults == ("no row is explained, and no total confirms them",)


def test_a_row_for_which_no_work_is_left_is_no_fault() -> None:
    wrong, right = "c{} (Conv2D) (None, 9, 9, 512) 2359809\n", "d (Conv2D) (None, 9, 9, 300) 1161300\n"
    *_, last = sc.check_summary("".join(wrong.format(i) + wrong.format(i).replace("809", f"8{i}1") for i in range(10, 40)) + right).rows
    assert last.consistent


def test_what_is_shown() -> None:
    verdict = sc.check_summary("lstm_1 (LSTM) (None, 400, 5) 380")
    assert str(verdict) == "The summary is consistent: one row.\n\n      lstm_1  LSTM  380  units=5, input_dim=13  4*(13*5 + 5*5 + 5) = 380"
    assert "<strong>The summary is consistent: one row.</strong>" in verdict._repr_html_()
    assert verdict.latex() == "380"


def test_a_table_for_a_paper() -> None:
    assert sc.check_summary(STACKED.replace("220", "221")).table().splitlines() == [
        "% lstm_2: an LSTM with units=5 and input_dim=5 has 220, not 221",
        "% the rows add up to 4,501, not to the total 4,500",
        r"\begin{tabular}{lllr}",
        r"\toprule",
        r"name & layer & parameters & count \\",
        r"\midrule",
        r"lstm\_1 & LSTM & $4 \times (13 \times 5 + 5 \times 5 + 5)$ & 380 \\",
        r"lstm\_2 & LSTM &  & 221 \\",
        r"time\_distributed\_1 & dense layer & $5 \times 650 + 650$ & 3,900 \\",
        r"\midrule",
        r"total &  &  & 4,500 \\",
        r"\bottomrule",
        r"\end{tabular}",
    ]


@compiles_latex
def test_every_table_compiles(tmp_path: Path) -> None:
    fits_a_page([sc.check_summary(text).table() for text in (STACKED, IMAGES, TORCHINFO, NESTED)], tmp_path)


SLACK = 3
"""Machines that test are slow and shared."""


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_every_layer_of_the_catalogue_is_answered(layer: Layer) -> None:
    rows = [f"x ({layer.name}) (None, {sides}) {count}" for sides in ("16, 8", "9, 9, 32") for count in (0, 7, 1100, 2**40 + 1)]
    assert len(sc.check_summary("\n".join(rows)).rows) == len(rows)


LONG = {
    "rows": "dense_1 (Dense) (None, 10) 110\n" * 3000,
    "other rows": "".join(f"c{i} (Conv2D) (None, 7, 7, {i % 97 + 1}) {i * 7919 + 13}\n" for i in range(2500)),
    "arguments": "".join(f"| Conv2d({i % 97 + 1}, {i % 7 + 1}, {i % 3 + 1}) | {i * 7} |\n" for i in range(3000)),
    "blanks among arguments": f"|Conv2D(1{' ' * 100_000}z)|3x3x3|3|",
    "trees": "".join(f"├─LSTM: 1-{i} [1, 7, {i % 89 + 1}] {i * 104729}\n" for i in range(2500)),
    "short rows": "".join(f"a{i} (GRU) {i}\n" for i in range(6000)),
    "digits": "a (Dense) (None, 5) " + "1" * 90_000,
    "one shape": "a (B) (" + "1," * 50_000,
    "tags": "<td>" * 25_000,
    "bars": "│" * 100_000,
    "cells": "│a│b\n" * 20_000,
    "references": "a (Dense) (None, 3) 5 " + "a[0" * 25_000,
    "connections": "a (Dense) (None, 3) 5\n" + "b[0][0]\n" * 100_000,
    "lines of a box": "│ a (Dense) │ (None, 3) │ 5 │\n" + "│ b │ │ │\n" * 60_000,
    "headings": "layer param " * 8000,
    "a word": "a" * 100_000,
    "blanks": " " * 100_000,
}


@pytest.mark.parametrize("name", LONG)
def test_any_text_is_answered_in_two_seconds(name: str) -> None:
    sc.check_summary("dense (Dense) (None, 5) 10")
    start = process_time()
    with suppress(SymcountError):
        assert str(sc.check_summary(LONG[name]))
    assert process_time() - start < 2 * SLACK
