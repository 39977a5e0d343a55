"""A printed summary as a whole: what enters each row, each row judged, and whether the totals add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from symcount.algebra import Work
from symcount.errors import SymcountError
from symcount.judging.printed.arguments import Signature, Stated, has_no_groups, readings
from symcount.judging.printed.classes import Classes, ClassNames
from symcount.judging.printed.feeding import Feeding, Sources
from symcount.judging.printed.passing import fault_of_shape
from symcount.judging.printed.rows import RowVerdict, judge_row, unsolved
from symcount.judging.printed.search import WORK_OF_A_SEARCH, Search
from symcount.judging.printed.totals import faults_of_totals, is_total_checked
from symcount.layers import Layer
from symcount.layers.convention import Convention
from symcount.reading import parse
from symcount.reading.printed.cells import PrintedShape
from symcount.reading.printed.rows import Row
from symcount.reading.summary import Table
from symcount.rendering import thousands

WORK_OF_A_TABLE = 60_000
"""Computations for all rows together: less than a second."""

TORCH_TOOLS = ("torchinfo", "torchsummary", "lightning")


@dataclass(frozen=True)
class Known:
    """What the frameworks are known to have, from the room above: their conventions and classes, and for each layer the signatures of its classes."""

    convention: Callable[[str, Layer], Convention]
    class_names: ClassNames
    frameworks: Mapping[str, frozenset[str]]
    signatures: Mapping[str, Sequence[Signature]]


@dataclass(frozen=True)
class TableVerdict:
    """The rows judged, and what is wrong with the totals."""

    table: Table
    """The rows and totals as they are printed."""
    framework: str
    """Whose summary it is."""
    rows: tuple[RowVerdict, ...]
    """The rows judged."""
    faults: tuple[str, ...]
    """What is wrong with the totals, a sentence each."""

    @property
    def consistent(self) -> bool:
        """Whether nothing contradicts a row or a total, and something confirms them."""
        return not self.faults and all(row.consistent for row in self.rows)

    @property
    def is_total_checked(self) -> bool:
        """Whether a total is printed that the rows reach: of a fragment, rows may be missing."""
        return is_total_checked(self.table)


def judge_table(table: Table, known: Known, work: Work) -> TableVerdict:
    """The judgement of one summary, each row solved with what enters it."""
    framework = _framework(table, known)
    judge = _Rows(table, framework, known, work)
    rows = tuple(judge.verdicts())
    return TableVerdict(table, framework, rows, (*faults_of_totals(table, rows, framework), *_unconfirmed(table, rows)))


def _unconfirmed(table: Table, rows: Sequence[RowVerdict]) -> Iterator[str]:
    """That nothing of a table is confirmed: it has rows to be explained, but none is, nor do they add up to a total."""
    is_open = any(not row.is_explained for row in rows)
    is_confirmed = any(not row.consistent or (row.layer and row.is_explained and row.row.count and row.row.count.shown) for row in rows)
    if is_open and not is_confirmed and not is_total_checked(table):
        yield "no row is explained, and no total confirms them"


def _framework(table: Table, known: Known) -> str:
    """The framework whose table it is: by the tool that printed it, else by the classes that only one has."""
    if any(row.tool in TORCH_TOOLS for row in table.rows):
        return "torch"
    votes = {name: sum(row.kind in classes for row in table.rows) for name, classes in known.frameworks.items()}
    return "torch" if votes.get("torch", 0) > votes.get("keras", 0) else "keras"


class _Rows:
    """The rows of a table, one after the other, each with the shape that enters it."""

    def __init__(self, table: Table, framework: str, known: Known, work: Work) -> None:
        self.framework, self.known, self.work = framework, known, work
        self.table = replace(table, rows=tuple(map(self._with_width, table.rows)))
        self.sources = Sources(self.table, framework)
        self.kept: dict[object, RowVerdict] = {}

    def verdicts(self) -> Iterator[RowVerdict]:
        """Each row judged."""
        for place, row in enumerate(self.table.rows):
            is_parent = place + 1 < len(self.table.rows) and self.table.rows[place + 1].depth > row.depth
            classes = self.known.class_names.classes(row, self.framework)
            feeding = self.sources.feeding(place, classes.layers)
            found = _with_shape(self._read(row, feeding, is_parent, classes), feeding)
            if not is_parent:  # its first part reads what it reads itself
                self.sources.pass_on(row, found.inputs)
            yield _with_remark(replace(found, row=row))

    def _with_width(self, row: Row) -> Row:
        """The row, with the width that its arguments state where no shape is printed."""
        layers = () if row.leaving or not row.arguments else self.known.class_names.classes(row, self.framework).layers
        ways = self._stated(row, layers[0]) if layers else ()
        return replace(row, leaving=PrintedShape((None, ways[0]["units"]))) if len(ways) == 1 and "units" in ways[0] else row

    def _stated(self, row: Row, layer: Layer) -> Sequence[Stated]:
        ways = readings(row.arguments, self.known.signatures.get(layer.name, ()))
        return [{**way, "groups": 1} for way in ways] if layer.multiples and has_no_groups(row.arguments) else ways

    def _read(self, row: Row, feeding: Feeding, is_parent: bool, classes: Classes) -> RowVerdict:
        """The verdict; a row that contradicts the one before, but fits what stands above, reads that: the two are side by side."""
        found = self._once(row, feeding, is_parent, classes)
        if not feeding.is_told or found.consistent:
            return found
        free = self._once(row, replace(feeding, is_certain=False, is_told=False), is_parent, classes)
        return free if any(map(self.sources.may_be_of_others, free.inputs)) else found

    def _once(self, row: Row, feeding: Feeding, is_parent: bool, classes: Classes) -> RowVerdict:
        """The verdict, found once for rows that are alike."""
        key = (replace(row, name="", feeds=(), remark="", depth=0) if row.kind and not row.kind_is_cut else row, feeding, is_parent)
        if key not in self.kept:
            self.kept[key] = self._verdict(row, feeding, is_parent, classes)
        return self.kept[key]

    def _verdict(self, row: Row, feeding: Feeding, is_parent: bool, classes: Classes) -> RowVerdict:
        if row.count is None:
            return unsolved(row, "" if is_parent or classes.is_weightless or row.depth else _uncounted(row))
        if classes.is_weightless:
            message = f"{row.kind or row.name} has no weights, not {thousands(row.count.shown)}" if row.count.shown else ""
            return RowVerdict(row, None, {}, not message, message)
        if not classes.layers or is_parent:
            return unsolved(row, "" if is_parent or not row.count.shown else f"{row.kind or row.name} is not in the catalogue")
        if "unbuilt" in row.remark:
            return RowVerdict(row, classes.layers[0], message="not built yet: its weights are made when it sees an input")
        if row.count.shown == 0 and row.tool == "torchsummary":
            return RowVerdict(row, classes.layers[0], message="torchsummary counts only tensors called weight and bias")
        is_cut_short = self.work.left < WORK_OF_A_SEARCH
        found = judge_row(row, classes.layers, self._search(row, feeding, classes)) if self.work.left else None
        if found is None or (is_cut_short and not found.consistent):
            return unsolved(row, "not solved: the summary is too long")
        return found if found.consistent else self._unless_unknown(row, feeding, classes, found)

    def _unless_unknown(self, row: Row, feeding: Feeding, classes: Classes, found: RowVerdict) -> RowVerdict:
        """A fault, unless the row may be a layer that nobody knows."""
        if classes.wrapper == "timedistributed" and not _is_of_vectors(row, feeding):
            return unsolved(row, "the layer at every time step is not known")
        if classes.wrapper == "bidirectional" and row.leaving and len(row.leaving.sides) > 3:
            return unsolved(row, "the layer that reads in both directions is not known")
        if row.kind_is_cut and len(classes.layers) > 1 and not classes.wrapper:
            return unsolved(row, "its class is cut off")
        if not self.known.class_names.is_standard(row, classes.layers[0], self.framework):
            return unsolved(row, f"{row.kind or row.name} may be a layer of their own: {found.message}")
        return found

    def _search(self, row: Row, feeding: Feeding, classes: Classes) -> Search:
        assert row.count is not None
        convention = partial(self.known.convention, self.framework)
        stated = {layer.name: self._stated(row, layer) for layer in classes.layers}
        return Search(row.count, row.leaving, feeding, self.framework, convention, self.work, stated)


def _uncounted(row: Row) -> str:
    return f"its count {row.remark} is not read" if any(map(str.isalnum, row.remark)) else "no count is printed"


def _is_of_vectors(row: Row, feeding: Feeding) -> bool:
    """Whether vectors enter and leave at every time step, so that the layer inside can only be a small one."""
    return feeding.is_certain and all(shape is not None and len(shape.sides) == 3 for shape in (row.leaving, feeding.shape))


def _with_shape(verdict: RowVerdict, feeding: Feeding) -> RowVerdict:
    """The verdict, unless a row without weights contradicts the shape that certainly enters it."""
    row = verdict.row
    if not verdict.consistent or verdict.layer or not feeding.is_certain or (row.count and row.count.shown):
        return verdict
    fault = fault_of_shape(row.kind, feeding.shape, row.leaving)
    return replace(verdict, consistent=False, message=fault) if fault else verdict


def _with_remark(verdict: RowVerdict) -> RowVerdict:
    """The verdict, unless the calculation that stands behind the count is another number: `380 = 4*(13*5 + 5*5)`."""
    row = verdict.row
    if row.count is None or not row.remark.startswith("="):
        return verdict
    try:
        number = parse(row.remark.lstrip("= ")).value().constant
    except SymcountError:  # a remark may say anything
        return verdict
    if number is None or row.count.least <= number <= row.count.most:
        return verdict
    return replace(verdict, consistent=False, message=f"{row.remark.lstrip('= ')} is {thousands(number)}, not {thousands(row.count.shown)}")
