"""What tests of LaTeX share: whether braces balance, and whether a page compiles."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., None])


def compiles_latex(test: Test) -> Test:
    """Put a test into the group `latex`, which is skipped where pdflatex is not installed."""
    skipped = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed: apt-get install texlive-latex-recommended lmodern")
    marked: Test = pytest.mark.latex(skipped(test))
    return marked


def compile_page(body: Sequence[str], packages: str, folder: Path) -> None:
    """Compile a page of these lines; what LaTeX says is shown when it fails."""
    page = ["\\documentclass{article}", f"\\usepackage{{{packages}}}", "\\begin{document}", *body, "\\end{document}"]
    (folder / "page.tex").write_text("\n".join(page), encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "page.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="latin-1", check=False)
    assert done.returncode == 0, done.stdout[-2000:]


def braces_balance(text: str) -> bool:
    """Whether each brace that groups is closed, and none closes what is not open."""
    depth = 0
    for brace in re.findall(r"(?<!\\)(?:\\\\)*([{}])", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0
