"""A row of a summary: a part of a model, its formula, the numbers put in, the count, and what the count does not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from symcount.jobs.counted import Counted
from symcount.layers.weight import Size, plain_size
from symcount.models.model import Part
from symcount.rendering import listed, written
from symcount.rendering.model_tables import Cells
from symcount.rendering.tables import visible

UNEXPLAINED = "not explained"


@dataclass(frozen=True)
class Row:
    """A part of the model as a row, or several that are alike but for a number in their names."""

    part: Part
    """The part of the model."""
    name: str
    """Its name, the numbers of parts that are alike as a range."""
    counted: Counted
    """Its layer, sizes and numbers, where a definition explains it."""

    @property
    def times(self) -> int:
        """How many parts it stands for."""
        return self.counted.times

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
        return self.part.is_explained

    @property
    def family(self) -> str:
        """The family of that layer."""
        return self.part.family or UNEXPLAINED

    @property
    def formula(self) -> str | None:
        """Its count in the names of sizes, its copies together, as code that reads back; None where no definition explains it."""
        return written(self.counted.formula) if self.counted.formula else None

    @property
    def arithmetic(self) -> str:
        """The formula with the numbers put in: `4*(13*5 + 5*5 + 5) = 380`; empty while a size is a symbol."""
        return f"{self.counted.numbers} = {self.count}" if self.counted.numbers else ""

    @property
    def sizes(self) -> dict[str, Size]:
        """The sizes of its layer."""
        return dict(self.part.layer.sizes) if self.part.layer else {}

    @property
    def count(self) -> Size:
        """Its parameters, without what another row counts."""
        return self.counted.count

    @property
    def shared(self) -> dict[str, str]:
        """Its weights that another row counts, with the names that they have there."""
        return dict(self.part.shared)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What its count does not say, in words."""
        return (*self._remarks(), *self.counted.remarks)

    def _remarks(self) -> Iterator[str]:
        if not self.is_explained:
            yield "no definition explains it"
        elif self.counted.formula is None and self.count != 0:
            added = [self._short(weight.name) for weight in self.part.counted if not weight.of]
            yield f"adds {listed(added)}" if 0 < len(added) < len(self.part.counted) else "other weights than the layer has"
        if self.part.note:
            yield self.part.note
        for elsewhere, names in _by_place(self.part.shared).items():
            what = "" if len(names) == len(self.part.weights) else f"{listed(list(map(self._short, names)))} "
            yield f"{what}shared with {elsewhere}, counted there"

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

    @property
    def cells(self) -> Cells:
        """Itself as a table shows it."""
        counted = self.counted
        layer = self.layer or visible(self.kind) or "-"
        remarks = "; ".join(map(visible, self.remarks))
        return Cells(visible(self.name) or "-", layer, counted.formula_shown, counted.numbers_shown, counted.shown, remarks, counted.formula, counted.count)


def _by_place(shared: Mapping[str, str]) -> dict[str, list[str]]:
    """The names of the shared weights, by the weight that is counted."""
    found: dict[str, list[str]] = {}
    for name, elsewhere in shared.items():
        found.setdefault(elsewhere, []).append(name)
    return found
