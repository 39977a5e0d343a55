"""A short run of the fuzzer; `python -m tests.fuzz.atheris_run -max_total_time=1200` is a long one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = int(os.environ.get("SYMCOUNT_FUZZ_SECONDS", "10"))


@pytest.mark.fuzz
def test_no_text_breaks_a_promise() -> None:
    pytest.importorskip("atheris", reason="atheris is not installed")
    command = [sys.executable, "-m", "tests.fuzz.atheris_run", f"-max_total_time={SECONDS}"]
    run = subprocess.run(command, cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONPATH": "."}, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-3_000:]
