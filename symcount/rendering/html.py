"""Text and tables as HTML for notebooks and pages: nothing in them acts as HTML or as mathematics."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape

from symcount.rendering.text import is_number

STYLE = """body { font-family: sans-serif }
table { border-collapse: collapse; margin-bottom: 1em }
th, td { border-top: 1px solid #ddd; padding: 0.2em 0.8em; text-align: left; vertical-align: top }"""

CELL = "vertical-align: top; padding: 0.25em 0.7em; line-height: 1.4"
LEFT, RIGHT = f"text-align: left; {CELL}", f"text-align: right; white-space: nowrap; {CELL}"

ACTING = str.maketrans({"$": "<span>$</span>", "\\": "<span>\\</span>"})
"""Signs that begin mathematics: a typesetter that runs over a page leaves them alone where each is an element of its own."""


class Markup(str):
    """HTML already: it is not escaped again."""

    __slots__ = ()


def escaped(text: str) -> Markup:
    """Text in which nothing acts.

    >>> print(escaped("$n < m$"))
    <span>$</span>n &lt; m<span>$</span>
    """
    return text if isinstance(text, Markup) else Markup(escape(text).translate(ACTING))


def joined(*parts: str) -> Markup:
    """Text and markup side by side.

    >>> print(joined(code("n<m"), " is right"))
    <code>n&lt;m</code> is right
    """
    return Markup("".join(map(escaped, parts)))


def code(text: str) -> Markup:
    """Text as code."""
    return Markup(f"<code>{escaped(text)}</code>")


def strong(text: str) -> Markup:
    """Text that is read first."""
    return Markup(f"<strong>{escaped(text)}</strong>")


def preformatted(text: str) -> Markup:
    """Text with its own lines and spaces.

    >>> print(preformatted("n < m"))
    <pre>n &lt; m</pre>
    """
    return Markup(f"<pre>{escaped(text)}</pre>")


def paragraph(text: str) -> Markup:
    """Text as a paragraph.

    >>> print(paragraph("n < m"))
    <p>n &lt; m</p>
    """
    return Markup(f"<p>{escaped(text)}</p>")


def formula(math: Markup) -> Markup:
    """A formula in a line of its own, larger than text."""
    return Markup(f'<p style="font-size: 110%; line-height: 1.6; margin: 0.5em 1.5em">{math}</p>')


def bullets(sentences: Iterable[str]) -> Markup:
    """Sentences as a list; nothing where there are none.

    >>> print(bullets(["n < m"]))
    <ul><li>n &lt; m</li></ul>
    """
    items = "".join(f"<li>{escaped(sentence)}</li>" for sentence in sentences)
    return Markup(f"<ul>{items}</ul>" if items else "")


def details(label: str, body: str) -> Markup:
    """What is shown when its label is clicked.

    >>> print(details("steps", paragraph("n")))
    <details><summary>steps</summary><p>n</p></details>
    """
    return Markup(f"<details><summary>{escaped(label)}</summary>{escaped(body)}</details>")


def picture(svg: str, description: str) -> Markup:
    """A picture apart from the page: no name inside it is the page's, and nothing in it runs."""
    data = b64encode(svg.encode()).decode()
    return Markup(f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(description)}" style="max-width: 100%">')


def block(*parts: str) -> Markup:
    """An answer: its parts below each other, what is too wide for the page scrolled or broken.

    >>> print(block(paragraph("n")))
    <div style="overflow-x: auto; overflow-wrap: break-word">
    <p>n</p>
    </div>
    """
    return Markup("\n".join(['<div style="overflow-x: auto; overflow-wrap: break-word">', *map(escaped, filter(None, parts)), "</div>"]))


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> Markup:
    """A table; a cell may have several lines, or be markup. `right` are the places of columns that stand to the right.

    >>> print(table(["name"], [["a<b"]]).splitlines()[5])
    <tr><td style="text-align: left; vertical-align: top; padding: 0.25em 0.7em; line-height: 1.4">a&lt;b</td></tr>
    """
    places = set(right)
    head = ["<thead>", _row(headers, "th", places), "</thead>"] if any(headers) else []
    body = (_row(row, "td", places) for row in rows)
    return Markup("\n".join(["<table>", *head, "<tbody>", *body, "</tbody>", "</table>"]))


def numeric(rows: Sequence[Sequence[str]]) -> list[int]:
    """The places of the columns in which every cell is a number.

    >>> numeric([["kernel", "260", ""], ["bias", "20", ""]])
    [1]
    """
    return [place for place, column in enumerate(zip(*rows, strict=True)) if any(column) and all(map(is_number, column))]


def _row(cells: Sequence[str], kind: str, right: set[int]) -> str:
    starts = (f'{kind} style="{RIGHT if place in right else LEFT}"' for place in range(len(cells)))
    return f"<tr>{''.join(f'<{start}>{_lines(cell)}</{kind}>' for start, cell in zip(starts, cells, strict=True))}</tr>"


def _lines(cell: str) -> str:
    return cell if isinstance(cell, Markup) else "<br>".join(escaped(line).replace("  ", "&emsp;") for line in cell.split("\n"))


def page(title: str, body: str) -> str:
    """A page of its own.

    >>> print(page("a < b", paragraph("c < d")).splitlines()[-2])
    <p>c &lt; d</p>
    """
    head = ["<!DOCTYPE html>", '<html lang="en">', '<meta charset="utf-8">', f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>"]
    return "\n".join([*head, escaped(body), "</html>"])
