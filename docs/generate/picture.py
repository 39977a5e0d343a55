"""The picture of papers.md: what its commands print, as pdflatex sets it. `python -m docs.generate.picture` needs pdflatex and pdftocairo."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from symcount.rendering.latex import text

DOCS = Path(__file__).parents[1]

BEFORE = r"""\documentclass{article}
\usepackage{amsmath,booktabs}
\begin{document}
\setbox0=\vbox{\hsize=345pt \parindent=0pt"""

AFTER = r"""}
\pdfpagewidth=375pt \pdfhorigin=15pt \hoffset=0pt
\pdfpageheight=\dimexpr\ht0+\dp0+30pt \pdfvorigin=15pt \voffset=0pt
\shipout\box0
\end{document}
"""


def source(page: str) -> str:
    """The commands above the picture, and what they print, as one document of one page."""
    above, _, _ = page.partition("![")
    return "\n".join([BEFORE, *(line for command, output in _examples(above) for line in _set(command, output)), AFTER])


def _examples(page: str) -> Iterator[tuple[str, str]]:
    for block in page.split("```console\n")[1:]:
        for example in block.partition("```")[0].split("$ symcount ")[1:]:
            command, _, output = example.partition("\n")
            yield f"symcount {command}", output.strip()


def _set(command: str, output: str) -> Iterator[str]:
    """The command in small letters, and what it prints: definitions as they are, a table in the middle, a formula displayed."""
    definitions, _, body = output.rpartition("\n\n")
    before, after = (r"\begin{center}", r"\end{center}") if "tabular" in body else ("", "") if body.startswith(r"\begin{align*}") else (r"\[", r"\]")
    yield from filter(None, [rf"\par\medskip{{\footnotesize\ttfamily \$ {text(command)}}}", definitions, before, body, after])


def main() -> None:
    """Set the page, and write the source only when that went well, so that the two belong together."""
    document = source((DOCS / "papers.md").read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        (Path(folder) / "page.tex").write_text(document, encoding="utf-8")
        subprocess.run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "page.tex"], cwd=folder, check=True, capture_output=True)
        subprocess.run(["pdftocairo", "-png", "-gray", "-r", "110", "-singlefile", "page.pdf", str(DOCS / "papers")], cwd=folder, check=True)
    (DOCS / "examples" / "papers.tex").write_text(document, encoding="utf-8")


if __name__ == "__main__":
    main()
