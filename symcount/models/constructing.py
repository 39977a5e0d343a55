"""Constructors that are not ours: each is called at whole sizes, and what it builds is measured."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from inspect import Parameter, signature
from typing import Any

from symcount.errors import InputError, shown
from symcount.frameworks.built import BuiltWeight
from symcount.models.foreign import calling
from symcount.models.live import tensors_of
from symcount.models.live.doors import DOORS, LINEN

Shape = tuple[int | None, ...]

OPEN_SIDE = 2
"""Where a side of an input is left open, inputs of this size are shown to a model that looks at them."""


@dataclass(frozen=True)
class Construction:
    """What was built: its tensors, and whether they took memory."""

    weights: tuple[BuiltWeight, ...]
    takes_memory: bool


def constructed(build: Callable[..., Any], arguments: Mapping[str, Any], inputs: Sequence[Shape] = ()) -> Construction:
    """What a constructor builds with these arguments, on the meta device where that can be; it then sees inputs of these shapes.

    >>> constructed(lambda n: {"kernel": (n, 3)}, {"n": 5}).weights[0].shape
    (5, 3)

    The result is a model of PyTorch, Keras or Flax, or a dictionary of shapes or arrays. A model of transformers is built from its
    configuration. Errors: `ForeignError` that quotes what the constructor raised, `InputError` for what is no model.
    """
    with calling(f"{called(build)} with {_written(arguments)}"):
        try:
            with _on_meta():
                model = _seen(_made(build, arguments), inputs)
        except RuntimeError:  # what computes with its weights needs a device with memory
            model = _seen(_made(build, arguments), inputs)
    if _is(model, DOORS["keras"]):
        _check_built(model, inputs, build)
    return _measured(model)


def called(build: Callable[..., Any]) -> str:
    """A constructor's name."""
    return str(getattr(build, "__name__", type(build).__name__))


def _written(arguments: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={shown(value)}" for name, value in arguments.items()) or "no arguments"


@contextmanager
def _on_meta() -> Iterator[None]:
    """PyTorch's device without memory, where PyTorch is there, and where Keras computes with it."""
    with ExitStack() as devices:
        if "torch" in sys.modules:
            devices.enter_context(sys.modules["torch"].device("meta"))
        if "keras" in sys.modules and sys.modules["keras"].backend.backend() == "torch":
            devices.enter_context(sys.modules["keras"].device("meta"))
        yield


def _made(build: Callable[..., Any], arguments: Mapping[str, Any]) -> Any:
    if isinstance(build, type) and hasattr(build, "config_class") and "config" not in arguments:
        return build(build.config_class(**arguments))  # the models of transformers take all sizes in a configuration
    if _needs_rngs(build) and "rngs" not in arguments:
        from flax import nnx

        return nnx.eval_shape(lambda: build(**arguments, rngs=nnx.Rngs(0)))
    return build(**arguments)


def _needs_rngs(build: Callable[..., Any]) -> bool:
    """Whether it asks for the random numbers of Flax."""
    if "flax" not in sys.modules:
        return False
    function: Any = vars(build).get("__init__", build) if isinstance(build, type) else build
    try:
        parameter = signature(function).parameters.get("rngs")
    except ValueError:  # built-in functions have none
        return False
    return parameter is not None and parameter.default is Parameter.empty


def _seen(model: Any, inputs: Sequence[Shape]) -> Any:
    """The model after it has seen inputs of these shapes: Keras' layers, PyTorch's lazy modules and linen's have no weights before."""
    if not inputs:
        return model
    sides = [tuple(OPEN_SIDE if side is None else side for side in shape) for shape in inputs]
    if _is(model, DOORS["keras"]):
        _show_keras(model, inputs)
    elif _is(model, (LINEN,)):
        import jax

        arrays = [jax.ShapeDtypeStruct(shape, "float32") for shape in sides]
        if hasattr(model, "initialize_carry"):  # a recurrent cell sees its state too
            return jax.eval_shape(lambda key, first: model.init(key, model.initialize_carry(key, first.shape), first), jax.random.key(0), *arrays)
        return jax.eval_shape(model.init, jax.random.key(0), *arrays)
    elif _is(model, DOORS["torch"]):
        import torch

        model(*(torch.empty(shape) for shape in sides))
    return model


def _show_keras(model: Any, inputs: Sequence[Shape]) -> None:
    """Call it on inputs without numbers, so that what is in it is built too: all of them, the one given for each, or a list of them."""
    import keras

    shown_to_it = [keras.Input(batch_shape=shape) for shape in inputs]
    needed = [one for one in signature(model.call).parameters.values() if one.default is one.empty and one.kind is one.POSITIONAL_OR_KEYWORD]
    if len(needed) > 1:
        model(*(shown_to_it if len(inputs) > 1 else shown_to_it * len(needed)))
    else:
        model(shown_to_it[0] if len(inputs) == 1 else shown_to_it)


def _check_built(model: Any, inputs: Sequence[Shape], build: Callable[..., Any]) -> None:
    """Make sure that all of a model of Keras has its weights: a layer may be built though those in it are not."""
    parts = list(model._flatten_layers())
    if missing := [part for part in parts if not part.built]:
        if inputs:
            raise InputError(f"{called(build)} does not use its {missing[0].name} on this input, so that its weights are not built")
        raise InputError(f"{called(build)} has no weights before it sees an input: give the input's shape, such as (None, 16, n)")


def _is(model: Any, roots: Collection[str]) -> bool:
    return any(f"{parent.__module__}.{parent.__qualname__}" in roots for parent in type(model).__mro__)


def _measured(model: Any) -> Construction:
    if isinstance(model, Mapping) and all(isinstance(shape, (tuple, list)) for shape in model.values()):
        return Construction(tuple(_of_shape(name, shape) for name, shape in model.items()), takes_memory=False)
    return Construction(tensors_of(model), _takes_memory(model))


def _of_shape(name: object, shape: Sequence[Any]) -> BuiltWeight:
    if not all(isinstance(side, int) and side >= 0 for side in shape):
        raise InputError(f"a shape has whole numbers as sides; {shown(name)} has {shown(shape)}")
    return BuiltWeight(str(name), tuple(shape))


def _takes_memory(model: Any) -> bool:
    if _is(model, DOORS["torch"]):
        return any(tensor.device.type != "meta" for tensor in model.parameters())
    if "jax" in sys.modules and not _is(model, DOORS["keras"]):
        jax = sys.modules["jax"]
        return not all(isinstance(leaf, jax.ShapeDtypeStruct) for leaf in jax.tree_util.tree_leaves(model))
    return True
