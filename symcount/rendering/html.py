"""Text and tables as HTML for notebooks and pages: nothing in them acts as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

STYLE = """body { font-family: sans-serif }
table { border-collapse: collapse; margin-bottom: 1em }
th, td { border-top: 1px solid #ddd; padding: 0.2em 0.8em; text-align: left; vertical-align: top }"""


def preformatted(text: str) -> str:
    """Text with its own lines and spaces.

    >>> preformatted("n < m")
    '<pre>n &lt; m</pre>'
    """
    return f"<pre>{escape(text)}</pre>"


def paragraph(text: str) -> str:
    """Text as a paragraph.

    >>> paragraph("n < m")
    '<p>n &lt; m</p>'
    """
    return f"<p>{escape(text)}</p>"


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """A table; a cell may have several lines. `right` are the places of columns that stand to the right.

    >>> print(table(["name", "count"], [["a<b", "20"]], right=[1]))
    <table>
    <thead>
    <tr><th>name</th><th style="text-align: right">count</th></tr>
    </thead>
    <tbody>
    <tr><td>a&lt;b</td><td style="text-align: right">20</td></tr>
    </tbody>
    </table>
    """
    numeric = set(right)
    body = (_row(row, "td", numeric) for row in rows)
    return "\n".join(["<table>", "<thead>", _row(headers, "th", numeric), "</thead>", "<tbody>", *body, "</tbody>", "</table>"])


def _row(cells: Sequence[str], kind: str, numeric: set[int]) -> str:
    starts = (f'{kind} style="text-align: right"' if place in numeric else kind for place in range(len(cells)))
    return f"<tr>{''.join(f'<{start}>{_lines(cell)}</{kind}>' for start, cell in zip(starts, cells, strict=True))}</tr>"


def _lines(cell: str) -> str:
    return "<br>".join(escape(line).replace("  ", "&emsp;") for line in cell.split("\n"))


def page(title: str, body: str) -> str:
    """A page of its own.

    >>> print(page("a < b", "<p>text</p>").splitlines()[3])
    <title>a &lt; b</title>
    """
    head = ["<!DOCTYPE html>", '<html lang="en">', '<meta charset="utf-8">', f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>"]
    return "\n".join([*head, body, "</html>"])
