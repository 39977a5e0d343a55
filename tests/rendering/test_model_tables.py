"""A model as tables, without any model: names, formulas and counts as they are given."""

from __future__ import annotations

import pytest

from symcount.algebra.value import symbol
from symcount.errors import InputError
from symcount.rendering.model_tables import Cells, ModelTables
from symcount.rendering.tree import tree_of

OPEN = 3 * symbol("units")
ROWS = [
    Cells("h.0…1.dense", "dense", "3·units", "", "3·units", "not trained", tree_of(OPEN), OPEN),
    Cells("cls_token", "-", "", "1×1×7", "7", "", None, 7),
]
TABLES = ModelTables("m", OPEN + 7, ROWS, [[("total", "3·units + 7", "")], []], ["a note"])


def test_a_line_a_row() -> None:
    assert TABLES.text().splitlines() == [
        "m: 3·units + 7 parameters",
        "",
        "    h.0…1.dense  dense  3·units         3·units  not trained",
        "    cls_token    -               1×1×7  7",
        "",
        "    total  3·units + 7",
        "",
        "    a note",
    ]


def test_signs_do_not_act_in_markdown() -> None:
    assert TABLES.markdown().splitlines()[4:6] == [
        "| `h.0…1.dense` | dense | `3·units` |  | 3·units | not trained |",
        "| `cls_token` | - |  | `1×1×7` | 7 |  |",
    ]


def test_several_lines_in_a_cell() -> None:
    assert [row.stacked for row in ROWS] == [("h.0…1.dense\n  dense", "3·units\nnot trained", "3·units"), ("cls_token\n  -", "1×1×7", "7")]
    assert TABLES.page().count("<tr>") == 5


def test_a_size_has_one_letter_in_all_rows() -> None:
    latex = TABLES.latex()
    assert r"\texttt{h.0\ldots{}1.dense} & $3n$ & $3n$ \\" in latex
    assert r"$1 \times 1 \times 7$" in latex
    assert r"total &  & $3n + 7$ \\" in latex


def test_an_author_has_letters_of_their_own() -> None:
    assert r"total &  & $3h + 7$ \\" in TABLES.latex({"units": "h"})
    with pytest.raises(InputError, match="no size in it is called 'unit'; did you mean 'units'"):
        TABLES.latex({"unit": "h"})
