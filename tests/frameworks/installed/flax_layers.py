"""Flax' own layers, linen and nnx, as shapes: nothing is computed."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import partial
from typing import Any

import flax
import flax.linen
import jax
from flax import nnx
from flax.errors import FlaxError
from flax.linen.dtypes import promote_dtype

from tests.frameworks.cases import Case, Weight, layer, together

VERSION = f"flax {flax.__version__}"
BESIDE = ("rngs", "rng")
"""What random numbers are drawn from is no weight."""

WITHOUT_RANDOMNESS = ("nnx.Bidirectional", "nnx.PReLU")
"""Layers of nnx that take no `rngs`."""


def constructor(name: str) -> Any:
    """The class of a layer: `linen.Dense` or `nnx.Linear`."""
    library, _, own = name.rpartition(".")
    return getattr(flax.linen if library == "linen" else nnx, own)


def made(name: str, config: dict[str, Any]) -> Any:
    """A layer from its arguments, and the layers inside it from theirs."""
    values = {
        argument: _value(getattr(flax.linen, value) if argument.endswith("_cls") and isinstance(value, str) else value) for argument, value in config.items()
    }
    return constructor(name)(**values) if name.startswith("linen.") or name in WITHOUT_RANDOMNESS else constructor(name)(**values, rngs=nnx.Rngs(0))


def _class(value: Any) -> Any:
    return getattr(flax.linen, value) if isinstance(value, str) else value


def _value(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() == {"layer", "config"}:
        return made(value["layer"], value["config"])
    if isinstance(value, dict):
        return {int(key) if key.isdigit() else key: inner for key, inner in value.items()}
    return tuple(map(_value, value)) if isinstance(value, list) else value


def weights(case: Case) -> list[Weight]:
    """What Flax built."""
    return list(_linen(case) if case.layer.startswith("linen.") else _nnx(case))


def _linen(case: Case) -> Iterator[Weight]:
    one = made(case.layer, case.config)
    given = case.input_shape or []
    kind = jax.numpy.int32 if case.layer == "linen.Embed" else jax.numpy.float32
    inputs = [jax.ShapeDtypeStruct(tuple(shape), kind) for shape in (given if given and isinstance(given[0], list) else [given])]
    variables = jax.eval_shape(_initialised(one, case), jax.random.key(0), *inputs)
    for collection, tree in variables.items():
        for path, leaf in jax.tree_util.tree_leaves_with_path(tree):
            name = ".".join(part.key for part in path)
            yield Weight(name, tuple(leaf.shape), collection == "params", collection != "params")


def _initialised(one: Any, case: Case) -> Any:
    if case.layer == "linen.SpectralNorm" or (case.layer == "linen.BatchNorm" and "use_running_average" not in case.config):
        more = {"update_stats": False} if case.layer == "linen.SpectralNorm" else {"use_running_average": True}
        return lambda key, *inputs: one.init(key, *inputs, **more)
    if case.layer.endswith("Cell"):
        return lambda key, first: one.init(key, one.initialize_carry(key, first.shape), first)
    return one.init


def _nnx(case: Case) -> Iterator[Weight]:
    state = jax.eval_shape(lambda: nnx.state(made(case.layer, case.config)))
    for path, leaf in nnx.to_flat_state(state):
        if not any(part in BESIDE for part in path):
            name = ".".join(".".join(part) if isinstance(part, tuple) else str(part) for part in path)
            yield Weight(name, tuple(leaf.shape), isinstance(leaf, nnx.Param), isinstance(leaf, (nnx.BatchStat, nnx.Cache)))


def parameters(name: str) -> dict[str, Any]:
    """The arguments of a layer, with their defaults."""
    one = constructor(name)
    signature = inspect.signature(one if name.startswith("linen.") else one.__init__)
    return {each.name: each.default for each in signature.parameters.values() if each.name not in ("self", "rngs") and each.kind is not each.VAR_KEYWORD}


EINSUMS = ("qk_attn_weights_einsum_cls", "attn_weights_value_einsum_cls")
INITIAL = ("kernel", "bias", "scale", "embedding", "carry", "out_kernel", "out_bias", "recurrent_kernel", "forget_bias", "activation_bias")
OTHER_VALUES: dict[str, Any] = {
    **{f"{what}_init": [jax.nn.initializers.constant(0.5)] for what in INITIAL},
    **{
        f"{what}_metadata": [{"note": "x"}]
        for what in ("kernel", "recurrent_kernel", "bias", "scale", "embedding", "a", "b", "out_kernel", "out_bias", "negative_slope")
    },
    **{f"{what}_metadata": [{"note": "x"}] for what in ("query_ln_scale", "key_ln_scale")},
    "a_initializer": [jax.nn.initializers.ones],
    "b_initializer": [jax.nn.initializers.ones],
    "negative_slope_init": [0.3],
    "n_steps": [0, 2],
    "name": ["another"],
    "parent": [None],
    "dtype": [jax.numpy.float16],
    "param_dtype": [jax.numpy.float16],
    "lora_dtype": [jax.numpy.float16],
    "lora_param_dtype": [jax.numpy.float16],
    "preferred_element_type": [jax.numpy.float32],
    "precision": ["high"],
    **{f"{what}promote_dtype": [partial(promote_dtype)] for what in ("", "lora_", "qkv_", "out_", "ln_")},
    **{f"{what}dot_general": [partial(jax.lax.dot_general)] for what in ("", "qkv_", "out_")},
    **{f"{what}dot_general_cls": [None, "Fp8DotGeneralOp"] for what in ("", "qkv_", "out_")},
    **dict.fromkeys(EINSUMS, together(dict.fromkeys(EINSUMS, "Fp8Einsum"))),
    "conv_general_dilated": [partial(jax.lax.conv_general_dilated)],
    "conv_general_dilated_cls": [lambda: jax.lax.conv_general_dilated],
    "einsum_op": [partial(jax.numpy.einsum)],
    "gate_fn": [jax.nn.relu],
    "activation_fn": [jax.nn.relu],
    "attention_fn": [partial(flax.linen.dot_product_attention)],
    "merge_fn": [partial(jax.numpy.add)],
    "lora_param_type": [nnx.Param],
    "padding": ["SAME", "VALID"],
    "strides": [1, 2, [2], [2, 2], [2, 2, 2]],
    "input_dilation": together({"input_dilation": 2, "padding": 1}),
    "kernel_dilation": [1, 2, [2], [2, 2], [2, 2, 2]],
    "feature_group_count": [1, 2, 3],
    "axis": [1, [1], -1, [-1]],
    "batch_dims": together({"batch_dims": [0], "axis": -1}),
    "feature_axes": [0, [1], None, -1],
    "reduction_axes": [[1], -1],
    "axis_name": ["batch"],
    "axis_index_groups": [[[0, 1]]],
    "num_groups": together({"num_groups": 1, "group_size": None}),
    "group_size": together({"num_groups": None, "group_size": 1}),
    "use_running_average": [True],
    "qkv_features": lambda config: iter([{"qkv_features": 2 * config["num_heads"]}]),
    "num_kv_heads": [1],
    "in_kv_features": [7],
    "out_features": [7, [7]],
    "einsum_str": ["nta,hab->nthb", "ntha,hab->ntb", "nta,ahb->nthb"],
    "bias_shape": [None, [3]],
    "batch_axis": [{"0": 7}],
    "base_module": [layer("nnx.Linear", {"in_features": 3, "out_features": 2})],
    "broadcast_dims": [[0]],
    "rng_collection": ["others"],
    "variable_filter": [["bias"], None, False, True],
    "collection_name": ["others"],
    "variable_axes": together({"variable_axes": {"params": 0}, "variable_broadcast": False, "split_rngs": {"params": True}}),
    "variable_broadcast": [["params"]],
    "broadcast_rngs": ["others"],
    "deterministic": [True, False],
    "variable_carry": ["carried"],
    "split_rngs": [{"params": False, "dropout": True}],
}
"""Other values of an argument by its name, or changes of a configuration."""

REFUSALS = (ValueError, NameError, TypeError, IndexError, RuntimeError, AssertionError, AttributeError, ZeroDivisionError, KeyError, FlaxError)
