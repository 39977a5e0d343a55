"""A row of a summary: a part of a model, its formula, the numbers put in, the count, and what the count does not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from symcount.formula import Node
from symcount.layers.weight import Size, plain_size
from symcount.models.counted import arithmetic_of, formula_of
from symcount.models.model import Part
from symcount.rendering import listed, pretty, thousands, written
from symcount.rendering.tables import visible

UNEXPLAINED = "not explained"


class Cells(NamedTuple):
    """A row as a table shows it."""

    name: str
    layer: str
    formula: str
    numbers: str
    parameters: str
    remarks: str


@dataclass(frozen=True)
class Row:
    """A part of the model as a row; `times` parts that are alike but for a number in their names may be shown as one."""

    part: Part
    name: str
    times: int = 1

    @property
    def kind(self) -> str:
        """What the framework calls it, empty where a file does not say."""
        return self.part.kind

    @property
    def layer(self) -> str | None:
        """The name of the catalogue's layer that it is, if one explains it."""
        return self.part.layer.layer.name if self.part.layer else None

    @property
    def is_explained(self) -> bool:
        """Whether a layer of the catalogue has these weights, or there are none."""
        return self.part.layer is not None or not self.part.weights

    @property
    def family(self) -> str:
        """The family of that layer."""
        return self.part.layer.layer.family.replace("_", " ") if self.part.layer else UNEXPLAINED

    @cached_property
    def formula_tree(self) -> Node | None:
        """Its count in the names of sizes, its copies together; None where no definition explains it."""
        return formula_of(self.part, self.times)

    @property
    def formula(self) -> str | None:
        """The same as code that reads back."""
        return written(self.formula_tree) if self.formula_tree else None

    @cached_property
    def arithmetic(self) -> str:
        """The formula with the numbers put in: `4*(13*5 + 5*5 + 5) = 380`; empty while a size is a symbol."""
        numbers = arithmetic_of(self.part, self.times)
        return f"{numbers} = {self.count}" if numbers else ""

    @property
    def sizes(self) -> dict[str, Size]:
        """The sizes of its layer."""
        return dict(self.part.layer.sizes) if self.part.layer else {}

    @cached_property
    def count(self) -> Size:
        """Its parameters, without what another row counts."""
        return self.part.count * self.times

    @property
    def shared(self) -> dict[str, str]:
        """Its weights that another row counts, with the names that they have there."""
        return dict(self.part.shared)

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What its count does not say, in words."""
        return tuple(self._remarks())

    def _remarks(self) -> Iterator[str]:
        if not self.is_explained:
            yield "no definition explains it"
        elif self.formula_tree is None and self.count != 0:
            added = [self._short(weight.name) for weight in self.part.counted if not weight.of]
            yield f"adds {listed(added)}" if 0 < len(added) < len(self.part.counted) else "other weights than the layer has"
        if self.part.note:
            yield self.part.note
        for elsewhere, names in _by_place(self.part.shared).items():
            what = "" if len(names) == len(self.part.weights) else f"{listed(list(map(self._short, names)))} "
            yield f"{what}shared with {elsewhere}, counted there"
        trainable, frozen, buffers = (size * self.times for size in (self.part.trainable, self.part.non_trainable, self.part.buffers))
        if frozen != 0:
            yield "not trained" if trainable == 0 else f"{shown_count(frozen)} not trained"
        if buffers != 0:
            yield f"{shown_count(buffers)} more in buffers"
        if self.part.active is not None and self.part.active != self.part.copies:
            yield f"{shown_count(self.part.active * self.times)} of {shown_count(self.part.copies * self.times)} copies active for each token"

    def _short(self, name: str) -> str:
        """The name of a weight without that of the part."""
        return name.removeprefix(self.part.name).lstrip("./") or name

    def to_dict(self) -> dict[str, Any]:
        """Itself as plain Python values."""
        active = {} if self.part.active is None else {"active": plain_size(self.part.active)}
        return {
            "name": self.name,
            "kind": self.kind,
            "layer": self.layer,
            "formula": self.formula,
            "arithmetic": self.arithmetic,
            "sizes": {name: plain_size(size) for name, size in self.sizes.items()},
            "weights": [weight.to_dict() for weight in self.part.weights],
            "count": plain_size(self.count),
            "trainable": plain_size(self.part.trainable),
            "non_trainable": plain_size(self.part.non_trainable),
            "buffers": plain_size(self.part.buffers),
            "copies": plain_size(self.part.copies),
            **active,
            "shared": self.shared,
            "remarks": list(self.remarks),
        }

    def cells(self) -> Cells:
        """Itself as a table shows it."""
        formula = pretty(self.formula_tree) if self.formula_tree else ""
        layer = self.layer or visible(self.kind) or "-"
        remarks = "; ".join(map(visible, self.remarks))
        return Cells(visible(self.name) or "-", layer, formula, visible(self.arithmetic.rpartition(" = ")[0]), shown_count(self.count), remarks)


def shown_count(count: Size) -> str:
    """A count as a table shows it.

    >>> shown_count(4457472)
    '4,457,472'
    """
    return thousands(count) if isinstance(count, int) else pretty(count)


def _by_place(shared: Mapping[str, str]) -> dict[str, list[str]]:
    """The names of the shared weights, by the weight that is counted."""
    found: dict[str, list[str]] = {}
    for name, elsewhere in shared.items():
        found.setdefault(elsewhere, []).append(name)
    return found
