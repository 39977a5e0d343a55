"""Tables with calculations: in the terminal, and for booktabs."""

from __future__ import annotations

import pytest

from symcount.rendering.calculations import Row, as_latex, as_table, signed

ROWS: list[Row] = [(["5", "380"], "4*(13*5 + 5**2)"), (["10", "-1,024"], "")]


def test_a_plain_table() -> None:
    assert as_table(["n", "count"], ROWS) == [
        "     n   count  calculation",
        "     5     380  4*(13*5 + 5**2)",
        "    10  -1,024",
    ]


def test_without_calculations_there_is_no_column() -> None:
    assert as_table(["n", ""], [(["5", "a"], "")]) == ["    n", "    5  a"]
    assert "calculation" not in as_latex(["n"], [(["5"], "")])


def test_a_table_for_a_paper() -> None:
    assert as_latex(["d_model", "count"], ROWS).splitlines() == [
        r"\begin{tabular}{rrl}",
        r"\toprule",
        r"d\_model & count & calculation \\",
        r"\midrule",
        r"5 & 380 & $4 \times (13 \times 5 + 5^{2})$ \\",
        r"10 & -1,024 &  \\",
        r"\bottomrule",
        r"\end{tabular}",
    ]


@pytest.mark.parametrize("number, text", [(1024, "+1,024"), (-5, "-5"), (0, "0")])
def test_differences_have_a_sign(number: int, text: str) -> None:
    assert signed(number) == text
