"""Which layers a printed class may be: whole, cut off, left out, wrapped."""

from __future__ import annotations

import pytest

from symcount.judging.printed.classes import ClassNames
from symcount.layers import find
from symcount.reading.printed.arguments import Argument
from symcount.reading.printed.cells import Count
from symcount.reading.printed.rows import Row

BUILT: dict[str, dict[str, tuple[str, ...]]] = {
    "keras": {"dense": ("dense",), "lstm": ("lstm",)},
    "torch": {"lstm": ("lstm", "bidirectional_lstm", "projected_lstm")},
}
CLASS_NAMES = ClassNames(frozenset(("flatten", "globalaveragepooling2d", "activation")), BUILT)


@pytest.mark.parametrize(
    "name, kind, is_cut, first",
    [
        ("lstm_1", "LSTM", False, "lstm"),
        ("x", "nn.LSTM", False, "lstm"),
        ("x", "Convolution2D", False, "conv2d"),
        ("x", "Bidirectional(LSTM)", False, "bidirectional_lstm"),
        ("x", "TimeDistributed(Dense)", False, "dense"),
        ("separable_conv2d", "SeparableConv", True, "separable_conv2d"),
        ("x", "SeparableConv", True, "separable_conv1d"),
        ("bidirectional_1", "Bidirection", True, "bidirectional_lstm"),
        ("time_distributed_1", "TimeDist", True, "dense"),
        ("time_distributed_1", "", False, "dense"),
        ("conv_lst_m2d_3", "", False, "conv_lstm2d"),
        ("block1_conv1", "", False, "conv2d"),
        ("fc7", "", False, "dense"),
        ("lstm_1", "MyLSTM", False, None),
        ("lstm_1", "X", True, None),
        ("x", "NonDynamicallyQuantizableLinear", False, "dense"),
        ("flatten_1", "Flatten", False, None),
    ],
)
def test_the_likeliest_layer(name: str, kind: str, is_cut: bool, first: str | None) -> None:
    found = CLASS_NAMES.classes(Row(name, kind, is_cut), "keras").layers
    assert (found[0].name if found else None) == first


@pytest.mark.parametrize(
    "row, first, is_weightless",
    [
        (Row("CONV1 (f=5)", "CONV1", arguments=(Argument("f", (5,)),)), "conv2d", False),
        (Row("FC3", ""), "dense", False),
        (Row("POOL1", ""), None, True),
        (Row("Input:", ""), None, True),
        (Row("Softmax", "", count=Count(850, 850, 850)), "dense", False),
        (Row("Softmax", "", count=Count(0, 0, 0)), None, False),
        (Row("x", "Dense2"), None, False),  # somebody's own
    ],
)
def test_words_of_tables_that_are_written_by_hand(row: Row, first: str | None, is_weightless: bool) -> None:
    found = CLASS_NAMES.classes(row, "keras")
    assert (found.layers[0].name if found.layers else None, found.is_weightless) == (first, is_weightless)


@pytest.mark.parametrize("kind, right", [("Flatten", True), ("GlobalAver", True), ("Activation", False), ("Dense", False)])
def test_what_has_no_weights(kind: str, right: bool) -> None:
    assert CLASS_NAMES.classes(Row("x", kind, kind == "GlobalAver"), "keras").is_weightless == right


def test_a_recurrent_layer_of_pytorch_may_read_in_both_directions() -> None:
    assert [layer.name for layer in CLASS_NAMES.classes(Row("LSTM: 1-1", "LSTM"), "torch").layers] == ["lstm", "bidirectional_lstm", "projected_lstm"]


@pytest.mark.parametrize("kind, layer, right", [("Dense", "dense", True), ("TransformerBlock", "encoder_layer", False), ("SelfAttention", "dense", False)])
def test_whose_layer_it_is(kind: str, layer: str, right: bool) -> None:
    assert CLASS_NAMES.is_standard(Row("x", kind), find(layer), "keras") == right
