"""Benchmarks need the plugin of the `dev` extra; without it they are skipped and say so.

A benchmark file imports nothing of the plugin at run time: its `BenchmarkFixture` type only under `TYPE_CHECKING`.
What stands in `extra_info` becomes docs/benchmarks.json and the page of it: `python -m docs.generate.benchmarks`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from inspect import getdoc
from statistics import median
from typing import Any

import pytest

Note = Callable[..., None]

if find_spec("pytest_benchmark") is None:

    @pytest.fixture
    def benchmark() -> None:
        """In place of the plugin's fixture."""
        pytest.skip("pytest-benchmark is not installed: pip install '.[dev]'")


@pytest.fixture(autouse=True)
def _titled(request: pytest.FixtureRequest, benchmark: Any) -> None:
    """What is measured, in words: the docstring of the test's parameter, if that has one of its own, or of the test, behind which stands the parameter."""
    parameters = getattr(request.node, "callspec", None)
    values = list(parameters.params.values()) if parameters else []
    named = next((value for value in values if callable(value)), None)
    words = ", ".join(str(value) for value in values if isinstance(value, str))
    title = getdoc(named) or "" if named else f"{getdoc(request.function)}{f' {words}' if words else ''}"
    benchmark.extra_info["title"] = title.partition("\n")[0].removesuffix(".")


@pytest.fixture
def note(benchmark: Any, capsys: pytest.CaptureFixture[str]) -> Note:
    """`note(title, seconds)` keeps times that the test took itself, in place of the plugin's; with `peer`, those of what it is compared with."""

    def keep(title: str, seconds: Sequence[float], *, peer: bool = False, group: str | None = None) -> None:
        row = {"title": title, "median": median(seconds), "slowest": max(seconds), "peer": peer, "group": group or benchmark.group}
        benchmark.extra_info.setdefault("rows", []).append(row)
        with capsys.disabled():
            print(f"\n{title}: median {row['median'] * 1000:.3g} ms, slowest {row['slowest'] * 1000:.3g} ms", end="")

    return keep
