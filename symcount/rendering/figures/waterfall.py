"""The layers of a model one after the other, each beginning where the one before ends."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from symcount.rendering.figures.figure import Figure
from symcount.rendering.figures.letters import not_drawn
from symcount.rendering.figures.scales import in_percent
from symcount.rendering.tables import visible
from symcount.rendering.text import thousands

if TYPE_CHECKING:
    from symcount.rendering.figures.canvas import Canvas


@dataclass(frozen=True)
class Bar:
    """Rows of a model that are drawn as one: `times` equal ones, or the first of several named, with `more` after it."""

    name: str
    """The row, or the first of those that are drawn as one."""
    family: str
    """The family of its layer."""
    count: int
    """Their parameters, all together."""
    times: int = 1
    """How many equal rows it is."""
    more: int = 0
    """How many others it stands for."""

    @property
    def label(self) -> str:
        """Its name, and what goes with it."""
        return self.labelled(visible(self.name))

    def labelled(self, name: str) -> str:
        """A name of it, such as a short one, and what goes with it."""
        times = f"{self.times} × " if self.times > 1 else ""
        return f"{times}{name or '-'}{f' and {self.more} more' if self.more else ''}"


@dataclass(frozen=True, repr=False)
class Waterfall(Figure):
    """The parameters of a model from its first layer to its last."""

    kind = "waterfall"

    title: str
    bars: tuple[Bar, ...]
    """The bars, in the order of the model."""

    @property
    def total(self) -> int:
        """All parameters."""
        return sum(bar.count for bar in self.bars)

    @property
    def families(self) -> dict[str, int]:
        """The parameters of each family, in order."""
        found = dict.fromkeys((bar.family for bar in self.bars), 0)
        for bar in self.bars:
            found[bar.family] += bar.count
        return found

    @property
    def facts(self) -> tuple[str, ...]:
        """Each bar with its count and share; and which names have letters that pictures lack."""
        counted = (f"{bar.label}: {thousands(bar.count)} ({in_percent(Fraction(bar.count, self.total))})" for bar in self.bars)
        return (*counted, *not_drawn([self.title, *(bar.name for bar in self.bars)]))

    def data(self) -> dict[str, Any]:
        """The bars as plain values; each begins at the sum of those before."""
        bars, start = [], 0
        for bar in self.bars:
            bars.append({"name": bar.name, "family": bar.family, "count": bar.count, "start": start, "times": bar.times, "more": bar.more})
            start += bar.count
        return {"total": self.total, "bars": bars}

    def draw(self) -> Canvas:
        """The bars from top to bottom."""
        from symcount.rendering.figures.drawn.waterfall import drawn

        return drawn(self)
