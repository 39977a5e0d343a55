"""How far an approximation is from the true count, over one size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from symcount.rendering.figures.figure import Figure
from symcount.rendering.figures.letters import not_drawn
from symcount.rendering.figures.scales import in_percent

if TYPE_CHECKING:
    from symcount.rendering.figures.canvas import Canvas


@dataclass(frozen=True)
class Limit:
    """A share of the true count, and the size from which on the error stays below it; None where it does not at the last one."""

    share: Fraction
    """The share of the true count."""
    size: int | None
    """The size from which on the error stays below it."""


@dataclass(frozen=True, repr=False)
class Error(Figure):
    """The relative errors of a formula, of which `claimed` and `expected` are what it says and what is true, over one size."""

    kind = "error"

    title: str
    claimed: str
    """The formula, in the size."""
    expected: str
    """The true count, in the size."""
    size: str
    """The size that varies."""
    sizes: tuple[int, ...]
    """The sizes that are drawn."""
    errors: tuple[Fraction, ...]
    """The error at each: claimed less true, over true."""
    limits: tuple[Limit, ...]
    """From where on the error is small."""
    reading: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Each of the author's letters with the size that it means."""
    notes: tuple[str, ...] = ()
    """Every guess that reading it took."""

    @property
    def is_logarithmic(self) -> bool:
        """Whether the size's axis is logarithmic: an error that falls as a power of the size is a straight line then. A switch begins at 0."""
        return self.sizes[0] > 0

    @property
    def is_exact(self) -> bool:
        """Whether it is no approximation here."""
        return not any(self.errors)

    @property
    def facts(self) -> tuple[str, ...]:
        """Both formulas, the errors at both ends, and from where on the error is small."""
        letters = ", ".join(f"{letter} = {size}" for letter, size in self.reading.items() if letter != size)
        return (f"claimed {self.claimed}, true {self.expected}", *self._said(), *([letters] if letters else []), *self.notes, *not_drawn([self.title]))

    def _said(self) -> Iterator[str]:
        if self.is_exact:
            yield "there is no error at any of these sizes"
            return
        yield " and ".join(f"{in_percent(self.errors[end])} at {self.size} = {self.sizes[end]}" for end in (0, -1))
        for limit in self.limits:
            below = f"below {in_percent(limit.share)}"
            if limit.size is None:
                yield f"not {below} at {self.size} = {self.sizes[-1]}"
            else:
                yield f"{below} {'at all sizes' if limit.size == self.sizes[0] else f'from {self.size} = {limit.size} on'}"

    def data(self) -> dict[str, Any]:
        """The errors as plain values: (claimed - true) / true, exact as text and rounded to percent."""
        return {
            "claimed": self.claimed,
            "expected": self.expected,
            "size": self.size,
            "sizes": list(self.sizes),
            "errors": [str(error) for error in self.errors],
            "percent": [float(f"{float(100 * error):.6g}") for error in self.errors],
            "below": [{"percent": float(100 * limit.share), "from": limit.size} for limit in self.limits],
            "reading": dict(self.reading),
            "notes": list(self.notes),
        }

    def draw(self) -> Canvas:
        """The error in percent on logarithmic axes."""
        from symcount.rendering.figures.drawn.error import drawn

        return drawn(self)
