"""Heat maps: counts and level lines, by trying every size."""

from __future__ import annotations

from typing import Any

import pytest

import symcount as sc
from symcount.errors import InputError

ACROSS, UPWARDS = range(1, 60), range(3, 90, 2)


def count(units: int, input_dim: int) -> int:
    return 4 * units * (units + input_dim + 1)


@pytest.mark.parametrize("budget", [1, 19, 20, 1000, 5000, 20_000, 34_000, 36_000, 10**9])
def test_a_level_line_is_exact(budget: int) -> None:
    figure = sc.figures.heatmap("lstm", units=ACROSS, input_dim=UPWARDS, budgets=[budget])
    (level,) = figure.levels
    inside = {column: [row for row in UPWARDS if count(column, row) <= budget] for column in ACROSS}
    on_the_line = [column for column in ACROSS if inside[column]]
    assert all(row == inside[column][-1] for column, row in level.places)
    if not on_the_line or all(rows == list(UPWARDS) for rows in inside.values()):
        assert level.places == ()
    else:
        whole = [column for column in ACROSS if inside[column] == list(UPWARDS)]
        assert level.places[0][0] == max(whole, default=ACROSS[0])
        assert level.places[-1][0] == on_the_line[-1]
    squares = [size for size in ACROSS if size in UPWARDS and count(size, size) <= budget]
    assert level.square == (squares[-1] if squares and squares[-1] < 59 else None)


@pytest.mark.parametrize(
    "across, upwards, square",
    [
        (range(100, 501, 100), range(100, 501, 100), 300),
        (range(1, 501), range(100, 501, 100), 300),
        (range(1, 501, 2), range(2, 501, 2), None),
        (range(1, 9), range(9, 501), None),
    ],
)
def test_a_square_is_a_size_of_both_ranges(across: range, upwards: range, square: int | None) -> None:
    (level,) = sc.figures.heatmap("lstm", units=across, input_dim=upwards, budgets=[1_000_000]).levels
    assert level.square == square


def test_counts_are_those_of_the_layer() -> None:
    figure = sc.figures.heatmap("lstm", units=ACROSS, input_dim=UPWARDS)
    assert figure.counts == tuple(tuple(count(column, row) for column in figure.columns) for row in figure.rows)
    assert (figure.across, figure.upwards, figure.columns[-1], figure.rows[-1]) == ("units", "input_dim", 59, 89)


def test_budgets_are_drawn_once_and_in_order() -> None:
    figure = sc.figures.heatmap("lstm", units=ACROSS, input_dim=UPWARDS, budgets=[2000, 1000, 2000])
    assert [level.budget for level in figure.levels] == [1000, 2000]


@pytest.mark.parametrize("budgets", [[0], [-1], [True], [2.5], ["1000"], "1000", 1000, [10**30], range(1, 9)])
def test_what_is_no_budget_is_refused(budgets: Any) -> None:
    with pytest.raises(InputError, match="budget"):
        sc.figures.heatmap("lstm", units=ACROSS, input_dim=UPWARDS, budgets=budgets)


@pytest.mark.parametrize("sizes", [{"units": 5, "input_dim": UPWARDS}, {"units": 5, "input_dim": 3}, {"units": ACROSS, "input_dim": UPWARDS, "bias": range(2)}])
def test_two_sizes_go_through_ranges(sizes: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="two sizes go through a range"):
        sc.figures.heatmap("lstm", **sizes)


def test_a_count_that_falls_has_no_line() -> None:
    with pytest.raises(InputError, match="the count falls where tied grows"):
        sc.figures.heatmap("reversible_embedding", vocab_size=range(1, 600), tied=range(2), embedding_dim=8, budgets=[4000])
