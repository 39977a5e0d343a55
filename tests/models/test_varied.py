"""Tensors of a model at several sizes: grouped by name, side by side, as copies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symcount.frameworks.built import BuiltWeight
from symcount.models.varied import NoFormula, Sample, kinds_of, outline_at, sample_of, total_at

POINTS = [{"n": 3, "L": 2}, {"n": 7, "L": 2}, {"n": 3, "L": 3}, {"n": 11, "L": 5}, {"n": 13, "L": 4}]
Shapes = Callable[[int, int], dict[str, tuple[int, ...]]]


def samples(build: Shapes) -> list[Sample]:
    return [sample_of(point, [BuiltWeight(name, shape) for name, shape in build(point["n"], point["L"]).items()]) for point in POINTS]


def stack(n: int, layers: int) -> dict[str, tuple[int, ...]]:
    return {f"layers.{layer}.kernel": (4 * n, 10 if layer == 0 else n) for layer in range(layers)} | {"norm.gain": (n,)}


def headed(n: int, layers: int) -> dict[str, tuple[int, ...]]:
    return {f"{layer}.kernel": (n, n) if layer < layers else (n, 10) for layer in range(layers + 1)}


def keras_like(n: int, layers: int) -> dict[str, tuple[int, ...]]:
    first = 7 * n  # Keras counts on from the model before
    return {f"model/dense_{first + layer}/kernel": (n, n) for layer in range(layers)}


def staged(n: int, layers: int) -> dict[str, tuple[int, ...]]:
    return {f"stage.{stage}.block.{block}.gain": (n * 2**stage,) for stage in range(3) for block in range(layers)}


@pytest.mark.parametrize(
    "build, said",
    [
        (stack, ["layers.0.kernel (4*n, 10) 1", "layers.*.kernel (4*n, n) L - 1", "norm.gain (n) 1"]),
        (headed, ["*.kernel (n, n) L", "*.kernel (n, 10) 1"]),
        (keras_like, ["model/dense_*/kernel (n, n) L"]),
        (staged, ["stage.0.block.*.gain (n) L", "stage.1.block.*.gain (2*n) L", "stage.2.block.*.gain (4*n) L"]),
        (lambda n, _: {"a.{0}": (n,), "number": ()}, ["a.{0} (n) 1", "number () 1"]),
    ],
    ids=["first layer apart", "head behind", "counted on", "stages", "braces"],
)
def test_tensors_as_formulas(build: Shapes, said: list[str]) -> None:
    kinds = kinds_of(samples(build))
    assert [f"{kind.name} ({', '.join(map(str, kind.shape))}) {kind.copies}" for kind in kinds] == said
    assert all(outline_at(kinds, sample.point) == sample.outline for sample in samples(build))


@pytest.mark.parametrize(
    "build, said",
    [
        (lambda n, _: {"a": (2**n, 3)}, "no formula of the kinds tried gives side 0 of a: 8 at n=3, L="),
        (lambda n, depth: {f"l.{i}": (n * 3**i,) for i in range(depth)}, r"l.2 has the shape \(27,\) at n=3, L=3, not \(n,\) or \(3·n,\) as its like"),
        (lambda n, depth: {f"l.{i}": (n,) for i in range(2**depth)}, "no formula of the kinds tried gives the number of l.*"),
    ],
    ids=["side", "another shape", "number"],
)
def test_what_fits_no_formula_is_said(build: Shapes, said: str) -> None:
    with pytest.raises(NoFormula, match=said):
        kinds_of(samples(build))


def test_how_much_would_be_built() -> None:
    assert total_at(kinds_of(samples(stack)), {"n": 100, "L": 4}) == (5, 400 * 10 + 3 * 400 * 100 + 100)
