"""Text as HTML for notebooks: nothing in it acts as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def preformatted(text: str) -> str:
    """Text with its own lines and spaces.

    >>> preformatted("n < m")
    '<pre>n &lt; m</pre>'
    """
    return f"<pre>{escape(text)}</pre>"


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of text cells.

    >>> table(["weight"], [["bias"]])
    '<table><thead><tr><th>weight</th></tr></thead><tbody><tr><td>bias</td></tr></tbody></table>'
    """
    return f"<table><thead>{_row('th', headers)}</thead><tbody>{''.join(_row('td', row) for row in rows)}</tbody></table>"


def _row(tag: str, cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
