"""What enters each row of a printed summary: what is printed, what it is connected to, or the row before, and how certain that is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from symcount.layers import Layer
from symcount.layers.definition import name_key
from symcount.reading.printed.cells import PrintedShape
from symcount.reading.printed.rows import Row
from symcount.reading.summary import Table

JOINING = frozenset(("concatenate", "concat", "merge", "add", "subtract", "multiply", "average", "maximum", "minimum", "dot", "attention", "additiveattention"))
"""Classes without weights that read several rows."""

NUMBERED = re.compile(r"(?P<stem>.*?)(?:_(?P<number>\d{1,9}))?")


@dataclass(frozen=True)
class Feeding:
    """The shape that enters a row, None where it is not known, and whether it is certain that it does.

    It `is_told` by the order of the rows where it is certain only if the row does not read what stands further above.
    """

    shape: PrintedShape | None = None
    is_certain: bool = False
    is_first: bool = False
    is_told: bool = False


class Sources:
    """What enters the rows of a table, asked for one after the other; `widths` are those that the rows passed read and leave, `vectors` those of vectors."""

    def __init__(self, table: Table, framework: str) -> None:
        times = Counter(row.name for row in table.rows)
        self.table = table
        self.by_name = {row.name: row for row in table.rows if times[row.name] == 1}  # names that are cut off may be alike
        self.names = sorted(row.name for row in table.rows)
        self.is_connected = any(row.feeds for row in table.rows)
        is_whole = not table.is_fragment and all(row.leaving for row in table.rows)
        self.is_chain = framework == "keras" and is_whole and "connected" not in table.columns and not _is_branched(table.rows)
        self.is_branched = self.is_connected or table.is_cut or _is_branched(table.rows)
        self.before: PrintedShape | None = None
        self.weighted: Row | None = None
        self.widths: set[int] = set()
        self.vectors: Counter[int] = Counter()
        self.last_join = _last_join(table.rows)

    def feeding(self, place: int, layers: Sequence[Layer]) -> Feeding:
        """What enters the row at this place, which may be one of these layers."""
        row = self.table.rows[place]
        if row.entering:
            return Feeding(row.entering, True)
        if self.is_connected:
            source = next(filter(None, map(self._source, row.feeds)), None)
            return Feeding(source.leaving if source else None, source is not None, source is None and not self.weighted)
        is_certain = self.is_chain and self.before is not None
        is_told = not is_certain and not self.is_branched and (self._is_behind_flatten(place, layers) or self._is_next(row, layers))
        return Feeding(self.before, is_certain or is_told, not self.weighted and self.before is None, is_told)

    def pass_on(self, row: Row, inputs: frozenset[int] = frozenset()) -> None:
        """What leaves this row, and the widths that it may read itself, may enter the next."""
        self.before = row.leaving
        self.weighted = row if row.count and row.count.shown else self.weighted
        width = _width(row.leaving)
        self.widths |= inputs | ({width} if width else set())
        self.vectors.update([width] if width and _is_vector(row) else [])

    def may_be_of_others(self, width: int) -> bool:
        """Whether a row of this input width reads what a row above reads or leaves, or one of them joined with the row before."""
        before = _width(self.before)
        rest = width - (before or 0)
        return width in self.widths or self.vectors[rest] > (rest == before)

    def _source(self, name: str) -> Row | None:
        """The row of this name; of one that is cut off, the only row that begins so."""
        if not name.endswith("…"):
            return self.by_name.get(name)
        place = bisect_left(self.names, name[:-1])
        found = [one for one in self.names[place : place + 2] if one.startswith(name[:-1])]
        return self.by_name.get(found[0]) if len(found) == 1 else None

    def _is_behind_flatten(self, place: int, layers: Sequence[Layer]) -> bool:
        """Whether a dense layer stands directly behind the row that flattens, in the same part of the model."""
        if not place or not layers or layers[0].name != "dense":
            return False
        above, row = self.table.rows[place - 1 : place + 1]
        is_flat = _class(above) == "flatten" and _is_vector(above) and _is_vector(row)
        return is_flat and above.depth == row.depth and place >= self.last_join

    def _is_next(self, row: Row, layers: Sequence[Layer]) -> bool:
        """Whether a row of an excerpt reads the one of its class and of the number before, with no weights in between."""
        above, shape = self.weighted, self.before
        if self.table.columns or not layers or not (above and shape and row.leaving) or above.kind != row.kind or _number(row) != _next(_number(above)):
            return False
        sides, leaves = shape.sides, row.leaving.sides
        if layers[0].name == "dense":
            return len(sides) == len(leaves)
        return layers[0].is_recurrent and len(sides) == 3 and not shape.is_of_list and leaves[1:-1] in ((), sides[1:-1])


def _is_branched(rows: Sequence[Row]) -> bool:
    """Whether several inputs enter, or rows are joined."""
    has_inputs = any(_class(row) == "inputlayer" and not row.depth for row in rows[1:])  # one inside another row reads what that reads
    return has_inputs or not JOINING.isdisjoint(map(_class, rows))


def _last_join(rows: Sequence[Row]) -> int:
    """The place of the last row of vectors with more weights than the vectors before it need: PyTorch joins vectors without a row."""
    is_parent = [below.depth > row.depth for row, below in pairwise(rows)] + [False]
    leaves = [place for place, row in enumerate(rows) if _is_vector(row) and not is_parent[place]]
    vectors = [(place, _width(rows[place].leaving) or 0, rows[place].count) for place in leaves]
    return max((place for (_, before, _), (place, width, count) in pairwise(vectors) if count and count.least > width * (before + 1)), default=0)


def _width(shape: PrintedShape | None) -> int | None:
    return shape.sides[-1] if shape else None


def _is_vector(row: Row) -> bool:
    """Whether a vector leaves for each sample."""
    return row.leaving is not None and len(row.leaving.sides) == 2 and not row.leaving.is_cut


def _class(row: Row) -> str:
    """The class, or where it is not printed whole what the name tells."""
    return name_key(row.kind if row.kind and not row.kind_is_cut else _number(row)[0])


def _number(row: Row) -> tuple[str, int]:
    """A name and its number: `lstm` is the first, before `lstm_1`."""
    found = NUMBERED.fullmatch(row.name)
    return (found["stem"], int(found["number"] or 0)) if found else (row.name, 0)


def _next(name: tuple[str, int]) -> tuple[str, int]:
    return name[0], name[1] + 1
