"""Printed summaries: a row of every format, read; and that no text is too much."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.errors import InputError, SymcountError
from symcount.reading.printed.cells import PrintedShape
from symcount.reading.summary import read_summary

KERAS = "Layer (type)  Output Shape  Param #  Connected to\n"
TREE = "Layer (type:depth-idx)  Output Shape  Param #\n"
COLUMNS = "Layer (type (var_name))  Input Shape  Output Shape  Param #  Kernel Shape\n"
LIGHTNING = "  | Name | Type | Params\n-----\n"


@pytest.mark.parametrize(
    "text, name, kind, sides, count",
    [
        ("lstm_1 (LSTM)      (None, 256)    4457472     lstm_input_1[0][0]", "lstm_1", "LSTM", (None, 256), 4457472),
        ("lstm_1 (LSTM) (None, 256) 4457472", "lstm_1", "LSTM", (None, 256), 4457472),
        ("dense_1 (Dense)    (None, 76L)    121676L", "dense_1", "Dense", (None, 76), 121676),
        ("time_distributed_1 (TimeDist (None, 400, 650)  3900", "time_distributed_1", "TimeDist", (None, 400, 650), 3900),
        ("time_distributed_1   (None, 400, 650)    3900  = ?", "time_distributed_1", "", (None, 400, 650), 3900),
        ("bn2a_branch2a (BatchNormalization(None, 55, 55, 64)    256", "bn2a_branch2a", "BatchNormalization", (None, 55, 55, 64), 256),
        ("input_1 (InputLayer)  [(None, 28, 28, 1)]  0   []", "input_1", "InputLayer", (None, 28, 28, 1), 0),
        ("gru_4 (GRU)  multiple  107400", "gru_4", "GRU", None, 107400),
        ("lstm_1 (LSTM)  (None, 400, 5)  380   = 4*(13*5 + 5*5 + 5)", "lstm_1", "LSTM", (None, 400, 5), 380),
        (" conv2d_transpose (Conv2DTra  (None, 14, 14, 64)  36928 \n nspose)  ", "conv2d_transpose", "Conv2DTranspose", (None, 14, 14, 64), 36928),
        ("## dense (Dense)   (None, 784)   615440", "dense", "Dense", (None, 784), 615440),
        ("│ conv2d_1 (Conv2D) │ (None, 60, 60, 50) │      22,550 │", "conv2d_1", "Conv2D", (None, 60, 60, 50), 22550),
        ("│ bn1                │ (None, 62, 62, │  64 │\n│ (BatchNormalizati… │ 16)            │     │", "bn1", "BatchNormalizati", (None, 62, 62, 16), 64),
        ("<tr><td>dense (Dense)</td><td>(None, 10)</td><td>46090</td></tr>", "dense", "Dense", (None, 10), 46090),
        ("| Layer | Output | Params |\n|--|--|--|\n| `Dense` | `(None, 1)` | 129 |", "Dense", "", (None, 1), 129),
        ("| conv1 | 28×28×32 | 320 |", "conv1", "", (None, 28, 28, 32), 320),
        (TREE + "├─LayerNorm: 1-3    [1, 512, 128]   256", "LayerNorm: 1-3", "LayerNorm", (1, 512, 128), 256),
        (TREE + "│    └─Conv2d: 2-1  [1, 16, 28, 28]   (160)", "Conv2d: 2-1", "Conv2d", (1, 16, 28, 28), 160),
        (COLUMNS + "├─Conv2d (0)  [1, 3, 32, 32]  [1, 12, 28, 28]  912  [5, 5]", "Conv2d (0)", "Conv2d", (1, 12, 28, 28), 912),
        (COLUMNS + "├─MaxPool2d (3)  [1, 12, 28, 28]  [1, 12, 14, 14]  --   2", "MaxPool2d (3)", "MaxPool2d", (1, 12, 14, 14), None),
        ("        Conv2d-1      [-1, 64, 112, 112]        9,408", "Conv2d-1", "Conv2d", (None, 64, 112, 112), 9408),
        (LIGHTNING + "0 | l1 | Linear | 7.9 K", "l1", "Linear", None, 7900),
        (LIGHTNING + "  | other params | n/a | 12", "other params", "n/a", None, 12),
    ],
)
def test_a_row(text: str, name: str, kind: str, sides: tuple[int | None, ...] | None, count: int | None) -> None:
    (row,) = read_summary(text)[0].rows
    assert (row.name, row.kind, row.leaving and row.leaving.sides, row.count and row.count.shown) == (name, kind, sides, count)


@pytest.mark.parametrize(
    "text, totals",
    [
        ("Total params: 49,378", {"total": 49378}),
        (
            "Total params: 49,378 (192.88 KB)\nTrainable params: 49,000 (1 KB)\n Non-trainable params: 378",
            {"total": 49378, "trainable": 49000, "non_trainable": 378},
        ),
        ("**Total params:** 49,378", {"total": 49378}),
        ("_Total params: 49,378_\n_Non-trainable params: 378_", {"total": 49378, "non_trainable": 378}),
        ("__Total params__: 49,378", {"total": 49378}),
        ("_49,378 total parameters_", {"total": 49378}),
        ("Total params: 10 Trainable params: 10", {"total": 10, "trainable": 10}),
        ("Optimizer params: 2 (12.00 B)", {"optimizer": 2}),
        ("101 K     Trainable params", {"trainable": 101000}),
        ("| Total | 1,234 |", {"total": 1234}),
        ("Total mult-adds (G): 1.81\nEstimated Total Size (MB): 2.1\nParams size (MB): 0.08", {}),
    ],
)
def test_totals(text: str, totals: dict[str, int]) -> None:
    (table,) = read_summary(f"dense (Dense) (None, 5) 10\n{text}")
    assert {name: count.shown for name, count in table.totals.items()} == totals


@pytest.mark.parametrize(
    "rest, feeds",
    [
        ("activation[0][0]", ("activation",)),
        ("lstm[0][0], dense_2[1][0]", ("lstm", "dense_2")),
        ("add[0][0]\n                      dense_3[0][0]", ("add", "dense_3")),
        ("embedding1", ("embedding1",)),
        ("", ()),
    ],
)
def test_connections(rest: str, feeds: tuple[str, ...]) -> None:
    assert read_summary(f"{KERAS}dense (Dense)  (None, 5)  10   {rest}")[0].rows[0].feeds == feeds


@pytest.mark.parametrize("text, right", [("", True), ("Layer (type) Output Shape Param #\n", False), ("Layer (type) Output Shape Param #\n...\n", True)])
def test_fragments(text: str, right: bool) -> None:
    assert read_summary(f"{text}dense (Dense) (None, 5) 10")[0].is_fragment == right


@pytest.mark.parametrize(
    "shape, sides, is_cut, is_of_list",
    [
        ("(None, 8, 16, 240, 2", (None, 8, 16, 240, 2), True, False),
        ("(None, 8, 16, 240,", (None, 8, 16, 240, None), True, False),
        ("(None, 8, 16, 240, …", (None, 8, 16, 240, None), True, False),
        ("[(None, 20), (None,", (None, 20), False, True),
        ("[(None, 20), (None, 2", (None, 20), False, True),
        ("[(None, 9, 20), (None, 20), (None,", (None, 9, 20), False, True),
        ("[(None, None, 20),", (None, None, 20), False, True),
        ("((None, 20), (None, 20))", (None, 20), False, True),
        ("[(None, 20)]", (None, 20), False, False),
        ("(None, 9 , 20)", (None, 9, 20), False, False),
    ],
)
@pytest.mark.parametrize("count", ["9856", "9,856"])
@pytest.mark.parametrize("rest", ["", "  reshape_1[0][0]"])
def test_shapes_that_are_cut_off(shape: str, sides: tuple[int | None, ...], is_cut: bool, is_of_list: bool, count: str, rest: str) -> None:
    (row,) = read_summary(f"layer_1 (ConvLSTM2D)  {shape}  {count}{rest}")[0].rows
    assert row.leaving == PrintedShape(sides, is_cut, is_of_list)
    assert (row.count and row.count.shown, row.feeds) == (9856, ("reshape_1",) if rest else ())


@pytest.mark.parametrize("first, second", [("(None, 62, 62,", "16)"), ("(None, 62, 62, 1", "6)"), ("(None, 62", ", 62, 16)")])
def test_a_shape_that_goes_on_in_the_next_line(first: str, second: str) -> None:
    (row,) = read_summary(f"bn1 (Conv2D)  {first}  64\n   {second}")[0].rows
    assert row.leaving == PrintedShape((None, 62, 62, 16))


def test_a_rounded_count_lies_within_a_unit_of_its_last_digit() -> None:
    count = read_summary(f"{LIGHTNING}0 | l1 | Linear | 7.9 K")[0].rows[0].count
    assert count is not None
    assert (count.least, count.most) == (7801, 7999)


def test_depths_of_a_tree() -> None:
    tree = "Net  [1, 10]  --\n├─Sequential: 1-1  [1, 16]  --\n│    └─Linear: 2-1  [1, 16]  160\n"
    assert [row.depth for row in read_summary(TREE + tree)[0].rows] == [0, 1, 2]
    box = "│ enc (Sequential) │ (None, 4) │ 84 │\n│    └ code (Dense) │ (None, 4) │ 84 │\n"
    assert [row.depth for row in read_summary(box)[0].rows] == [0, 1]


def test_two_summaries() -> None:
    one = "Layer (type) Output Shape Param #\ndense (Dense) (None, 5) 10\nTotal params: 10\n"
    assert len(read_summary(one * 2)) == 2


@pytest.mark.parametrize("text", ["", "hello", "4(nm+n^2)", "Layer (type) Output Shape Param #", "(" * 1000])
def test_no_summary(text: str) -> None:
    with pytest.raises(InputError, match="no summary found: a row has a layer, its shape and its count"):
        read_summary(text)


@given(st.text(alphabet="a1 (),|│├└─[]_.:=…L\n<td>None", max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(SymcountError):
        assert read_summary(text)
