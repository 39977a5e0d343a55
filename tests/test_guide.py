"""The contributor guide, followed: its layer is defined as it says, and passes every check that walks the catalogue."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docs.generate.layer import layer_page
from symcount.frameworks.keras import recurrent
from symcount.jobs.compare import compare
from symcount.jobs.typeset import latex
from symcount.layers import CATALOGUE, Layer
from tests.console import ROOT, defining, files
from tests.jobs import test_explain, test_typeset
from tests.latex import compile_page, compiles_latex
from tests.layers import test_definition, test_facts, test_names, test_wrappers

GUIDE = (ROOT / "docs" / "adding-a-layer.md").read_text(encoding="utf-8")
DEFINITION, FACTS, CONSTRUCTOR = files(GUIDE)
NAME = "spatial_gating_unit"

DEFINITIONS, EXPLANATIONS = test_definition.TestEveryDefinition, test_explain.TestEveryLayer
CHECKS: list[Callable[[Layer], None]] = [
    *(getattr(walking(), name) for walking in (DEFINITIONS, EXPLANATIONS) for name in vars(walking) if name.startswith("test_")),
    test_names.test_a_layer_is_found_by_each_of_its_names,
    test_wrappers.test_time_distributed_counts_as_the_layer_inside,
    test_wrappers.test_nothing_is_said_twice,
]
"""The tests that walk the catalogue, as functions of a layer."""


@pytest.fixture
def layer() -> Iterator[Layer]:
    """The guide's layer, in the catalogue as long as a test lasts."""
    assert NAME not in CATALOGUE, "the catalogue has the guide's layer now: let the guide add another"
    with defining(GUIDE):
        yield CATALOGUE[NAME]


def test_the_definition_is_about_five_lines(layer: Layer) -> None:
    lines = inspect.getsource(layer.weights_of)
    assert len(lines.partition('"""\n')[2].splitlines()) <= 5


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_it_passes_what_every_layer_passes(layer: Layer, check: Callable[[Layer], None]) -> None:
    check(layer)


def test_its_facts_hold(layer: Layer) -> None:
    published, wholes = (ast.literal_eval(statement.value) for statement in ast.parse(FACTS).body if isinstance(statement, ast.Assign))
    facts = [fact for source in published.values() for fact in source]
    assert layer.name in {name for name, _, _ in facts}
    assert [test_facts.count(name, sizes) for name, sizes, _ in facts] == [total for _, _, total in facts]
    for total, parts in wholes.values():
        assert layer.name in {name for _, name, _ in parts}
        assert sum(many * int(str(test_facts.count(name, sizes))) for many, name, sizes in parts) == total


def test_it_has_a_page_and_a_place_in_a_comparison(layer: Layer) -> None:
    text = layer_page(layer)
    assert text.startswith("<!--")
    assert all(title in text for title in ("# Spatial gating unit", "## The weights", f"$ symcount explain {NAME} "))
    assert "Keras, PyTorch, Flax nnx and Flax linen: no constructor to compare with" in str(compare(layer))


@pytest.mark.parametrize("kind", ["plain", "align", "table"])
def test_its_latex_is_well_formed(layer: Layer, kind: str) -> None:
    assert test_typeset.is_well_formed(latex(layer.name, align=kind == "align", table=kind == "table"))


@compiles_latex
def test_its_equation_compiles(layer: Layer, tmp_path: Path) -> None:
    compile_page(["\\begin{gather*}", " \\\\ ".join(layer.equations), "\\end{gather*}"], "amsmath", tmp_path)


def test_the_constructor_that_it_shows_is_the_one_in_use() -> None:
    assert CONSTRUCTOR.strip() in inspect.getsource(recurrent)
