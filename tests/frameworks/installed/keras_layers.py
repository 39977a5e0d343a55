"""Keras' own layers, built for a configuration."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Iterator
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy
from keras.src.utils.naming import to_snake_case

from symcount.frameworks.keras.table import WEIGHTS
from tests.frameworks.cases import Case, Weight, layer, together

VERSION = f"keras {keras.__version__}"
CLASSES = [*map(to_snake_case, dir(keras.layers)), "conv_lstm_cell", "grouped_query_attention"]
GENERATED = re.compile(rf"(forward_|backward_)?({'|'.join(CLASSES)})(_\d+)?")
SEVERAL_INPUTS = ("MultiHeadAttention", "GroupQueryAttention")
"""Layers whose `build` takes each input's shape by itself."""


def constructor(name: str) -> Any:
    """The class of a layer."""
    return getattr(keras.layers, name)


def made(name: str, config: dict[str, Any]) -> Any:
    """A layer from its arguments, and the layers inside it from theirs."""
    return constructor(name)(**{argument: _value(value) for argument, value in config.items()})


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, dict) and value.keys() == {"layer", "config"}:
        return made(value["layer"], value["config"])
    return value


def built(case: Case) -> Any:
    """The layer, after it has seen the shape of its input."""
    made_layer = made(case.layer, {name: value for name, value in case.config.items() if case.variant != "lora" or name != "lora_rank"})
    if case.layer in SEVERAL_INPUTS:
        made_layer.build(*map(tuple, case.input_shape or []))
    elif case.input_shape and isinstance(case.input_shape[0], list):
        made_layer.build([tuple(shape) for shape in case.input_shape])
    else:
        made_layer.build(tuple(case.input_shape or []))
    if case.variant == "lora":
        made_layer.enable_lora(case.config["lora_rank"])
    return made_layer


def weights(case: Case) -> list[Weight]:
    """What Keras built: every weight that is saved, random seeds apart."""
    made_layer = built(case)
    trained = {id(weight) for weight in made_layer.trainable_weights}
    return [Weight(_own_name(weight.path), tuple(weight.shape), id(weight) in trained) for weight in made_layer.weights]


def _own_name(path: str) -> str:
    """A weight's name without the layers that Keras names by their class, and numbers: `bidirectional/forward_lstm_3/lstm_cell/kernel`."""
    return ".".join(part for part in path.split("/") if not GENERATED.fullmatch(part))


def parameters(name: str) -> dict[str, Any]:
    """The arguments of a layer, with their defaults: its own, and those that every layer takes."""
    own = inspect.signature(constructor(name).__init__).parameters
    shared = inspect.signature(keras.layers.Layer.__init__).parameters
    return {one.name: one.default for one in (*shared.values(), *own.values()) if one.name != "self" and one.kind is not one.VAR_KEYWORD}


def _another_way_back(config: dict[str, Any]) -> Iterator[dict[str, Any]]:
    one = config["layer"]
    if "units" in one["config"]:
        yield {"backward_layer": layer(one["layer"], {**one["config"], "go_backwards": True, "use_bias": False})}


def _matrix(config: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "input_dim" in config:
        yield {"weights": [numpy.ones((config["input_dim"], config["output_dim"]))]}


OTHER_VALUES: dict[str, Any] = {
    **{f"{weight}_{what}": [value] for weight in WEIGHTS for what, value in (("regularizer", "l2"), ("constraint", "non_neg"))},
    **{f"{weight}_initializer": ["ones", "zeros"] for weight in WEIGHTS},
    "activation": ["relu", "tanh"],
    "recurrent_activation": ["tanh"],
    "padding": ["same", "valid"],
    "data_format": ["channels_first", "channels_last"],
    "strides": [1, 2],
    "dilation_rate": [1, 2],
    "output_padding": together({"output_padding": 1, "strides": 2, "dilation_rate": 1}),
    "groups": [1, 2, 3, 5],
    "depth_multiplier": [2, 3],
    "axis": [1, -1, [1]],
    "shared_axes": [[1], None],
    "seed": [3, 4],
    "name": ["another"],
    "dtype": ["float64"],
    "trainable": [False, True],
    "use_cudnn": [False],
    "merge_mode": ["sum", "ave"],
    "backward_layer": _another_way_back,
    "weights": _matrix,
    "mean": together({"mean": 1.5, "variance": 2.0}),
    "variance": together({"mean": 1.5, "variance": 2.0}),
    "renorm_clipping": [{"rmax": 3.0, "rmin": 0.3, "dmax": 5.0}],
    "momentum": [0.5],
    "mode": ["real", "log"],
    "fft_length": [32, 64],
    "frame_step": [2],
    "window": ["hamming"],
    "scaling": ["spectrum"],
    "expand_dims": [True],
    "attention_axes": [[1]],
    "sliding_window": [2],
    "flash_attention": [False],
    "score_mode": ["dot", "concat"],
    "value_dim": [7],
    "output_shape": [[6], [5, 7]],
    "bias_axes": ["c", "d", "e", None],
    "equation": ["abc,cd->abd", "abc,cde->abde", "abc,bcd->abd"],
    "logit_soft_cap": [5.0],
    "reverse_dtype": ["float16"],
    "lora_rank": [2],
    "lora_alpha": [4],
    "gptq_unpacked_column_size": [8],
    "quantization_config": [keras.quantizers.Int8QuantizationConfig()],
    "activity_regularizer": ["l2"],
}
"""Other values of an argument by its name, or changes of a configuration. What has none: `weights` of `Bidirectional`, which are
those of a layer that is built already."""

REFUSALS = (ValueError, TypeError, IndexError, RuntimeError, AttributeError, ZeroDivisionError)
