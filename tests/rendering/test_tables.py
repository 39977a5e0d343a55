"""Tables for elsewhere: cells stay what they are."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.rendering.tables import LONGEST_NAME, csv_table, markdown_code, markdown_table, visible

COMPUTED = ("=", "+", "-", "@", "\t")
"""How a cell begins that a spreadsheet computes."""


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\r\n\0'", exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_csv_reads_back(rows: list[list[str]]) -> None:
    read = list(csv.reader(csv_table(["a", "b"], rows).split("\n")))
    assert [[cell.removeprefix("'") if cell[1:].startswith(COMPUTED) else cell for cell in row] for row in read] == [["a", "b"], *rows]
    assert not any(cell.startswith(COMPUTED) for row in read for cell in row)


@given(st.text(st.characters(codec="utf-8")))
def test_a_visible_name_is_one_short_line(name: str) -> None:
    shown = visible(name)
    assert shown.isprintable()
    assert len(shown) <= LONGEST_NAME
    assert shown == name or not name.isprintable() or len(name) > LONGEST_NAME


@pytest.mark.parametrize("name, shown", [("w", "w"), ("\x1b[2J", r"\x1b[2J"), ("\ud800", r"\ud800"), ("名", "名"), ("a\nb", r"a\nb"), ("\u202e", r"\u202e")])
def test_names_made_visible(name: str, shown: str) -> None:
    assert visible(name) == shown


def test_a_bar_does_not_end_a_cell() -> None:
    assert markdown_table(["a"], [[markdown_code("x|y`z")]]).splitlines()[-1] == "| `` x\\|y`z `` |"
