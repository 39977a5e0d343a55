"""The door to constructors: what they return, and their errors in one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from symcount.errors import InputError
from symcount.models.constructing import constructed
from symcount.models.foreign import ForeignError


def test_shapes_are_taken_as_they_are() -> None:
    built = constructed(lambda n: {"kernel": (n, 3), "bias": [3], "number": ()}, {"n": 5})
    assert [(weight.name, weight.shape) for weight in built.weights] == [("kernel", (5, 3)), ("bias", (3,)), ("number", ())]
    assert not built.takes_memory


def raising(error: BaseException) -> Callable[..., Any]:
    def build(**_arguments: object) -> None:
        raise error

    return build


@pytest.mark.parametrize(
    "error, said",
    [
        (ValueError("units must\n  be even"), "build with n=3: ValueError: units must be even"),
        (AssertionError(), "build with n=3: AssertionError"),
        (RuntimeError("no"), "build with n=3: RuntimeError: no"),
        (SystemExit(2), "build with n=3: SystemExit: 2"),
        (ValueError("x" * 1000), f"build with n=3: ValueError: {'x' * 160}…"),
    ],
)
def test_an_error_is_quoted_in_one_line(error: BaseException, said: str) -> None:
    with pytest.raises(ForeignError) as caught:
        constructed(raising(error), {"n": 3})
    assert str(caught.value) == said
    assert caught.value.__cause__ is error


def test_an_interruption_is_none_of_them() -> None:
    with pytest.raises(KeyboardInterrupt):
        constructed(raising(KeyboardInterrupt()), {})


@pytest.mark.parametrize(
    "result, said",
    [
        (3, "a model is one of PyTorch, Keras or Flax, not 3"),
        ({"a": (1.5,)}, r"a shape has whole numbers as sides; 'a' has \(1.5,\)"),
        ({"a": (-1,)}, r"a shape has whole numbers as sides; 'a' has \(-1,\)"),
        ({"a": "text"}, "a is an array or a dictionary of arrays, not 'text'"),
    ],
)
def test_what_is_no_model(result: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        constructed(lambda: result, {})


def test_what_it_prints_does_not_stand_in_our_output(capsys: pytest.CaptureFixture[str]) -> None:
    def build() -> dict[str, tuple[int, ...]]:
        print("building")
        return {}

    constructed(build, {})
    assert capsys.readouterr() == ("", "building\n")
