"""What the frameworks that are installed here build; each module imports its framework."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tests.frameworks.cases import Case, Weight

MODULES = {"keras": "keras_layers", "torch": "torch_layers", "flax": "flax_layers", "linen": "flax_layers"}


@dataclass(frozen=True)
class Installed:
    """A framework that is installed: `other_values` are values to try for its arguments, by name, or functions of a configuration that give changes."""

    version: str
    weights: Callable[[Case], list[Weight]]
    parameters: Callable[[str], dict[str, Any]]
    other_values: Mapping[str, Any]
    refusals: tuple[type[Exception], ...]


def installed(framework: str) -> Installed:
    """A framework as it is installed here. Errors: `ImportError` where it is not."""
    module = import_module(f"tests.frameworks.installed.{MODULES[framework]}")
    return Installed(module.VERSION, module.weights, module.parameters, module.OTHER_VALUES, module.REFUSALS)
