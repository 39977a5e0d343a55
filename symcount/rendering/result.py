"""What every result can do: be JSON, and be shown in a notebook."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from fractions import Fraction
from typing import Any

from symcount.rendering.html import preformatted


class Plain(ABC):
    """What `--json` prints, results and figures alike."""

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """Itself as plain Python values."""

    def to_json(self) -> str:
        """`to_dict` as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False)


class Result(Plain):
    """A frozen answer: `str` is what the terminal shows, `to_dict` what `--json` prints, `latex` what a paper shows."""

    @abstractmethod
    def latex(self) -> str:
        """Itself as LaTeX mathematics. Errors: `InputError` for letters that pdflatex cannot set."""

    def _repr_html_(self) -> str:
        return preformatted(str(self))

    def _math(self) -> str:
        """The same in whatever letters: a notebook has them all."""
        return self.latex()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Where a notebook shows neither HTML nor mathematics, the text is that of the terminal."""
        return {"text/plain": str(self)}

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self._math()}$"


def plain(number: Any) -> Any:
    """A fraction as text that JSON can hold; anything else as it is."""
    return str(number) if isinstance(number, Fraction) else number
