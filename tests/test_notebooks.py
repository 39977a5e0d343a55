"""The lessons: each begins with a question, ends with an exercise, and holds the outputs that its code gives.

`python -m docs.generate.notebooks` stores the outputs of today's program; read the differences before keeping them.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from docs.generate.notebooks import METADATA, NOTEBOOKS, WIDGET, answers, printed
from tests.console import ROOT

FRAMEWORKS = r"^\s*(import|from)\s+(torch|keras|tensorflow|jax|flax|transformers)\b"
MACHINE = r"(?<![\w.])/(home|root|tmp|usr|var|Users)/|\b0x[0-9a-f]{6,}\b|\d\d:\d\d:\d\d"
"""What another machine or another day would give otherwise: paths, addresses, times."""

each_lesson = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@cache
def lesson(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def sources(path: Path, kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in lesson(path)["cells"] if cell["cell_type"] == kind]


def code_cells(path: Path) -> list[dict[str, Any]]:
    return [cell for cell in lesson(path)["cells"] if cell["cell_type"] == "code"]


ANSWERS = [
    pytest.param(code, shown, id=f"{path.stem}-{number}")
    for path in NOTEBOOKS
    for number, (code, shown) in enumerate((answer for source in sources(path, "markdown") for answer in answers(source)), start=1)
]


def test_the_lessons_are_numbered() -> None:
    assert [path.name[:3] for path in NOTEBOOKS] == [f"{number:02}-" for number in range(1, len(NOTEBOOKS) + 1)]


@each_lesson
def test_it_begins_with_a_question_as_somebody_asks_it(path: Path) -> None:
    first = sources(path, "markdown")[0]
    assert first.startswith("# ")
    assert re.search(r"(?m)^> .*\?", first)


@each_lesson
def test_it_ends_with_an_exercise_whose_answer_is_hidden(path: Path) -> None:
    last = sources(path, "markdown")[-1]
    question, _, answer = last.partition("<details>\n<summary>Answer</summary>\n\n")
    assert question.startswith("## Exercise")
    assert list(answers(last))
    assert answer.endswith("\n\n</details>")


@pytest.mark.parametrize("code, shown", ANSWERS)
def test_the_code_of_an_answer_prints_what_is_shown(code: str, shown: str) -> None:
    if "sc.figures" in code:
        pytest.importorskip("matplotlib")
    assert printed(code) == shown


@each_lesson
def test_its_outputs_are_stored_and_the_same_everywhere(path: Path) -> None:
    cells = code_cells(path)
    assert lesson(path)["metadata"] == METADATA
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert all(cell["metadata"] == {} for cell in lesson(path)["cells"])
    assert {output["output_type"] for cell in cells for output in cell["outputs"]} <= {"stream", "execute_result", "display_data"}
    outputs = json.dumps([cell["outputs"] for cell in cells], ensure_ascii=False)
    assert WIDGET not in outputs
    assert re.search(MACHINE, outputs) is None


@each_lesson
def test_it_needs_no_framework(path: Path) -> None:
    assert [source for source in sources(path, "code") if re.search(FRAMEWORKS, source, re.MULTILINE)] == []


@pytest.mark.notebooks
@pytest.mark.skipif(find_spec("nbval") is None or find_spec("ipykernel") is None, reason="nbval and a kernel, of the extra `notebook`, are not installed")
@each_lesson
def test_it_gives_the_outputs_that_it_holds(path: Path) -> None:
    patience = ["--nbval-cell-timeout", "120", "--nbval-kernel-startup-timeout", "120"]
    options = ["--nbval", "--nbval-current-env", "--nbval-sanitize-with", "tests/nbval.cfg", "-q", "-m", "", "--color", "no"]
    done = subprocess.run([sys.executable, "-m", "pytest", *options, *patience, str(path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
