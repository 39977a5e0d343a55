"""The door to PyTorch: the modules of a live model that own tensors, in order, on any device."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from symcount.errors import InputError
from symcount.frameworks.built import BuiltWeight
from symcount.frameworks.from_config import framework
from symcount.models.explaining import Constructor
from symcount.models.modules import Module, Sharing

AROUND = {"DataParallel": "module", "DistributedDataParallel": "module", "OptimizedModule": "_orig_mod"}
"""What runs a module, and where it keeps it; importing the last, that of torch.compile, would take seconds."""


def modules_of(model: Any) -> Iterator[Module]:
    """The modules that own tensors, each with its parameters and buffers.

    An attention is one module with the map of its outputs, and a module one with what its weights are computed from.
    Errors: `InputError` for tensors that have no shape yet, and for a module that stands inside itself.
    """
    sharing = Sharing()
    inside: str | None = None
    for name, module in _named_modules(unwrapped(model)):
        if inside is not None and name.startswith(inside):
            continue
        inside = _below(name) if _is_whole(module) else None
        yield from sharing.module(name, type(module).__name__, _tensors(_below(name), module, inside is not None), partial(constructor, module))


def unwrapped(model: Any) -> Any:
    """The module inside of what runs it on several devices, or compiled."""
    while (inner := AROUND.get(type(model).__name__)) and type(model).__module__.startswith("torch."):
        model = getattr(model, inner)
    return model


def _named_modules(model: Any) -> list[tuple[str, Any]]:
    try:
        return list(model.named_modules(remove_duplicate=False))
    except RecursionError as error:
        raise InputError("the model has modules inside each other without end") from error


def _below(name: str) -> str:
    return f"{name}." if name else ""


def _is_whole(module: Any) -> bool:
    """Whether what is inside belongs to it."""
    from torch.nn import MultiheadAttention
    from torch.nn.utils.parametrize import is_parametrized

    return isinstance(module, MultiheadAttention) or is_parametrized(module)


def _tensors(prefix: str, module: Any, whole: bool) -> Iterator[tuple[object, BuiltWeight]]:
    from torch.nn.parameter import is_lazy

    parameters = module.named_parameters(recurse=whole, remove_duplicate=False)
    buffers = module.named_buffers(recurse=whole, remove_duplicate=False)
    for is_buffer, (name, tensor) in (*((False, one) for one in parameters), *((True, one) for one in buffers)):
        if is_lazy(tensor):
            raise InputError(f"{prefix}{name} has no shape yet: run the model once on an input")
        yield tensor, BuiltWeight(prefix + name, tuple(tensor.shape), tensor.requires_grad and not is_buffer, is_buffer=is_buffer)


# -- what would build it ---------------------------------------------------------------------------------------------

ELSEWHERE = {("MultiheadAttention", "bias"): "in_proj_bias", ("MultiheadAttention", "add_bias_kv"): "bias_k"}
"""Arguments that a module keeps under another name."""


def constructor(module: Any) -> Constructor | None:
    """The constructor of PyTorch's own that the module is made by, or descends from, with the arguments that its attributes tell."""
    known = framework("torch").constructors
    for parent in type(module).__mro__:
        if parent.__module__.startswith("torch.nn.") and parent.__name__ in known:
            readers = known[parent.__name__].readers
            attributes = {name: ELSEWHERE.get((parent.__name__, name), name) for name in readers}
            return Constructor("torch", parent.__name__, {name: _argument(module, own) for name, own in attributes.items() if hasattr(module, own)})
    return None


def _argument(module: Any, name: str) -> Any:
    """An argument as configurations have it: of a tensor whether it is there."""
    from torch import Tensor

    value = getattr(module, name)
    if isinstance(value, Tensor) or name in module._parameters or name in module._buffers:
        return value is not None
    return value
