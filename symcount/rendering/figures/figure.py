"""What every figure can do: say in words what it shows, be plain data, and be drawn."""

from __future__ import annotations

from abc import abstractmethod
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from symcount.errors import InputError, installing, shown
from symcount.rendering.html import preformatted
from symcount.rendering.result import Plain
from symcount.rendering.tables import printable

if TYPE_CHECKING:
    from symcount.rendering.figures.canvas import Canvas

ENDINGS = (".svg", ".pdf", ".png")


class Figure(Plain):
    """A frozen picture: `str` says what it shows, `to_dict` is its data; it is drawn when it is asked for, as SVG, PDF or PNG."""

    kind: ClassVar[str]
    """Which figure it is: `blocks`, `growth` …"""
    title: str
    """What it is a picture of, with the sizes."""

    @property
    @abstractmethod
    def facts(self) -> tuple[str, ...]:
        """What the picture shows, in sentences."""

    @abstractmethod
    def data(self) -> dict[str, Any]:
        """What is drawn, as plain values."""

    @abstractmethod
    def draw(self) -> Canvas:
        """The picture, drawn; within `own_settings`, since matplotlib's are global."""

    def to_dict(self) -> dict[str, Any]:
        """Itself as plain Python values: kind, title, facts, and what is drawn."""
        return {"kind": self.kind, "title": self.title, "facts": list(self.facts), **self.data()}

    def svg(self) -> str:
        """The picture as SVG text, the same every time. Errors: `InputError` where matplotlib is not installed."""
        return self._drawn("svg").decode()

    def save(self, path: str | Path) -> None:
        """Write the picture to a file whose name ends with .svg, .pdf or .png.

        Errors: `InputError` for another ending, for what is no path, for a file that cannot be written, and where matplotlib is not installed.
        """
        if not isinstance(path, (str, Path)):
            raise InputError(f"a picture is written to a path, such as 'lstm.svg', not to {shown(path)}")
        ending = Path(path).suffix.lower()
        if ending not in ENDINGS:
            raise InputError(f"{shown(str(path))} does not say how to draw: end it with .svg, .pdf or .png")
        picture = self._drawn(ending[1:])
        try:
            Path(path).write_bytes(picture)
        except (OSError, ValueError) as error:  # no system has a NUL in a name
            raise InputError(f"cannot write {shown(str(path))}: {error.strerror if isinstance(error, OSError) else error}") from error

    def _drawn(self, form: str) -> bytes:
        if find_spec("matplotlib") is None:
            raise InputError(f"figures are drawn with matplotlib: {installing('plot')}")
        from symcount.rendering.figures.canvas import own_settings

        with own_settings():
            return self.draw().written(form, self.title, ". ".join(map(printable, self.facts)))

    def __str__(self) -> str:
        return "\n".join([self.title, *(f"    {fact}" for fact in self.facts)])

    __repr__ = __str__

    def _repr_svg_(self) -> str | None:
        return self.svg() if find_spec("matplotlib") else None

    def _repr_html_(self) -> str | None:
        """Only where nothing can be drawn: the facts, and what to install."""
        return None if find_spec("matplotlib") else preformatted(f"{self}\n\nto see it drawn: {installing('plot')}")
