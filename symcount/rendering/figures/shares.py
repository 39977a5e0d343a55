"""Which share of a layer's parameters each of its weights has, over one size."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from symcount.rendering.figures.curve import Curve
from symcount.rendering.figures.figure import Figure
from symcount.rendering.figures.scales import in_percent

if TYPE_CHECKING:
    from symcount.rendering.figures.canvas import Canvas


@dataclass(frozen=True)
class Leader:
    """The weight with most parameters from a size on, until the next leader."""

    size: int
    """The size from which on it has most."""
    label: str
    """The weight."""


@dataclass(frozen=True, repr=False)
class Shares(Figure):
    """The counts of a layer's weights over one size, one upon the other; `sizes` are those at which they are drawn."""

    kind = "shares"

    title: str
    size: str
    """The size that varies."""
    sizes: tuple[int, ...]
    """The sizes that are drawn."""
    weights: tuple[Curve, ...]
    """The count of each weight."""
    leaders: tuple[Leader, ...]
    """Which weight has most, and from where on."""
    is_logarithmic: bool = False
    """Whether the size's axis is logarithmic."""

    @property
    def totals(self) -> tuple[int, ...]:
        """The parameters at each size."""
        return tuple(map(sum, zip(*(weight.counts for weight in self.weights), strict=True)))

    @property
    def facts(self) -> tuple[str, ...]:
        """The shares at both ends, and from which size which weight has most."""
        first, *later = self.leaders
        most = [f"{first.label} has most parameters{'' if later else ' at all sizes'}", *(f"{one.label} from {self.size} = {one.size} on" for one in later)]
        return (*map(self._changed, self.weights), ", ".join(most))

    def _changed(self, weight: Curve) -> str:
        ends = [f"{in_percent(Fraction(weight.counts[end], self.totals[end]))} at {self.size} = {self.sizes[end]}" for end in (0, -1)]
        return f"{weight.label}: {weight.formula}, {' and '.join(ends)}"

    def data(self) -> dict[str, Any]:
        """The counts as plain values."""
        return {
            "size": self.size,
            "sizes": list(self.sizes),
            "weights": [{"label": one.label, "formula": one.formula, "counts": list(one.counts)} for one in self.weights],
            "leaders": [{"size": one.size, "label": one.label} for one in self.leaders],
            "logarithmic": self.is_logarithmic,
        }

    def draw(self) -> Canvas:
        """The shares as bands."""
        from symcount.rendering.figures.drawn.shares import drawn

        return drawn(self)
