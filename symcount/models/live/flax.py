"""The door to Flax: the modules of a live nnx model, and the variables that linen's `init` returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from symcount.errors import InputError, shown
from symcount.frameworks.built import BuiltWeight
from symcount.frameworks.from_config import framework
from symcount.models.explaining import Constructor
from symcount.models.modules import Module, Sharing

PARAMETERS = "params"
"""Linen's collection of what is trained."""


def modules_of(model: Any) -> Iterator[Module]:
    """The modules of nnx that own variables, in the order in which they were assigned; random numbers are no weights."""
    sharing = Sharing()
    for name, module in _nodes(model, "", ()):
        yield from sharing.module(name, type(module).__name__, _variables(name, module, is_known(module)), partial(constructor, module))


def is_known(module: Any) -> bool:
    """Whether it is one of nnx' own modules, with one constructor for all that is inside."""
    return _is_nnx_own(type(module))


def _is_nnx_own(kind: type) -> bool:
    return kind.__module__.startswith("flax.nnx.") and kind.__name__ in framework("flax").constructors


def _nodes(node: Any, name: str, above: tuple[int, ...]) -> Iterator[tuple[str, Any]]:
    yield name, node
    if not is_known(node):
        for inner_name, inner in _items(node):
            if _is_node(inner) and id(inner) not in above:
                yield from _nodes(inner, _joined(name, inner_name), (*above, id(node)))


def _variables(name: str, node: Any, whole: bool) -> Iterator[tuple[object, BuiltWeight]]:
    import jax
    from flax import nnx

    for inner_name, inner in _items(node):
        full = _joined(name, inner_name)
        if isinstance(inner, nnx.Variable):
            if not isinstance(inner, nnx.RngState):
                is_trained = isinstance(inner, nnx.Param)
                yield inner, BuiltWeight(full, _shape(full, inner), is_trained, is_buffer=not is_trained)
        elif isinstance(inner, (jax.Array, jax.ShapeDtypeStruct)):  # bare, so that no optimiser of parameters sees it
            yield inner, BuiltWeight(full, tuple(inner.shape), trainable=False)
        elif whole and _is_node(inner):
            yield from _variables(full, inner, whole)


def _shape(name: str, variable: Any) -> tuple[int, ...]:
    if (shape := getattr(variable.get_value(), "shape", None)) is None:
        raise InputError(f"{name} holds no array, but {shown(variable.get_value())}")
    return tuple(shape)


def _items(node: Any) -> list[tuple[str, Any]]:
    """What a module, list or dictionary holds, by its names."""
    if isinstance(node, Mapping):
        return [(str(key), value) for key, value in node.items()]
    if isinstance(node, (list, tuple)) or hasattr(node, "append"):
        return [(str(place), value) for place, value in enumerate(node)]
    return [(key, value) for key, value in vars(node).items() if not key.startswith("_pytree__")]


def _is_node(value: Any) -> bool:
    from flax import nnx

    return isinstance(value, (nnx.Pytree, Mapping, list, tuple)) and not isinstance(value, (nnx.Rngs, nnx.RngStream))


def _joined(name: str, inner: str) -> str:
    return f"{name}.{inner}" if name else inner


def constructor(module: Any) -> Constructor | None:
    """The constructor of nnx' own that made the module, or what it descends from, with the arguments that its attributes tell."""
    parent = next(filter(_is_nnx_own, type(module).__mro__), None)
    return Constructor("flax", parent.__name__, _config(module, parent)) if parent else None


def _config(module: Any, kind: type) -> dict[str, Any]:
    readers = framework("flax").constructors[kind.__name__].readers
    found = {name: getattr(module, name) for name in readers if hasattr(module, name)}
    inner = {
        name: {"layer": type(value).__name__, "config": _config(value, type(value))} for name, value in found.items() if _is_node(value) and is_known(value)
    }
    return {**found, **inner}


def variables_of(variables: Mapping[str, Any]) -> tuple[BuiltWeight, ...]:
    """The arrays of linen's variables by their paths: those of `params` are trained, those of other collections kept beside them.

    A dictionary without `params` is one of parameters itself. Errors: `InputError` for what is no array.
    """
    if PARAMETERS not in variables:
        return tuple(_arrays(variables, "", trainable=True))
    return tuple(weight for name, collection in variables.items() for weight in _arrays(collection, "", trainable=name == PARAMETERS))


def _arrays(value: Any, path: str, trainable: bool) -> Iterator[BuiltWeight]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _arrays(inner, f"{path}/{name}" if path else str(name), trainable)
    elif (shape := getattr(value, "shape", None)) is not None:
        yield BuiltWeight(path, tuple(shape), trainable, is_buffer=not trainable)
    else:
        raise InputError(f"{path or 'a model'} is an array or a dictionary of arrays, not {shown(value)}")
