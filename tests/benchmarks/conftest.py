"""Benchmarks need the plugin of the `dev` extra; without it they are skipped and say so.

A benchmark file imports nothing of the plugin at run time: its `BenchmarkFixture` type only under `TYPE_CHECKING`.
"""

from __future__ import annotations

from importlib.util import find_spec

import pytest

if find_spec("pytest_benchmark") is None:

    @pytest.fixture
    def benchmark() -> None:
        """In place of the plugin's fixture."""
        pytest.skip("pytest-benchmark is not installed: pip install '.[dev]'")
