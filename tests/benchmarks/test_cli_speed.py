"""How long `symcount check` takes on the command line, beside `python -c "import sympy"`, turn by turn; nothing is asserted on time.

The package that is installed for this interpreter is measured, or the source where none is.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.benchmarks.conftest import Note

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


def test_command_line(benchmark: Any, note: Note, tmp_path: Path) -> None:
    """`symcount check` from start to exit."""
    benchmark.group = "the command line, from start to exit"
    variables = environment(tmp_path)
    seconds: dict[str, list[float]] = {"check": [], "import sympy": []}

    def run(name: str, command: list[str]) -> bytes:
        start = perf_counter()
        done = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, check=False)
        seconds[name].append(perf_counter() - start)
        return done.stdout

    printed = benchmark.pedantic(run, ("check", CHECK), setup=lambda: run("import sympy", IMPORT_SYMPY) and None, rounds=ROUNDS)
    assert b"one bias vector for each of the four gates" in printed
    compiled = subprocess.run(IS_COMPILED, cwd=tmp_path, env=variables, capture_output=True, check=True).stdout.strip() == b"True"
    note(f'`symcount check "4(nm+n^2)" --layer lstm`{"" if compiled else ", compiled anew in every run, which an install would not do"}', seconds["check"])
    note('`python -c "import sympy"`; SymPy is not imported for a check', seconds["import sympy"], peer=True)
