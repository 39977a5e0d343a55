"""How counts grow with one size, and where one passes another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symcount.rendering.figures.figure import Figure
from symcount.rendering.text import listed, thousands

if TYPE_CHECKING:
    from symcount.rendering.figures.canvas import Canvas


@dataclass(frozen=True)
class Curve:
    """A count at each of some sizes; `formula` is the count in the size."""

    label: str
    formula: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Crossing:
    """The first size at which the curve `above` is greater than `below`, having been smaller; `level` are sizes before it at which they are equal."""

    size: int
    above: str
    below: str
    count: int
    other: int
    level: tuple[int, ...] = ()


@dataclass(frozen=True)
class Order:
    """Two curves that do not cross: `above` is greater, or also equal where they touch; they may be equal everywhere."""

    above: str
    below: str
    touch: bool = False
    equal: bool = False

    def __str__(self) -> str:
        if self.equal:
            return f"{self.above} and {self.below} are equal at all sizes"
        return f"{self.above} is never below {self.below}" if self.touch else f"{self.above} stays above {self.below}"


@dataclass(frozen=True, repr=False)
class Growth(Figure):
    """Counts over one size, `sizes` those at which they are drawn."""

    kind = "growth"

    title: str
    size: str
    sizes: tuple[int, ...]
    curves: tuple[Curve, ...]
    crossings: tuple[Crossing, ...]
    orders: tuple[Order, ...] = ()
    is_logarithmic: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        """The counts at both ends, every crossing, and which curves do not cross."""
        return (*map(self._grown, self.curves), *map(self.said, self.crossings), *map(str, self.orders))

    def _grown(self, curve: Curve) -> str:
        ends = f"from {thousands(curve.counts[0])} at {self.size} = {self.sizes[0]} to {thousands(curve.counts[-1])} at {self.size} = {self.sizes[-1]}"
        return f"{curve.label}: {curve.formula}, {ends}"

    def said(self, crossing: Crossing) -> str:
        """A crossing as a sentence."""
        level = f", having the same count at {listed(list(map(str, crossing.level)))}" if crossing.level else ""
        return f"{crossing.above} passes {crossing.below} at {self.size} = {crossing.size}: {thousands(crossing.count)} and {thousands(crossing.other)}{level}"

    def data(self) -> dict[str, Any]:
        """Curves and crossings as plain values."""
        return {
            "size": self.size,
            "sizes": list(self.sizes),
            "curves": [{"label": one.label, "formula": one.formula, "counts": list(one.counts)} for one in self.curves],
            "crossings": [
                {"size": one.size, "above": one.above, "below": one.below, "counts": [one.count, one.other], "level": list(one.level)} for one in self.crossings
            ],
            "orders": [{"above": one.above, "below": one.below, "touch": one.touch, "equal": one.equal} for one in self.orders],
            "logarithmic": self.is_logarithmic,
        }

    def draw(self) -> Canvas:
        """The curves, each with its name at its end."""
        from symcount.rendering.figures.drawn_curves import drawn_growth

        return drawn_growth(self)
