"""A table as a whole: what rows add up to, whose framework it is, what enters a row."""

from __future__ import annotations

import pytest

import symcount as sc

HEADINGS = "Layer (type) Output Shape Param # Connected to\n"


@pytest.mark.parametrize(
    "text, framework",
    [
        ("dense (Dense) (None, 5) 10", "keras"),
        ("LayerNorm: 1-3 [1, 512, 128] 256", "torch"),
        ("Conv2d-1 [-1, 64, 112, 112] 9,408", "torch"),
        ("| Layer | Type | Params |\n| l1 | BatchNorm2d | 64 |", "torch"),
    ],
)
def test_frameworks(text: str, framework: str) -> None:
    assert sc.check_summary(text).tables[0].framework == framework


@pytest.mark.parametrize(
    "feeds, input_dim",
    [("a[0][0]", 7), ("b[0][0]", 9), ("nobody[0][0]", 7), ("long_nam…", 7)],
)
def test_what_a_row_is_connected_to_enters_it(feeds: str, input_dim: int) -> None:
    text = f"{HEADINGS}a (InputLayer) (None, 7) 0\nlong_name (Flatten) (None, 7) 0 a[0][0]\nb (InputLayer) (None, 9) 0\n"
    row = sc.check_summary(f"{text}d (Dense) (None, 5) {5 * (input_dim + 1)} {feeds}").rows[-1]
    assert (row.consistent, row.inferred) == (True, {"units": 5, "input_dim": input_dim})


def test_a_row_contradicts_what_it_is_connected_to() -> None:
    text = f"{HEADINGS}a (InputLayer) (None, 7) 0\nd (Dense) (None, 5) 50 a[0][0]"
    assert sc.check_summary(text).faults == ("d: a dense layer with units=5 and input_dim=7 has 40, not 50",)


def test_in_a_fragment_the_row_before_only_may_enter() -> None:
    assert sc.check_summary("a (Dense) (None, 7) 21\nd (Dense) (None, 5) 50").consistent


@pytest.mark.parametrize(
    "remark, fault",
    [
        ("= 4*(13*5 + 5*5 + 5)", None),
        ("= 4*(n*m + n^2 + n)", None),
        ("= ?", None),
        ("of them, many", None),
        ("= 4*(13*5 + 5*5)", "lstm_1: 4*(13*5 + 5*5) is 360, not 380"),
    ],
)
def test_the_calculation_behind_a_count(remark: str, fault: str | None) -> None:
    assert sc.check_summary(f"lstm_1 (LSTM) (None, 400, 5) 380 {remark}").faults == ((fault,) if fault else ())


def test_classes_that_are_cut_off_alike_are_told_by_their_names() -> None:
    rows = sc.check_summary("x (SeparableC (None, 5, 16) 170\nseparable_conv2d (SeparableC (None, 5, 16) 170").rows
    assert [row.layer and row.layer.name for row in rows] == ["separable_conv1d", "separable_conv2d"]
