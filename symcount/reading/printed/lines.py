"""The lines of a printed table, whatever it was printed in: a terminal, a web page, R, boxes, Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import decimal

from symcount.reading.web import page_text

ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
CELL_BELOW = re.compile(r"(?<=>)\s++(?=<t[dh]\b)", re.IGNORECASE)
"""A cell of a page stands behind the one before, though its source begins a line."""

QUOTED = re.compile(r"^\s*(?:#{1,2}>?|>+)(?=\s)")
BOX = str.maketrans({"│": "|", "┃": "|", "║": "|", "\xa0": " ", "\t": " "})
TREE = re.compile(r"[\s|│]*[├└+`|]-?[─-]")
NESTED = re.compile(r"^(\s*)└\s*")
OTHER_DIGIT = re.compile(r"[^\D0-9]")
RULE_WITHIN = re.compile(r"[_=━─]{12,}")
BREAK = re.compile(r"(?<=\d)[ \t]+(?=(?:Total|Trainable|Non-trainable|Optimizer) params *:|\w[\w/.-]* \([A-Z]\w+\)?[ \t]+[\[(])")
RULE = re.compile(r"[\s|=_\-+:.*━─┏┓┗┛┡┩└┘├┤┼┬┴╇╪╒╕╘╛╞╡┳┻╋┌┐═¯]*")


def lines_of(text: str) -> list[str]:
    """The lines without colours, tags and quotation marks, the digits of any script as 0 to 9, the cells of a box or a web page parted by `|`.

    >>> lines_of("<tr><td>dense (Dense)</td><td>(None, 10)</td><td>46090</td></tr>")
    ['', '|dense (Dense)|(None, 10)|46090']
    """
    text = OTHER_DIGIT.sub(lambda found: str(decimal(found[0])), page_text(CELL_BELOW.sub("", ANSI.sub("", text))))
    text = BREAK.sub("\n", RULE_WITHIN.sub("\n", text) if _is_squeezed(text) else text)
    return list(_joined([_plain(line) for line in text.splitlines() or [""]]))


def _is_squeezed(text: str) -> bool:
    """Whether rules stand within lines: the line ends were lost."""
    return any(RULE_WITHIN.search(line.strip(" _=")) for line in text.splitlines() if "param" in line.lower())


def _plain(line: str) -> str:
    line = QUOTED.sub("", line, count=1)
    if TREE.match(line):
        return line.replace("\xa0", " ")
    return "|".join(["", *_cells(line), ""]) if _is_box(line) else line.translate(BOX)


def _is_box(line: str) -> bool:
    """Whether the line stands in a box: the bars of a tree of modules are none."""
    return line.lstrip()[:1] in ("│", "┃", "║")


def _cells(line: str) -> list[str]:
    return [NESTED.sub(_levels, cell).strip() for cell in line.translate(BOX).strip().strip("|").split("|")]


def _levels(found: re.Match[str]) -> str:
    """A sign for each level that a row stands inside others, which Keras tells by four blanks."""
    return "└" * max(len(found[1]) // 4, 1)


def is_rule(line: str) -> bool:
    """Whether a line only separates."""
    return RULE.fullmatch(line) is not None


def _joined(lines: list[str]) -> Iterator[str]:
    """The lines, those of one row of a box made one: a row goes on where the column of counts, the third, is left empty."""
    row: list[str] = []
    for line in lines:
        cells = line[1:-1].split("|") if line.startswith("|") and line.endswith("|") and len(line) > 1 else []
        if row and len(cells) == len(row) > 2 and not cells[2] and any(cells) and row[2]:
            row = [_cell(*parts) for parts in zip(row, cells, strict=True)]
            continue
        if row:
            yield "|".join(["", *row, ""])
        row = cells
        if not cells:
            yield line
    if row:
        yield "|".join(["", *row, ""])


def _cell(above: str, below: str) -> str:
    """A cell of two lines: words are parted at blanks, and only what is longer than a line within."""
    between = " " if above.endswith((",", "…")) or below.startswith("(") else ""
    return above + between + below
