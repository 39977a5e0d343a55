"""Random configurations, built by a framework that is installed and said by its mapping: both must agree."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.util import find_spec

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.frameworks.cases import Case, outline
from tests.frameworks.drawn import DRAWN
from tests.frameworks.installed import installed

EXAMPLES = int(os.environ.get("SYMCOUNT_EXAMPLES", "5"))
"""Configurations of each layer; `.ci/run` asks for more."""


def group(*needed: str) -> list[pytest.MarkDecorator]:
    """The group of the tests that need a framework, skipped where one of these is not installed."""
    absent = [name for name in needed if find_spec(name) is None]
    return [pytest.mark.frameworks, pytest.mark.skipif(bool(absent), reason=f"not installed: {', '.join(absent)}")]


def compare(framework: str, layer: str) -> None:
    """Build random configurations of a layer, and compare each with what its mapping says."""
    library = installed(framework)

    def agree(case: Case) -> None:
        assert outline(case.mapped().weights) == outline(library.weights(case))

    check(agree, framework, layer)


def check(test: Callable[[Case], None], framework: str, layer: str) -> None:
    """Test random configurations of a layer, others each time; one that fails is printed."""
    own = settings(
        max_examples=EXAMPLES,
        database=None,
        print_blob=True,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    own(given(DRAWN[framework][layer])(test))()
