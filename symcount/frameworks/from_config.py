"""The one door to the frameworks: a framework's name, a layer's, its configuration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from symcount.errors import InputError, shown, unknown
from symcount.frameworks.arguments import word
from symcount.frameworks.built import Built
from symcount.frameworks.mapping import Framework, input_shapes

TABLES = {"keras": ("keras", "KERAS"), "torch": ("torch", "TORCH"), "flax": ("flax", "NNX"), "linen": ("flax", "LINEN")}
"""Where each framework's constructors are, read when they are first asked for; Flax is nnx unless a name says linen."""

MAX_VALUES, MAX_TEXT = 100_000, 10_000
"""Values in a configuration and its shapes, and characters in each, at most."""


def framework(name: str) -> Framework:
    """A framework with its constructors. Errors: `InputError` for a framework nobody knows."""
    if name not in TABLES:
        raise unknown("framework", name, TABLES)
    module, table = TABLES[name]
    found: Framework = getattr(import_module(f"symcount.frameworks.{module}"), table)
    return found


def from_config(
    framework_name: str,
    layer: str,
    config: Mapping[str, Any] | None = None,
    input_shape: Sequence[Any] | None = None,
    variant: str = "",
) -> Built:
    """The weights that a framework builds for a layer's constructor arguments, without the framework.

    >>> built = from_config("keras", "LSTM", {"units": 256}, input_shape=[None, 16, 4096])
    >>> built.count, [weight.shape for weight in built.weights]
    (4457472, [(4096, 1024), (256, 1024), (1024,)])

    `framework_name`: "keras", "torch", "flax" (nnx) or "linen". `layer`: the name of the constructor, `config`: its arguments.
    `input_shape`: with the batch, None for a side that is open; a list of shapes for several inputs; needed by layers that are built when
    they see an input. `variant`: what the arguments make of the layer, such as "lora" or "int8"; they must agree. A layer inside another
    is `{"layer": …, "config": …}`.

    Errors: `InputError` for a framework, layer or argument nobody knows, with the nearest that are known, and for one that is missing.
    """
    framework_name, layer, variant = word("framework_name", framework_name), word("layer", layer), word("variant", variant)
    config = {} if config is None else config
    _few_enough(layer, config, input_shape)
    if not isinstance(config, Mapping):
        raise InputError(f"a configuration is a dictionary of arguments, not {shown(config)}")
    is_linen = framework_name == "flax" and "linen" in layer.split(".")
    chosen = framework("linen" if is_linen else framework_name)
    try:
        built = chosen.built(layer, config, input_shapes(input_shape))
    except RecursionError as error:
        raise InputError("the configuration, or input_shape, has too many lists or layers inside each other") from error
    if variant and not chosen.variant(variant).is_said(config):
        raise InputError(f"{layer} as {variant} needs {chosen.variants[variant].arguments} to say so")
    return built


def _few_enough(*given: object) -> None:
    """Make sure that what is given can be gone through: lists may hold themselves, or each other so often that there is no end.

    Errors: `InputError` for more values, or a longer text, than any layer has.
    """
    values, left = list(given), MAX_VALUES
    while values:
        value = values.pop()
        if isinstance(value, str) and len(value) > MAX_TEXT:
            raise InputError(f"a text of {len(value):,} characters is too long, more than {MAX_TEXT:,}: {shown(value)}")
        if isinstance(value, (Mapping, list, tuple, set, frozenset)):
            left -= len(value)
            if left < 0:
                raise InputError(f'the configuration, or input_shape, has more than {MAX_VALUES:,} values; a large tensor is written {{"ones": [2, 3]}}')
            values += [*value.keys(), *value.values()] if isinstance(value, Mapping) else value
