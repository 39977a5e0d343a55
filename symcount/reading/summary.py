"""Printed model summaries: Keras, torchinfo, torchsummary, Lightning, R, Markdown and web pages, plain, squeezed or cut off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from symcount.errors import InputError, TooLarge
from symcount.reading.printed.cells import COUNT, CUT, REFERENCE, Count, count_of
from symcount.reading.printed.lines import is_rule, lines_of
from symcount.reading.printed.rows import Row, continued, read_row
from symcount.reading.printed.samples import with_batch

MOST_CHARACTERS = 400_000
NO_SUMMARY = "no summary found: a row has a layer, its shape and its count, such as lstm_1 (LSTM)  (None, 400, 5)  380"

ELLIPSIS = re.compile(r"\W*(?:\.{3,}|…|⋮|\[\.\.\.\])\W*|.*\b(?:truncated|omitted|snipped|skipped)\b.*", re.IGNORECASE)
HEADINGS = (
    ("connected", r"connected to"),
    ("other", r"kernel shape|mult-?adds|flops|param(?:s|eters)? ?%|trainable|\bmode\b|activation(?! (?:shape|size))|time|memory"),
    ("size", r"activation sizes?"),
    ("entering", r"\bin(?:put)?[ _]?(?:size|shape|dim)s?|\binput\b"),
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
        self.rows[-1], rest = continued(self.rows[-1], line.strip())
        self.feeds += REFERENCE.findall(rest)

    def _complete(self) -> None:
        if self.feeds:
            self.rows[-1] = replace(self.rows[-1], feeds=(*self.rows[-1].feeds, *self.feeds))
            self.feeds = []

    def finished(self) -> Table:
        self._complete()
        return Table(with_batch(self.rows), self.totals, self.columns, self.is_cut)


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
    elif row := read_row(line, draft.columns):
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
        found = found if {"name", "kind"} & set(found) or cells[0] else ("name", *found[1:])
    else:
        found = tuple(one.lastgroup or "" for one in HEADING.finditer(line))
    has_numbers = re.search(r"[\[(]\s*(?:None|-?\d)|\d{2,}", line)
    return found if "count" in found and len(set(found) & {"name", "kind", "leaving"}) > 0 and not has_numbers else ()


def _total(line: str) -> tuple[str, Count] | None:
    found = None if NO_COUNT.search(line) else TOTAL.match(line) or TOTAL_BEHIND.match(line)
    if not found:
        return None
    return TOTAL_NAMES[re.sub(r"\W", "", found["which"]).lower()], count_of(found)
