"""How long `symcount check` takes on the command line, beside `python -c "import sympy"`, turn by turn; nothing is asserted on time.

The package that is installed for this interpreter is measured, or the source where none is.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CHECK = [sys.executable, "-m", "symcount", "check", "4(nm+n^2)", "--layer", "lstm"]
IMPORT_SYMPY = [sys.executable, "-c", "import sympy"]
IS_COMPILED = [sys.executable, "-c", "import pathlib, symcount; print(pathlib.Path(symcount.__cached__).exists())"]
ROUNDS = 21


def environment(elsewhere: Path) -> dict[str, str]:
    """This environment, with the source on the path only if symcount is not installed."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    installed = subprocess.run(IS_COMPILED, cwd=elsewhere, env=variables, capture_output=True, check=False).returncode == 0
    return variables if installed else {**variables, "PYTHONPATH": str(ROOT)}


def test_command_line(benchmark: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    benchmark.group = "the command line"
    variables = environment(tmp_path)
    seconds: dict[str, list[float]] = {"check": [], "import sympy": []}

    def run(name: str, command: list[str]) -> bytes:
        start = perf_counter()
        done = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, check=False)
        seconds[name].append(perf_counter() - start)
        return done.stdout

    printed = benchmark.pedantic(run, ("check", CHECK), setup=lambda: run("import sympy", IMPORT_SYMPY) and None, rounds=ROUNDS)
    assert b"one bias vector for each of the four gates" in printed
    ours, theirs = seconds["check"], seconds["import sympy"]
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    compiled = subprocess.run(IS_COMPILED, cwd=tmp_path, env=variables, capture_output=True, check=True).stdout.strip() == b"True"
    with capsys.disabled():
        print(f"\nsymcount check {median(ours) * 1000:.0f} ms, import sympy {median(theirs) * 1000:.0f} ms, ratio of neighbours {ratio:.2f}", end="")
        print("" if compiled else "; symcount is compiled anew in every run here, which an install would not do", end=" ")
