"""The house rules that a program can check."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import symcount
from symcount.layers.families import FAMILIES

ROOT = Path(__file__).parents[1]
PACKAGE = Path(symcount.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))

VISIBLE = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "symcount", "tests", "docs", "notebooks"}
MADE_LOCALLY = {"build", "dist", "site", "venv"}

FORBIDDEN = {
    "evaluates text": r"(?<![\w.])(eval|exec|compile|__import__)\(",
    "hands text to a SymPy function that parses it": r"\b(sympify|parse_expr|parse_latex|S)\(",
    "hides errors": r"except\s*(:|Exception\b|BaseException\b)",
    "postpones work": r"\b(TODO|FIXME|XXX)\b",
    "imports SymPy when it is imported": r"(?m)^(import|from) (sympy|mpmath)\b",
}

STAGES = ("characters", "latex", "leads", "lexer", "markup", "names", "parser", "prose", "runs", "sides")
MAPPINGS = [path.relative_to(PACKAGE / "frameworks").with_suffix("").as_posix() for path in SOURCES if PACKAGE / "frameworks" in path.parents[1:]]
KINDS_OF_FIGURES = ("blocks", "error", "growth", "heatmap", "shares", "waterfall")
PARTS_OF_VALUE = ("content", "expansion", "polynomial", "powers", "text")

TESTED_ELSEWHERE = {
    "__main__.py": "one call of the command line",
    "formula.py": "plain data; its two functions carry doctests, and every room's tests run through them",
    **{
        f"reading/{stage}.py": "a stage of parse: the tables of test_notations, test_published_notations, test_refusals and test_laws run through it"
        for stage in STAGES
    },
    **{f"algebra/{part}.py": "a part of Value: its laws are in test_value and test_written" for part in PARTS_OF_VALUE},
    **{f"frameworks/{module}.py": "mappings: every row of tests/frameworks/recorded and the live comparison run through them" for module in MAPPINGS},
    "models/files/hdf5_messages.py": "a part of the reader of HDF5: test_hdf5 runs through it",
    "models/files/torch_values.py": "what names in PyTorch's pickles mean: test_torch_pickle runs through it",
    "cli/commands.py": "tests/test_cli.py runs every command",
    "cli/options.py": "what commands share: tests/test_cli.py runs through it",
    **{f"rendering/figures/{kind}.py": f"what a figure shows: tests/jobs/figures/test_{kind}.py makes it" for kind in KINDS_OF_FIGURES},
    "rendering/figures/curve.py": "plain data: the tests of growth and shares make it",
    **{
        f"rendering/figures/drawn/{module}.py": "tests/rendering/figures/test_drawn.py draws every figure"
        for module in ("axes", *KINDS_OF_FIGURES)
        if module != "blocks"
    },
    **{f"layers/{family}.py": "definitions alone: the tests of layers/ walk the catalogue" for family in FAMILIES},
}


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def offences(pattern: str) -> Iterator[str]:
    """The places, outside comments, where a pattern stands in the package."""
    for path in SOURCES:
        code = re.sub(r"(?m)#.*$", "", path.read_text(encoding="utf-8"))
        for found in re.finditer(pattern, code):
            yield f"{relative(path)}:{code.count(chr(10), 0, found.start()) + 1}: {found[0]}"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_file_is_under_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_no_code_breaks_a_rule(rule: str) -> None:
    assert list(offences(FORBIDDEN[rule])) == []


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name != "__init__.py"], ids=relative)
def test_every_module_has_a_test_file(path: Path) -> None:
    name = relative(path)
    mirror = ROOT / "tests" / path.relative_to(PACKAGE).with_name(f"test_{path.name}")
    assert mirror.exists() != (name in TESTED_ELSEWHERE), f"{name} wants {mirror.relative_to(ROOT)}, or a reason in TESTED_ELSEWHERE"


def test_nothing_else_is_visible_at_the_top() -> None:
    entries = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert entries - MADE_LOCALLY <= VISIBLE


def test_importing_symcount_does_not_import_sympy() -> None:
    program = "import sys, symcount; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
