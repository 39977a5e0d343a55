"""Totals: what the rows add up to, and that what is not trained is statistics and frozen rows."""

from __future__ import annotations

import pytest

import symcount as sc
from symcount.judging.printed.totals import sums_of_rows
from symcount.reading.printed.cells import Count
from symcount.reading.printed.rows import Row


def row(count: int | None, depth: int = 0) -> Row:
    return Row("x", "X", count=None if count is None else Count(count, count, count), depth=depth)


@pytest.mark.parametrize(
    "rows, sums",
    [
        ([row(3), row(4)], [7]),
        ([row(None), row(3, 1), row(4, 1)], [7]),
        ([row(7), row(3, 1), row(4, 1), row(5)], [19, 12]),
        ([row(7), row(7, 1), row(3, 2), row(4, 2), row(5)], [26, 12]),
    ],
)
def test_sums(rows: list[Row], sums: list[int]) -> None:
    assert [one.shown for one in sums_of_rows(rows)] == sums


def test_rounded_counts_add_up_within_what_is_rounded() -> None:
    text = "  | Name | Type | Params\n0 | a | Sequential | 50.4 K\n1 | b | Sequential | 51.2 K\n{} K   Total params\n"
    assert sc.check_summary(text.format(101)).consistent
    assert not sc.check_summary(text.format(104)).consistent


NORMED = """Layer (type) Output Shape Param #
x (InputLayer) (None, 20) 0
dense (Dense) (None, 100) 2100
bn (BatchNormalization) (None, 100) {bn}
act (Activation) (None, 100) 0
{more}
"""


@pytest.mark.parametrize(
    "bn, more, totals, fault",
    [
        (400, "", "Total params: 2,500\nTrainable params: 2,300\nNon-trainable params: 200", None),
        (400, "", "Total params: 2,500\nTrainable params: 200\nNon-trainable params: 2,300", None),  # the dense layer is frozen
        (400, "", "Total params: 2,500\nTrainable params: 0\nNon-trainable params: 2,500", None),
        (300, "", "Total params: 2,400\nTrainable params: 2,200\nNon-trainable params: 200", None),  # no shift
        (200, "", "Total params: 2,300\nTrainable params: 2,100\nNon-trainable params: 200", None),  # neither gain nor shift
        (400, "mine (Foo) (None, 5) 10", "Total params: 2,510\nTrainable params: 2,510\nNon-trainable params: 0", None),  # not every row is solved
        (400, "", "Total params: 2,500\nTrainable params: 2,500\nNon-trainable params: 0", "non-trainable is 0, but the rows keep 200 statistics"),
        (400, "", "Total params: 2,500\nTrainable params: 2,500", "non-trainable is 0, but the rows keep 200 statistics"),
        (400, "", "Total params: 2,500\nNon-trainable params: 100", "non-trainable is 100, but the rows keep 200 statistics"),
        (
            400,
            "",
            "Total params: 2,500\nTrainable params: 2,250\nNon-trainable params: 250",
            "non-trainable is 250, but the rows keep 200 statistics, and no rows together have the other 50",
        ),
        (
            400,
            "",
            "Total params: 2,522\nTrainable params: 2,300\nNon-trainable params: 200\nOptimizer params: 22",
            None,
        ),
    ],
)
def test_what_is_not_trained(bn: int, more: str, totals: str, fault: str | None) -> None:
    assert sc.check_summary(NORMED.format(bn=bn, more=more) + totals).faults == ((fault,) if fault else ())


def test_of_a_fragment_and_in_pytorch_statistics_are_not_compared() -> None:
    assert sc.check_summary("bn (BatchNormalization) (None, 100) 400\nTotal params: 400\nTrainable params: 400").consistent
    assert sc.check_summary("Layer (type) Output Shape Param #\nBatchNorm1d-1 [-1, 100] 200\nTotal params: 200\nTrainable params: 200").consistent


def test_the_parts_of_a_row_are_counted_once() -> None:
    rows = "│ x (InputLayer) │ (None, 20) │ 0 │\n│ enc (Sequential) │ (None, 9) │ 225 │\n│    └ d (Dense) │ (None, 9) │ 189 │\n"
    table = f"┃ Layer (type) ┃ Output Shape ┃ Param # ┃\n{rows}│    └ b (BatchNormalization) │ (None, 9) │ 36 │\n Total params: 225\n Trainable params: {{}}"
    assert sc.check_summary(table.format(207)).consistent
    assert not sc.check_summary(table.format(225)).consistent


def test_many_rows_are_no_work_without_end() -> None:
    rows = "".join(f"d{i} (Dense) (None, 10) {10 * i}\n" for i in range(2, 2000))
    total = sum(10 * i for i in range(2, 2000))
    text = f"Layer (type) Output Shape Param #  Connected to\n{rows}Total params: {total}\nTrainable params: {total - 1_000_001}"
    assert len(sc.check_summary(text).rows) == 1998
