"""The pictures of typeset pages, of papers.md and of the lesson on LaTeX. `python -m docs.generate.picture` needs pdflatex and pdftocairo."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from symcount.rendering.latex import text

DOCS = Path(__file__).parents[1]
LESSON = DOCS.parent / "notebooks" / "08-latex-for-a-paper.ipynb"

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


def of_papers() -> str:
    """The commands above the picture of papers.md, and what they print, as one document of one page."""
    above, _, _ = (DOCS / "papers.md").read_text(encoding="utf-8").partition("![")
    return _document(line for command, output in _examples(above) for line in _set(command, output))


def of_lesson() -> str:
    """The page that the lesson prints, as such a document."""
    cells = json.loads(LESSON.read_text(encoding="utf-8"))["cells"]
    (page,) = (output["text"] for cell in cells if "".join(cell["source"]).endswith("print(page)") for output in cell["outputs"])
    return _document(["".join(page)])


PICTURES: dict[Path, Callable[[], str]] = {DOCS / "papers.png": of_papers, LESSON.with_suffix(".png"): of_lesson}
"""Each picture with the document that it shows."""


def kept_source(picture: Path) -> Path:
    """Where the document of a picture is kept, so that a test sees when the picture has aged."""
    return DOCS / "examples" / f"{picture.stem}.tex"


def _document(lines: Iterable[str]) -> str:
    return "\n".join([BEFORE, *lines, AFTER])


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


def draw(picture: Path, document: str) -> None:
    """Set the page, and write the source only when that went well, so that the two belong together."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "page.tex").write_text(document, encoding="utf-8")
        subprocess.run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "page.tex"], cwd=folder, check=True, capture_output=True)
        subprocess.run(["pdftocairo", "-png", "-gray", "-r", "110", "-singlefile", "page.pdf", str(picture.with_suffix(""))], cwd=folder, check=True)
    kept_source(picture).write_text(document, encoding="utf-8")


if __name__ == "__main__":
    for path, document in PICTURES.items():
        draw(path, document())
