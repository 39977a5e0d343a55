"""Printed model summaries: Keras, torchinfo, torchsummary, Lightning, R, Markdown and web pages, plain, squeezed or cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from symcount.errors import InputError, TooLarge
from symcount.reading.printed import is_rule, lines_of

Sides = tuple[int | None, ...]

MOST_CHARACTERS = 2_000_000
NO_SUMMARY = "no summary found: a row has a layer, its shape and its count, such as lstm_1 (LSTM)  (None, 400, 5)  380"

UNITS = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9}
SIDE = r"(?:None|-?\d{1,18}L?|\?)"
SIDES = rf"{SIDE}(?:\s*,\s*{SIDE})*"
ONE_SHAPE = rf"[\[(]\s*{SIDES}\s*,?\s*(?:\.\.\.|…)?\s*[\])]?"
SHAPE = re.compile(rf"[\[(]?{ONE_SHAPE}(?:\s*,\s*{ONE_SHAPE})*(?:\s*,?\s*(?:\.\.\.|…))?[\])]?")
CROSSED = re.compile(r"\d{1,9}(?:\s*[x×]\s*\d{1,9})+")
UNKNOWN_SHAPE = re.compile(r"multiple|unknown|\?|--|-", re.IGNORECASE)
COUNT = re.compile(r"(?P<digits>\d{1,3}(?:[,.' \u202f]\d{3})+(?!\d)|\d{1,24}(?:\.\d{1,3})?(?!\d))(?:\s?(?P<unit>[KMB])\b|L\b)?")
CUT = re.compile(r",?(?:…|\.\.\.)")
WHOLE_SHAPE = rf"[\[(]\s*{SIDES}(?:\s*,)?\s*[\])]"
BEFORE_COUNT = rf"(?=\s+{COUNT.pattern}(?!\s*[,\])]|[^\s|]))"
CUT_SHAPE = re.compile(rf"(?:[\[(]?(?:{WHOLE_SHAPE}\s*,\s*)*[\[(]\s*{SIDES}(?:\s*,)?|[\[(](?:{WHOLE_SHAPE}\s*,\s*)*{WHOLE_SHAPE}\s*,){BEFORE_COUNT}")
"""Shapes that end where the column does, `[(None, 64), (None,`: the number behind them is the count and no side."""

FROZEN = re.compile(r"\(\d[\d,]*\)(?=\s|$)")
PIECES = (("count", FROZEN), ("shape", CUT_SHAPE), ("shape", SHAPE), ("shape", UNKNOWN_SHAPE), ("shape", re.compile(r"\(recursive\)")), ("count", COUNT))
NAME = re.compile(r"[^\W\d][\w./-]*…?")
REFERENCE = re.compile(r"(?<![\w./-])([\w./-]+)\s*\[\d+\](?:\s*\[\d+…?\]?)?")

KERAS_HEAD = re.compile(r"(?P<name>[^\s()|]+)\s*\(\s*(?P<kind>(?!None\b)[A-Za-z_][\w.>]*(?:\((?!None)[\w.]*\))?)(?:(?P<end>\s*\))|…|\.\.\.)?")
WRAPPED_HEAD = re.compile(r"[A-Z]\w*\([A-Z]\w*\)(?=\s|$)")
TREE_SIGNS = re.compile(r"[\s|│]*[├└+`|]-?[─-]+\s*")
MODULE_HEAD = re.compile(r"(?P<kind>[A-Z]\w*) \([\w.]+\)(?=\s|$)")
TREE_HEAD = re.compile(r"(?P<kind>[A-Za-z][\w.<>]*)(?:\s*\([^()]*\))?:\s*(?P<depth>\d+)(?:-\d+)?")
NUMBERED_HEAD = re.compile(r"(?P<kind>[A-Za-z]\w*)-\d+(?=\s|$)")
BARE_HEAD = re.compile(r"[^\W\d][\w./:-]*(?=\s|$)")
ELLIPSIS = re.compile(r"\W*(?:\.{3,}|…|⋮|\[\.\.\.\])\W*|.*\b(?:truncated|omitted|snipped|skipped)\b.*", re.IGNORECASE)

HEADINGS = (
    ("connected", r"connected to"),
    ("other", r"kernel shape|mult-?adds|flops|param(?:s|eters)? ?%|trainable|\bmode\b|activation|time|memory"),
    ("entering", r"\bin(?:put)?[ _]?(?:size|shape|dim)s?"),
    ("leaving", r"\b(?:out(?:put)?[ _]?)?(?:shape|size|dim)s?\b|\boutput\b"),
    ("count", r"(?:#|num(?:ber)?\.? (?:of )?|no\. of )?param\w*\.?(?: ?#| count)?"),
    ("name", r"layer(?: ?\(type[^)]*\)| name)?|\bname\b|module"),
    ("kind", r"\btype\b|\bclass\b|\bkind\b"),
)
HEADING = re.compile("|".join(f"(?P<{field}>{pattern})" for field, pattern in HEADINGS), re.IGNORECASE)
TOTAL_NAMES = {"total": "total", "trainable": "trainable", "nontrainable": "non_trainable", "optimizer": "optimizer"}
WHICH_TOTAL = r"(?P<which>non[- ]?trainable|trainable|optimizer|total)"
TOTAL = re.compile(rf"[\W_]*{WHICH_TOTAL}(?![^\W_])(?:[^\d\n()]{{0,20}}param[^\d\n()]{{0,20}}|[\s:=|*#]+)(?P<number>{COUNT.pattern})", re.IGNORECASE)
TOTAL_BEHIND = re.compile(rf"[\W_]*(?P<number>{COUNT.pattern})\s+{WHICH_TOTAL}\s+param\w*\W*$", re.IGNORECASE)
NO_COUNT = re.compile(r"\bsize\b|mult-adds|flops|memory", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Count:
    """A count as printed, and between which numbers it lies where it is rounded."""

    shown: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class PrintedShape:
    """The sides of a shape, None where they are open; one that is cut off may have more, and its last number more digits; of a list it is the first."""

    sides: Sides
    is_cut: bool = False
    is_of_list: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row as printed: `kind` is the layer's class, perhaps cut off; `feeds` the rows that it is connected to, `depth` that of a tree."""

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


@dataclass(frozen=True, slots=True)
class Table:
    """One summary: its rows and its totals; of a fragment, rows are missing."""

    rows: tuple[Row, ...]
    totals: Mapping[str, Count]
    columns: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def is_fragment(self) -> bool:
        """Whether rows may be missing: some are left out, or there are no headings."""
        return self.is_cut or not self.columns


@dataclass
class _Draft:
    """A table while it is read; `feeds` are those that the last row's further lines name."""

    rows: list[Row] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    totals: dict[str, Count] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    is_cut: bool = False

    def begin(self, row: Row) -> None:
        """The next row, the one before being complete."""
        self._complete()
        self.rows.append(row)
        self.is_cut |= row.count is None and CUT.search(row.remark) is not None

    def go_on(self, line: str) -> None:
        """A further line of the last row."""
        self.rows[-1], rest = _continued(self.rows[-1], line.strip())
        self.feeds += REFERENCE.findall(rest)

    def _complete(self) -> None:
        if self.feeds:
            self.rows[-1] = replace(self.rows[-1], feeds=(*self.rows[-1].feeds, *self.feeds))
            self.feeds = []

    def finished(self) -> Table:
        self._complete()
        return Table(tuple(self.rows), self.totals, self.columns, self.is_cut)


def read_summary(text: str) -> list[Table]:
    """The tables of a printed summary.

    >>> read_summary("lstm_1 (LSTM)   (None, 400, 5)   380")[0].rows[0].kind
    'LSTM'

    Errors: `InputError` where there is no row, and for what is no text.
    """
    if not isinstance(text, str):
        raise InputError("a summary is a text")
    if len(text) > MOST_CHARACTERS:
        raise TooLarge(f"a summary of more than {MOST_CHARACTERS:,} characters is not read")
    drafts = [_Draft()]
    for line in lines_of(text):
        if is_rule(line) and not ELLIPSIS.fullmatch(line):
            continue
        if (columns := _columns(line)) and drafts[-1].totals:
            drafts.append(_Draft())
        _take(line, columns, drafts[-1])
    if not any(draft.rows for draft in drafts):
        raise InputError(NO_SUMMARY)
    return [draft.finished() for draft in drafts if draft.rows]


def _take(line: str, columns: tuple[str, ...], draft: _Draft) -> None:
    """One line into the table: a heading, a total, a row, or what continues the row above."""
    if columns:
        draft.columns = columns
    elif total := _total(line):
        draft.totals.setdefault(*total)
    elif row := _row(line, draft.columns):
        draft.begin(row)
    elif ELLIPSIS.fullmatch(line):
        draft.is_cut = True
    elif draft.rows:
        draft.go_on(line)


def _columns(line: str) -> tuple[str, ...]:
    """What the columns of a table are, where the line says so."""
    if len(line) > 400 or ":" in line.replace("type:depth", ""):
        return ()
    if "|" in line:
        cells = [HEADING.search(cell) for cell in line.strip().strip("|").split("|")]
        found = tuple(cell.lastgroup or "" if cell else "other" for cell in cells)
    else:
        found = tuple(one.lastgroup or "" for one in HEADING.finditer(line))
    has_numbers = re.search(r"[\[(]\s*(?:None|-?\d)|\d{2,}", line)
    return found if "count" in found and len(set(found) & {"name", "kind", "leaving"}) > 0 and not has_numbers else ()


def _total(line: str) -> tuple[str, Count] | None:
    found = None if NO_COUNT.search(line) else TOTAL.match(line) or TOTAL_BEHIND.match(line)
    if not found:
        return None
    return TOTAL_NAMES[re.sub(r"\W", "", found["which"]).lower()], _count(found["digits"], found["unit"])


def _row(line: str, columns: Sequence[str]) -> Row | None:
    cells = [cell.strip(" *`") for cell in line.strip().strip("|").split("|")]
    if signs := TREE_SIGNS.match(line):
        row = _plain_row(line[signs.end() :], columns, in_tree=True)
        return row and replace(row, depth=row.depth or 1 + len(signs[0].rstrip()) // 4, tool="torchinfo")
    if len(cells) > 1:
        return _row_of_cells(cells, columns) or _plain_row(" ".join(cells), columns)
    depth = len(line.strip()) - len(line.strip().lstrip("|"))
    row = _plain_row(line.strip().strip("|* "), columns)
    return row and replace(row, depth=row.depth or depth)


# -- cells -------------------------------------------------------------------------------------------------------------


def _row_of_cells(cells: Sequence[str], columns: Sequence[str]) -> Row | None:
    """A row by its columns, or without headings by what stands in each cell."""
    if len(columns) == len(cells) - 1 and cells[0].isdecimal():
        cells = cells[1:]  # the number of the row has no heading
    fields = columns if len(columns) == len(cells) else _fields(cells)
    of = dict(reversed(list(zip(fields, cells, strict=True))))
    counted = _counted(of.get("count", ""))
    named = of.get("name", "") or of.get("kind", "")
    row = _head(named.lstrip("└ ")) or (Row(named, "") if counted and "kind" in fields and named else None)
    is_row = counted or COUNT.match(of.get("count", "")) or of.get("count", "") in ("-", "--", "?", "(recursive)") or SHAPE.fullmatch(of.get("leaving", ""))
    if row is None or not is_row:
        return None
    return replace(
        row,
        kind=row.kind or (of.get("kind", "") if "name" in of else row.name),
        tool=row.tool or ("lightning" if counted and counted["unit"] else ""),
        depth=row.depth or (len(named) - len(named.lstrip("└"))) or row.name.count("."),
        entering=_shape(of.get("entering", "")),
        leaving=_shape(of.get("leaving", "")),
        count=_count(counted["digits"], counted["unit"]) if counted else None,
        feeds=_feeds(of.get("connected", ""), columns),
        remark=of["count"][counted.end() :].strip() if counted else of.get("count", ""),
    )


def _fields(cells: Sequence[str]) -> list[str]:
    """What each cell is where no heading says so."""
    fields, shapes = [], sum(_shape(cell) is not None for cell in cells)
    for cell in cells:
        if _shape(cell) is not None:
            field = "leaving" if shapes == 1 or "entering" in fields else "entering"
        elif COUNT.fullmatch(cell) and "name" in fields:
            field = "count"
        elif _head(cell) and not REFERENCE.match(cell) and "kind" not in fields:
            field = "kind" if "name" in fields else "name"
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
    behind = line[end:]
    pieces = list(_pieces(behind, _shapes_before_count(columns)))
    shapes = [_shape(text) for kind, text, _ in pieces if kind == "shape"]
    counts = [(_counted(text), behind[place:].strip()) for kind, text, place in pieces if kind == "count"]
    is_known = bool(row.kind) and (row.tool != "" or row.kind[:1].isupper())
    if not (counts or "--" in behind or "(recursive)" in behind) or not (is_known or any(shapes)):
        return None
    counted, remark = counts[0] if counts else (None, "")
    entering, leaving = _entering_and_leaving(shapes, columns)
    count = _count(counted["digits"], counted["unit"]) if counted else None
    return replace(row, entering=entering, leaving=leaving, count=count, feeds=_feeds(remark, columns), remark=remark)


def _entering_and_leaving(shapes: Sequence[PrintedShape | None], columns: Sequence[str]) -> Sequence[PrintedShape | None]:
    """The shapes of a row by its columns: what enters is printed first, or not at all."""
    order = [column for column in columns if column in ("entering", "leaving")]
    enters_first = order[:1] == ["entering"] and len(shapes) > 1
    return shapes[:2] if enters_first else (None, next(iter(shapes), None))


def _feeds(text: str, columns: Sequence[str]) -> tuple[str, ...]:
    """The rows that a row is connected to; where a column says so, names alone too."""
    return tuple(REFERENCE.findall(text) or (NAME.findall(text) if "connected" in columns else ()))


def _shapes_before_count(columns: Sequence[str]) -> int:
    """How many shapes stand before the count, by the headings; 0 where they do not say it."""
    return sum(column in ("entering", "leaving") for column in columns[: columns.index("count")]) if "count" in columns else 0


def _pieces(text: str, shapes: int) -> Iterator[tuple[str, str, int]]:
    """Shapes and a count, in order; what stands behind the count, or behind the sign that there is none, is a remark."""
    place, number = 0, 0
    while place < len(text):
        if text[place] == " ":
            place += 1
            continue
        kind, found = next(((kind, found) for kind, pattern in PIECES if (found := pattern.match(text, place))), ("", None))
        if found is None or (number == shapes > 0 and kind == "shape" and not SHAPE.match(found[0])):
            return
        yield kind, found[0].strip("()") if kind == "count" else found[0], found.end()
        if kind == "count":
            return
        place, number = found.end(), number + 1


def _head(text: str) -> Row | None:
    """The name and the class, where a cell holds them and nothing else."""
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
    if found := KERAS_HEAD.match(text):
        return Row(found["name"], found["kind"], kind_is_cut=found["end"] is None), found.end()
    found = BARE_HEAD.match(text)
    return (Row(found[0], ""), found.end()) if found else (None, 0)


def _shape(text: str) -> PrintedShape | None:
    """The first shape of a cell."""
    if CROSSED.fullmatch(text):
        return PrintedShape((None, *map(int, re.findall(r"\d+", text))))
    if not SHAPE.match(text):
        return None
    found = next(re.finditer(ONE_SHAPE, text))
    first, is_of_list = found[0], text[found.end() :].lstrip().startswith(",")
    sides = [side.rstrip("L") for side in re.findall(SIDE, first)]
    numbers = [int(side) if side.lstrip("-").isdecimal() and side != "-1" else None for side in sides]
    is_cut = first.rstrip()[-1:] not in ("]", ")")
    if is_cut and first.rstrip(" .…").endswith(","):
        numbers.append(None)  # another side begins where it is cut off
    return PrintedShape(tuple(numbers), is_cut, is_of_list)


def _counted(text: str) -> re.Match[str] | None:
    """The count that begins a cell, where it is not cut off."""
    found = COUNT.match(text)
    return None if found and CUT.match(text, found.end()) else found


def _count(digits: str, unit: str | None) -> Count:
    """A count; a rounded one may be off by less than one unit of its last digit."""
    factor = UNITS[(unit or "").upper()]
    if factor == 1:
        number = int(re.sub(r"\D", "", digits))
        return Count(number, number, number)
    whole, _, decimals = digits.replace(",", "").partition(".")
    step = max(factor // 10 ** len(decimals), 1)
    number = int(whole + decimals) * step
    return Count(number, max(number - step + 1, 0), number + step - 1)


def _continued(row: Row, rest: str) -> tuple[Row, str]:
    """A row with the end of its class or of its shape that a second line adds, and what stands behind."""
    if row.kind_is_cut and (ending := re.match(r"(\w*)\)", rest)):
        row = replace(row, kind=row.kind + ending[1], kind_is_cut=False)
        rest = rest[ending.end() :].strip()
    shape = row.leaving
    if shape and shape.is_cut and (ending := re.match(r"((?:\d*)(?:\s*,\s*\d+)*)\s*[\])]", rest)):
        written = ", ".join(str(side) for side in shape.sides)
        written = written.removesuffix("None") if ending[1][:1].isdecimal() else written
        row = replace(row, leaving=_shape(f"({written}{ending[1]})"))
        rest = rest[ending.end() :]
    return row, rest
