"""The lessons, executed and stored with what they give. `python -m docs.generate.notebooks [FILE …]` needs the extra `notebook`."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import symcount as sc

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))

METADATA = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}
"""The same on every machine: no version, no path, no state of a widget."""

WIDGET = "application/vnd.jupyter.widget-view+json"
"""A widget lives in its session: only its text is stored."""

HIDDEN = re.compile(r"<details>.*?</details>", re.DOTALL)
ANSWER = re.compile(r"```python\n(?P<code>.*?)```\n\n```text\n(?P<printed>.*?)```", re.DOTALL)


def stored(path: Path) -> str:
    """The notebook with the outputs that it gives today, as text of a file. Errors: what a cell raises, and `ValueError` for what it warns of."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    patience = {"timeout": 120, "startup_timeout": 120}
    settled = {"record_timing": False, "coalesce_streams": True}  # neither tells the same twice
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": path.parent}}, **settled, **patience).execute()
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = answered(cell.source)
        for output in cell.get("outputs", ()):
            _settle(output, path)
    return f"{nbformat.writes(notebook)}\n"


def answered(source: str) -> str:
    """A cell of text whose hidden answers are followed by what their code prints today."""
    return HIDDEN.sub(lambda hidden: ANSWER.sub(_answer, hidden[0]), source)


def answers(source: str) -> Iterator[tuple[str, str]]:
    """The code of each hidden answer of a cell, and what is shown as its output."""
    for hidden in HIDDEN.finditer(source):
        for answer in ANSWER.finditer(hidden[0]):
            yield answer["code"], answer["printed"]


def printed(code: str) -> str:
    """What the code of an answer prints. It needs nothing but `sc`, since a reader may try it in a new notebook."""
    output = io.StringIO()
    with redirect_stdout(output):
        exec(code, {"sc": sc})  # noqa: S102 (our own lessons)
    return output.getvalue()


def _answer(answer: re.Match[str]) -> str:
    return f"```python\n{answer['code']}```\n\n```text\n{printed(answer['code'])}```"


def _settle(output: dict[str, Any], path: Path) -> None:
    if output.get("name") == "stderr":
        raise ValueError(f"{path.name} warns: {output['text']}")
    output.get("data", {}).pop(WIDGET, None)


if __name__ == "__main__":
    for notebook_path in map(Path, sys.argv[1:]) if sys.argv[1:] else NOTEBOOKS:
        notebook_path.write_text(stored(notebook_path), encoding="utf-8")
