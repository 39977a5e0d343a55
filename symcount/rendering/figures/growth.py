"""How counts grow with one size, and where one passes another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symcount.rendering.figures.curve import Curve
from symcount.rendering.figures.figure import Figure
from symcount.rendering.text import thousands

if TYPE_CHECKING:
    from symcount.rendering.figures.canvas import Canvas


@dataclass(frozen=True)
class Crossing:
    """The first size at which the curve `above` is greater than `below`, having been smaller; before it they may be equal at some."""

    size: int
    """The first size at which the order is another."""
    above: str
    """The curve that is greater from there on."""
    below: str
    """The curve that was greater before."""
    count: int
    """The count of the first there."""
    other: int
    """The count of the second there."""
    level: tuple[int, int] | None = None
    """The first and the last of the sizes just before it at which both are equal; None where there are none."""


@dataclass(frozen=True)
class Order:
    """Two curves that do not cross: `above` is greater, or also equal where they touch; they may be equal everywhere."""

    above: str
    """The greater one."""
    below: str
    """The smaller one."""
    touch: bool = False
    """Whether they are equal somewhere."""
    equal: bool = False
    """Whether they are equal everywhere."""

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
    """The size that varies."""
    sizes: tuple[int, ...]
    """The sizes that are drawn."""
    curves: tuple[Curve, ...]
    """The count of each layer."""
    crossings: tuple[Crossing, ...]
    """Where one passes another."""
    orders: tuple[Order, ...] = ()
    """Which stays above which, of those that never cross."""
    is_logarithmic: bool = False
    """Whether both axes are logarithmic."""

    @property
    def facts(self) -> tuple[str, ...]:
        """The counts at both ends, every crossing, and which curves do not cross."""
        return (*map(self._grown, self.curves), *map(self.said, self.crossings), *map(str, self.orders))

    def _grown(self, curve: Curve) -> str:
        ends = f"from {thousands(curve.counts[0])} at {self.size} = {self.sizes[0]} to {thousands(curve.counts[-1])} at {self.size} = {self.sizes[-1]}"
        return f"{curve.label}: {curve.formula}, {ends}"

    def said(self, crossing: Crossing) -> str:
        """A crossing as a sentence."""
        level = f", having the same count at {' … '.join(map(str, dict.fromkeys(crossing.level)))}" if crossing.level else ""
        return f"{crossing.above} passes {crossing.below} at {self.size} = {crossing.size}: {thousands(crossing.count)} and {thousands(crossing.other)}{level}"

    def data(self) -> dict[str, Any]:
        """Curves and crossings as plain values."""
        return {
            "size": self.size,
            "sizes": list(self.sizes),
            "curves": [{"label": one.label, "formula": one.formula, "counts": list(one.counts)} for one in self.curves],
            "crossings": list(map(_crossing, self.crossings)),
            "orders": [{"above": one.above, "below": one.below, "touch": one.touch, "equal": one.equal} for one in self.orders],
            "logarithmic": self.is_logarithmic,
        }

    def draw(self) -> Canvas:
        """The curves, each with its name at its end."""
        from symcount.rendering.figures.drawn.growth import drawn

        return drawn(self)


def _crossing(crossing: Crossing) -> dict[str, Any]:
    counts, level = [crossing.count, crossing.other], crossing.level
    return {"size": crossing.size, "above": crossing.above, "below": crossing.below, "counts": counts, "level": list(level) if level else None}
