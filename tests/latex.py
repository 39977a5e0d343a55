"""What tests of LaTeX share: whether braces balance, and whether a page compiles."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

TOO_WIDE, MARGIN = r"Overfull \\hbox \(([\d.]+)pt", 10
"""What LaTeX says of a line that is wider than the page, and how many points are let pass."""

Test = TypeVar("Test", bound=Callable[..., None])


def compiles_latex(test: Test) -> Test:
    """Put a test into the group `latex`, which is skipped where pdflatex is not installed."""
    skipped = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed: apt-get install texlive-latex-recommended lmodern")
    marked: Test = pytest.mark.latex(skipped(test))
    return marked


def compile_page(body: Sequence[str], packages: str, folder: Path) -> str:
    """Compile a page of these lines and return what LaTeX says, which is shown when it fails."""
    page = ["\\documentclass{article}", f"\\usepackage{{{packages}}}", "\\begin{document}", *body, "\\end{document}"]
    (folder / "page.tex").write_text("\n".join(page), encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "page.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="latin-1", check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    return done.stdout


def fits_a_page(pieces: Sequence[str], folder: Path) -> None:
    """Compile each piece in a group of its own, with amsmath and booktabs alone, and make sure that none is wider than the page."""
    body = [line for piece in pieces for line in (r"\typeout{begins piece}\begingroup\noindent", piece, "", r"\endgroup")]
    said = compile_page(body, "amsmath,booktabs", folder)
    logs = said.split("begins piece")[1:]
    wide = [piece for piece, log in zip(pieces, logs, strict=True) if any(float(points) > MARGIN for points in re.findall(TOO_WIDE, log))]
    assert not wide, wide[0]


def braces_balance(text: str) -> bool:
    """Whether each brace that groups is closed, and none closes what is not open."""
    depth = 0
    for brace in re.findall(r"(?<!\\)(?:\\\\)*([{}])", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0
