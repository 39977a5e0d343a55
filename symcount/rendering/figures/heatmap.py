"""A count over two sizes as colours, with the lines within which it stays within budgets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symcount.rendering.figures.figure import Figure
from symcount.rendering.text import thousands

if TYPE_CHECKING:
    from symcount.rendering.figures.canvas import Canvas


@dataclass(frozen=True)
class Level:
    """A budget: for some sizes across, the greatest size upwards within it; `square` is the greatest size that both may have, where
    there is a greater one in both ranges."""

    budget: int
    """The number of parameters."""
    places: tuple[tuple[int, int], ...]
    """Sizes across, each with the greatest size upwards."""
    square: int | None
    """The greatest size that both may have."""


@dataclass(frozen=True, repr=False)
class Heatmap(Figure):
    """The counts, a row for each size upwards, at some sizes of each range."""

    kind = "heatmap"

    title: str
    formula: str
    """The count, in the two sizes."""
    across: str
    """The size that goes across."""
    upwards: str
    """The size that goes upwards."""
    columns: tuple[int, ...]
    """The sizes across that are drawn."""
    rows: tuple[int, ...]
    """The sizes upwards that are drawn."""
    counts: tuple[tuple[int, ...], ...]
    """The count at each, a row for each size upwards."""
    levels: tuple[Level, ...]
    """The line of each budget."""
    is_logarithmic_across: bool = False
    """Whether the axis across is logarithmic."""
    is_logarithmic_upwards: bool = False
    """Whether the axis upwards is logarithmic."""

    @property
    def facts(self) -> tuple[str, ...]:
        """The least and the greatest count, and what each budget is enough for."""
        lowest, highest = min(map(min, self.counts)), max(map(max, self.counts))
        return (
            f"{self.formula}, from {thousands(lowest)} to {thousands(highest)} parameters",
            *(line for level in self.levels for line in self._within(level)),
        )

    def _within(self, level: Level) -> Iterator[str]:
        within = f"within {thousands(level.budget)}"
        if not level.places:
            yield f"{within}: {'none of these sizes' if level.budget < min(map(min, self.counts)) else 'all of these sizes'}"
            return
        first, last = level.places[0], level.places[-1]
        ends = dict.fromkeys(f"{up} at {self.across} = {size}" for size, up in (first, last))
        square = f"; {level.square} where both are equal" if level.square else ""
        yield f"{within}: {self.upwards} up to {' and '.join(ends)}{square}"

    def data(self) -> dict[str, Any]:
        """Counts and level lines as plain values."""
        levels = [{"budget": one.budget, "places": [list(place) for place in one.places], "square": one.square} for one in self.levels]
        return {
            "formula": self.formula,
            "across": self.across,
            "upwards": self.upwards,
            "columns": list(self.columns),
            "rows": list(self.rows),
            "counts": [list(row) for row in self.counts],
            "levels": levels,
            "logarithmic": [self.is_logarithmic_across, self.is_logarithmic_upwards],
        }

    def draw(self) -> Canvas:
        """The counts as colours, the budgets as lines."""
        from symcount.rendering.figures.drawn.heatmap import drawn

        return drawn(self)
