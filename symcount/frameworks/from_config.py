"""The one door to the frameworks: a framework's name, a layer's, its configuration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from symcount.errors import InputError, shown, unknown
from symcount.frameworks.built import Built
from symcount.frameworks.mapping import Framework, input_shapes

TABLES = {"keras": ("keras", "KERAS"), "torch": ("torch", "TORCH"), "flax": ("flax", "NNX"), "linen": ("flax", "LINEN")}
"""Where each framework's constructors are, read when they are first asked for; Flax is nnx unless a name says linen."""

VARIANTS = {"lora": "lora_rank", "decode": "decode", "fp8": "dot_general_cls", **dict.fromkeys(("int8", "int4", "float8", "gptq", "awq"), "dtype")}
"""What a layer may be built as besides itself, and the argument that says it: the configuration is enough, a variant only has to agree."""


def framework(name: str) -> Framework:
    """A framework with its constructors. Errors: `InputError` for a framework nobody knows."""
    if str(name) not in TABLES:
        raise unknown("framework", str(name), TABLES)
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

    `input_shape`: with the batch, None for a side that is open; a list of shapes for several inputs; needed by layers that are built when
    they see an input. `variant`: what the arguments make of the layer, such as "lora" or "int8"; they must agree. A layer inside another
    is `{"layer": …, "config": …}`.
    Errors: `InputError` for a framework, layer or argument nobody knows, with the nearest that are known, and for one that is missing.
    """
    config = {} if config is None else config
    if not isinstance(config, Mapping):
        raise InputError(f"a configuration is a dictionary of arguments, not {shown(config)}")
    if variant:
        _agree(layer, config, str(variant))
    is_linen = framework_name == "flax" and "linen" in str(layer).split(".")
    try:
        return framework("linen" if is_linen else framework_name).built(str(layer), config, input_shapes(input_shape))
    except RecursionError as error:
        raise InputError("the configuration, or input_shape, has too many lists or layers inside each other") from error


def _agree(layer: str, config: Mapping[str, Any], variant: str) -> None:
    """Make sure that the arguments say what a variant says: that a text or dictionary names it, or that anything else is given and not False.

    Errors: `InputError` where they do not, and for a variant nobody knows.
    """
    if variant not in VARIANTS:
        raise unknown("variant", str(variant), VARIANTS)
    value = config.get(VARIANTS[variant])
    says = variant in str(value).lower() if isinstance(value, (str, Mapping)) else value not in (None, False)
    if not says:
        raise InputError(f"{layer} as {variant} needs {VARIANTS[variant]} to say so")
