"""The notebooks run from top to bottom with symcount alone, and their stored outputs are what they give.

`python -m tests.test_notebooks` stores the outputs of today's program; read the differences before keeping them.
"""

from __future__ import annotations

import ast
import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def executed(text: str) -> str:
    """The notebook with the outputs that its code cells give in one namespace."""
    notebook = json.loads(text)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    code_cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for count, cell in enumerate(code_cells, start=1):
        cell["execution_count"] = count
        cell["outputs"] = _outputs("".join(cell["source"]), namespace, count)
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _outputs(source: str, namespace: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """What a cell prints, and the value of its last expression."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        value = _run(source, namespace)
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": printed.getvalue().splitlines(keepends=True)})
    if value is not None:
        outputs.append(
            {"data": {"text/plain": repr(value).splitlines(keepends=True)}, "execution_count": count, "metadata": {}, "output_type": "execute_result"}
        )
    return outputs


def _run(source: str, namespace: dict[str, Any]) -> object:
    """Run a cell; the value is that of its last statement, if this is an expression."""
    *body, last = ast.parse(source).body
    if not isinstance(last, ast.Expr):
        body.append(last)
    exec(compile(ast.Module(body, []), "<cell>", "exec"), namespace)  # noqa: S102 (our own notebooks)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace) if isinstance(last, ast.Expr) else None  # noqa: S307


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_the_stored_outputs_are_what_the_cells_give(path: Path) -> None:
    stored = path.read_text(encoding="utf-8")
    assert executed(stored) == stored, "run: python -m tests.test_notebooks, and read the difference"


if __name__ == "__main__":
    for notebook_path in NOTEBOOKS:
        notebook_path.write_text(executed(notebook_path.read_text(encoding="utf-8")), encoding="utf-8")
