"""Tables for spreadsheets and for Markdown; and names from files made fit to be shown."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

LONGEST_NAME = 120
"""Characters of a name that a table shows."""


def visible(name: str) -> str:
    r"""A name with what is no letter or sign written out, so that it cannot command a terminal; the middle of a long one is left out.

    >>> print(visible("w\x1b[31m"), len(visible("n" * 1000)))
    w\x1b[31m 120
    """
    text = printable(name)
    half = LONGEST_NAME // 2
    return text if len(text) <= LONGEST_NAME else f"{text[:half]}…{text[1 - half :]}"


def printable(text: str) -> str:
    r"""A text with what is no letter or sign written out.

    >>> print(printable("w\x1b[31m"))
    w\x1b[31m
    """
    return text if text.isprintable() else "".join(map(_written_out, text))


def _written_out(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode()


def csv_table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as spreadsheets read it: commas between the cells, quotes where a cell needs them, no text that they would compute.

    >>> print(csv_table(["name", "shape"], [["kernel", "(13, 20)"], ["=SUM(1)", "(5,)"]]))
    name,shape
    kernel,"(13, 20)"
    '=SUM(1),"(5,)"
    """
    lines = StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([_as_text(cell) for cell in row] for row in rows)
    return lines.getvalue().removesuffix("\n")


def _as_text(cell: object) -> object:
    """A cell behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def markdown_table(headers: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """A table as GitHub shows it; a bar inside a cell is escaped. `right` are the places of columns that stand to the right.

    >>> print(markdown_table(["name", "count"], [["a|b", "20"]], right=[1]))
    | name | count |
    | --- | ---: |
    | a\\|b | 20 |
    """
    numeric = set(right)
    rules = ["---:" if place in numeric else "---" for place in range(len(headers))]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in [headers, rules, *rows])


def markdown_code(text: str) -> str:
    """A code span on one line, within as many backticks as the text itself leaves free.

    >>> markdown_code("units")
    '`units`'
    """
    text = " ".join(text.split())
    return f"`` {text} ``" if "`" in text else f"`{text}`"
