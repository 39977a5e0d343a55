"""What both widgets share: the one door to ipywidgets, and how they are shown where no widget can be."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from symcount.errors import FormulaError, InputError, SymcountError, installing
from symcount.rendering.html import Markup, paragraph, preformatted


def toolkit() -> Any:
    """The library of sliders and fields. Errors: `InputError` where it is not installed."""
    try:
        import ipywidgets
    except ImportError as error:
        raise InputError(f"sliders and text fields need ipywidgets: {installing('widgets')}") from error
    return ipywidgets


class Panel(ABC):
    """A box of sliders, fields and answers; a page without a kernel shows its answer as it stands."""

    box: Any
    """The ipywidgets box, to be put into others."""

    @abstractmethod
    def static(self) -> Markup:
        """What a page shows that has no widgets."""

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        widget = self.box._repr_mimebundle_(**options) or {}
        return {**widget, "text/plain": str(self), "text/html": self.static()}

    def __repr__(self) -> str:
        return str(self)


def message(error: SymcountError) -> Markup:
    """What is wrong, as the terminal says it; of a formula with the place under it."""
    return preformatted(str(error)) if isinstance(error, FormulaError) else paragraph(str(error))
