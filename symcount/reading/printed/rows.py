"""A row of a printed summary, of cells or plain: its name and class, its shapes and its count."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from symcount.reading.printed.arguments import Argument, arguments_of
from symcount.reading.printed.cells import COUNT, REFERENCE, Count, PrintedShape, count_in, count_of, pieces, shape_of, sources_in

KERAS_HEAD = re.compile(r"(?P<name>[^\s()|]+)\s*\(\s*(?P<kind>(?!None\b)[A-Za-z_][\w.>]*(?:\((?!None)[\w.]*\))?|(?<=\s)(?=[\[(]))(?:(?P<end>\s*\))|…|\.\.\.)?")
"""A name and its class in brackets, all of which may stand in the next line."""

WRAPPED_HEAD = re.compile(r"[A-Z]\w*\([A-Z]\w*\)(?=\s|$)")
TREE_SIGNS = re.compile(r"[\s|│]*[├└+`|]-?[─-]+\s*")
MODULE_HEAD = re.compile(r"(?P<kind>[A-Z]\w*) \([\w.]+\)(?=\s|$)")
TREE_HEAD = re.compile(r"(?P<kind>[A-Za-z][\w.<>]*)(?:\s*\([^()]*\))?:\s*(?P<depth>\d+)(?:-\d+)?")
NUMBERED_HEAD = re.compile(r"(?P<kind>[A-Za-z]\w*)-\d+(?=\s|$)")
BARE_HEAD = re.compile(r"[^\W\d][\w./:-]*(?=\s|$)")
CALL_HEAD = re.compile(
    r"(?:\w+\.)*+(?P<kind>[A-Za-z]\w*)(?:\s(?=\([^()]*=))?\((?!None)(?=\s*[\d('\"\[)]|[^()]*[,=]|[A-Z]\w*\(\d)(?P<sizes>(?:[^()]|\([^()]*\))*+)\)(?=\s|$)"
)
"""A class with its arguments, as programs have it: `Conv2D(32, 3x3)`; a class alone in brackets is that of the name before it."""

SIZED_HEAD = re.compile(r"(?P<kind>[A-Za-z]\w*)[ ,:]+(?P<sizes>\d[\d x×,]*|\(\d+\))")
"""A class with its sizes, as a cell may have it: `Conv2D 32, 3x3`."""

SIZE = re.compile(r"(?<=[)\]])\s+\d[\d,.]*(?=\s+\d)")
"""How many numbers leave, behind their shape and before the count."""

LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as printed: `kind` is the layer's class, perhaps cut off; `feeds` the rows that it is connected to, `depth` that of a tree.

    `arguments` are those printed with the class; one that is not read is named by its whole cell, and may be no layer.
    """

    name: str
    kind: str
    kind_is_cut: bool = False
    entering: PrintedShape | None = None
    leaving: PrintedShape | None = None
    count: Count | None = None
    feeds: tuple[str, ...] = ()
    depth: int = 0
    tool: str = ""
    remark: str = ""
    arguments: tuple[Argument, ...] = ()
    is_read: bool = True


def read_row(line: str, columns: Sequence[str]) -> Row | None:
    """The row that stands in a line of a table with these columns, None where there is none.

    >>> read_row("| Conv2D(32, 3x3) | 26x26x32 | 320 |", ()).leaving.sides
    (None, 26, 26, 32)
    """
    cells = [cell.strip(" *`") for cell in line.strip().strip("|").split("|")]
    if signs := TREE_SIGNS.match(line):
        row = _plain_row(line[signs.end() :], columns, in_tree=True)
        return row and replace(row, depth=row.depth or 1 + len(signs[0].rstrip()) // 4, tool="torchinfo")
    if len(cells) > 1:
        return _row_of_cells(cells, columns) or _plain_row(" ".join(cells), columns) or _row_of_cells(cells, columns, is_named=False)
    depth = len(line.strip()) - len(line.strip().lstrip("|"))
    row = _plain_row(line.strip().strip("|* "), columns)
    return row and replace(row, depth=row.depth or depth)


# -- cells -------------------------------------------------------------------------------------------------------------


def _row_of_cells(cells: Sequence[str], columns: Sequence[str], is_named: bool = True) -> Row | None:
    """A row by its columns, or without headings by what stands in each cell; one whose name is not read is still a row, its name the whole cell."""
    if len(columns) == len(cells) - 1 and cells[0].isdecimal():
        cells = cells[1:]  # the number of the row has no heading
    has_columns = len(columns) == len(cells)
    of = dict(reversed(list(zip(columns if has_columns else _fields(cells), cells, strict=True))))
    row, counted, leaving = _named(of, has_columns, is_named), count_in(of.get("count", "")), _sides(of.get("leaving", ""), has_columns)
    if row is None or not _is_row(of, counted, leaving, has_columns, is_named):
        return None
    return replace(
        row,
        tool=row.tool or ("lightning" if counted and (counted["unit"] or "").startswith(" ") else ""),
        depth=row.depth or (row.name.count(".") if {"name", "kind"} <= of.keys() else 0),
        entering=_sides(of.get("entering", ""), has_columns),
        leaving=leaving,
        count=count_of(counted) if counted else None,
        feeds=sources_in(of.get("connected", ""), columns),
        remark=of["count"][counted.end() :].strip() if counted else of.get("count", ""),
    )


def _named(of: Mapping[str, str], has_columns: bool, is_named: bool) -> Row | None:
    """The name and the class of a row; a column of classes tells more than what stands in the name."""
    signed = of.get("name", "") or of.get("kind", "")
    named = signed.lstrip("└ ")
    row, classed = _head(named), _head(of.get("kind", "")) if of.get("name") else None
    if row is None and (classed or (named and not is_named)):
        row = Row(named, "", is_read=classed is not None)
    if row is None:
        return None
    row = replace(row, depth=row.depth or len(signed) - len(signed.lstrip("└")))
    if classed and (has_columns or not row.kind):
        return replace(row, kind=classed.kind or classed.name, kind_is_cut=classed.kind_is_cut, arguments=classed.arguments)
    return replace(row, kind=row.kind or (of.get("kind", "") if of.get("name") else row.name))


def _sides(cell: str, has_columns: bool) -> PrintedShape | None:
    """A shape; under a heading that says that it is one, a number alone is the side of a vector."""
    if has_columns and (found := COUNT.fullmatch(cell)) and not found["unit"]:
        return PrintedShape((None, count_of(found).shown))
    return shape_of(cell)


def _is_row(of: Mapping[str, str], counted: re.Match[str] | None, leaving: PrintedShape | None, has_columns: bool, is_named: bool) -> bool:
    """Whether a line of cells is a row: under headings if anything stands for its count, without them if a count or a shape does, or both behind any name."""
    if has_columns and of.get("count"):
        return True
    is_counted = counted is not None or COUNT.match(of.get("count", "")) is not None
    return is_counted or leaving is not None if is_named else is_counted and leaving is not None


def _fields(cells: Sequence[str]) -> list[str]:
    """What each cell is where no heading says so."""
    fields: list[str] = []
    shapes = sum(shape_of(cell) is not None for cell in cells)
    is_read = False
    for cell in cells:
        if shape_of(cell) is not None:
            field = "leaving" if shapes == 1 or "entering" in fields else "entering"
        elif COUNT.fullmatch(cell) and "name" in fields:
            field = "count"
        elif "name" not in fields and LETTER.search(cell):
            field, is_read = "name", _head(cell) is not None
        elif is_read and _head(cell) and not REFERENCE.match(cell):
            field = "kind"
        else:
            field = "connected" if REFERENCE.match(cell) else "other"
        fields.append("other" if field in fields and field != "entering" else field)
    return fields


# -- plain lines -------------------------------------------------------------------------------------------------------


def _plain_row(line: str, columns: Sequence[str], in_tree: bool = False) -> Row | None:
    """A row without cells: what stands before the first shape is its head, and the count behind the shapes."""
    row, end = _beginning(line, in_tree)
    if row is None:
        return None
    behind = SIZE.sub("", line[end:], count=1) if "size" in columns else line[end:]
    found = list(pieces(behind, _shapes_before_count(columns)))
    shapes = [shape_of(text) for kind, text, _ in found if kind == "shape"]
    counts = [(count_in(text), behind[place:].strip()) for kind, text, place in found if kind == "count"]
    is_known = bool(row.kind) and (row.tool != "" or row.kind[:1].isupper())
    if not (counts or "--" in behind or "(recursive)" in behind) or not (is_known or any(shapes)):
        return None
    counted, remark = counts[0] if counts else (None, "")
    entering, leaving = _entering_and_leaving(shapes, columns)
    count = count_of(counted) if counted else None
    return replace(row, entering=entering, leaving=leaving, count=count, feeds=sources_in(remark, columns), remark=remark)


def _entering_and_leaving(shapes: Sequence[PrintedShape | None], columns: Sequence[str]) -> Sequence[PrintedShape | None]:
    """The shapes of a row by its columns: what enters is printed first, or not at all."""
    order = [column for column in columns if column in ("entering", "leaving")]
    enters_first = order[:1] == ["entering"] and len(shapes) > 1
    return shapes[:2] if enters_first else (None, next(iter(shapes), None))


def _shapes_before_count(columns: Sequence[str]) -> int:
    """How many shapes stand before the count, by the headings; 0 where they do not say it."""
    return sum(column in ("entering", "leaving") for column in columns[: columns.index("count")]) if "count" in columns else 0


# -- names and classes -------------------------------------------------------------------------------------------------


def _head(text: str) -> Row | None:
    """The name and the class, where a cell holds them and nothing else."""
    if found := SIZED_HEAD.fullmatch(text):
        return Row(text, found["kind"], arguments=arguments_of(found["sizes"]))
    row, end = _beginning(text)
    return row if end == len(text) else None


def _beginning(text: str, in_tree: bool = False) -> tuple[Row | None, int]:
    """The name and the class that begin a row, and where they end."""
    if found := TREE_HEAD.match(text):
        return Row(found[0], found["kind"], depth=int(found["depth"]), tool="torchinfo"), found.end()
    if found := WRAPPED_HEAD.match(text):
        return Row(found[0], found[0]), found.end()
    if found := NUMBERED_HEAD.match(text):
        return Row(found[0], found["kind"], tool="torchsummary"), found.end()
    if in_tree and (found := MODULE_HEAD.match(text)):
        return Row(found[0], found["kind"]), found.end()
    if found := CALL_HEAD.match(text):
        return Row(found[0], found["kind"], arguments=arguments_of(found["sizes"])), found.end()
    if found := KERAS_HEAD.match(text):
        return Row(found["name"], found["kind"], kind_is_cut=found["end"] is None), found.end()
    found = BARE_HEAD.match(text)
    return (Row(found[0], ""), found.end()) if found else (None, 0)


# -- further lines -----------------------------------------------------------------------------------------------------


def continued(row: Row, rest: str) -> tuple[Row, str]:
    """A row with the end of its class or of its shape that a second line adds, and what stands behind."""
    if row.kind_is_cut and (ending := re.match(r"(\w*)\)", rest)):
        row = replace(row, kind=row.kind + ending[1], kind_is_cut=False)
        rest = rest[ending.end() :].strip()
    shape = row.leaving
    if shape and shape.is_cut and (ending := re.match(r"((?:\d*)(?:\s*,\s*\d+)*)\s*[\])]", rest)):
        written = ", ".join(str(side) for side in shape.sides)
        written = written.removesuffix("None") if ending[1][:1].isdecimal() else written
        row = replace(row, leaving=shape_of(f"({written}{ending[1]})"))
        rest = rest[ending.end() :]
    return row, rest
