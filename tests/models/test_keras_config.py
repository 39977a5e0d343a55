"""Keras' models as their configurations say, without Keras."""

from __future__ import annotations

from typing import Any

import pytest

from symcount.errors import InputError
from symcount.models.keras_config import model_of_config
from tests.models.keras_2 import Written, entering, functional, layer, sequential

PERCEPTRON = sequential(layer("Dense", "fc", units=5, batch_input_shape=[None, 13]), layer("Dropout", "drop", rate=0.5), layer("Dense", "head", units=2))
SHARED = functional(
    entering(4, name="left"),
    entering(4, name="right"),
    {**layer("Dense", "twin", units=3), "inbound_nodes": [[["left", 0, 0, {}]], [["right", 0, 0, {}]]]},
    layer("Concatenate", "both", "twin", "twin"),
    layer("Dense", "head", "both", units=2),
    output="head",
)
IMAGE = sequential(
    layer("Conv2D", "conv", filters=8, kernel_size=[3, 3], padding="valid", strides=[1, 1], batch_input_shape=[None, 28, 28, 1]),
    layer("MaxPooling2D", "pool", pool_size=[2, 2], strides=[2, 2], padding="valid"),
    layer("BatchNormalization", "norm"),
    layer("Flatten", "flat"),
    layer("Dense", "head", units=10),
)
INNER = sequential(layer("LSTM", "lstm", units=5, time_major=False), name="inner")
INSIDE = functional(entering(16, 13), {**INNER, "inbound_nodes": [[["input", 0, 0, {}]]]}, output="inner")
SEQUENCE = sequential(
    layer("Embedding", "words", input_dim=100, output_dim=8, input_length=20),
    layer("Bidirectional", "both", layer=layer("LSTM", "lstm", units=6, return_sequences=True), merge_mode="concat"),
    layer("GRU", "gru", units=5),
    layer("Dense", "head", units=2),
)


@pytest.mark.parametrize(
    "config, parts, total, trainable",
    [
        (PERCEPTRON, {"fc": 70, "head": 12}, 82, 82),
        (SHARED, {"twin": 15, "head": 14}, 29, 29),
        (IMAGE, {"conv": 80, "norm": 32, "head": 13 * 13 * 8 * 10 + 10}, 80 + 32 + 13530, 80 + 16 + 13530),
        (INSIDE, {"inner/lstm": 380}, 380, 380),
        (SEQUENCE, {"words": 800, "both": 720, "gru": 285, "head": 12}, 1817, 1817),
        (sequential(layer("Dense", "fc", units=5, trainable=False, batch_input_shape=[None, 13])), {"fc": 70}, 70, 0),
        ({"class_name": "Sequential", "config": PERCEPTRON["config"]["layers"]}, {"fc": 70, "head": 12}, 82, 82),
    ],
)
def test_models(config: Written, parts: dict[str, int], total: int, trainable: int) -> None:
    model = model_of_config(config)
    assert {part.name: part.count for part in model.parts} == parts
    assert (model.total, model.trainable) == (total, trainable)
    assert all(part.layer for part in model.parts)
    assert model.notes == ()


def test_a_layer_that_is_used_twice_says_so() -> None:
    assert [part.note for part in model_of_config(SHARED).parts] == ["used 2 times, counted once", ""]


@pytest.mark.parametrize(
    "layers, total",
    [
        ([layer("Dense", "a", units=5), layer("Dense", "b", units=2)], "5*input_dim + 17"),
        ([layer("Conv2D", "a", filters=8, kernel_size=3), layer("BatchNormalization", "b")], "8*(9*input_channels + 5)"),
        ([layer("LSTM", "a", units=5)], "20*(input_dim + 6)"),
        ([layer("Flatten", "f"), layer("Dense", "a", units=5)], "5*(input_dim + 1)"),
        ([layer("Dense", "a", units=5), layer("LSTM", "b", units=2)], "5*input_dim + 69"),
        ([layer("Dense", "a", units=5), layer("Lambda", "l"), layer("Dense", "b", units=2)], "5*input_dim + 2*input_dim_2 + 7"),
    ],
)
def test_a_width_that_is_not_known_stays_a_symbol(layers: list[Written], total: str) -> None:
    assert str(model_of_config(sequential(*layers)).total) == total


def test_what_a_layer_of_somebodys_own_has_is_not_known_and_said() -> None:
    own = {"class_name": "Gate", "module": None, "registered_name": "mine>Gate", "config": {"name": "gate"}}
    model = model_of_config(sequential(layer("Dense", "fc", units=5, batch_input_shape=[None, 13]), own))
    assert model.parts[1].note == "its weights cannot be known from the configuration: Gate is no layer of Keras"
    assert model.notes == ("the total lacks what gate may have: the configuration does not say",)


def nested(depth: int) -> Written:
    model = sequential()
    for _ in range(depth):
        model = sequential(model)
    return model


@pytest.mark.parametrize(
    "config, message",
    [
        ({}, 'a layer of Keras is written {"class_name": …, "config": …}, not {}'),
        ({"class_name": "Sequential", "config": {"layers": [3]}}, 'a layer of Keras is written {"class_name": …, "config": …}, not 3'),
        ({"class_name": "Mine", "config": {}}, "mine is a model of Keras without a list of layers: what Mine owns is only known when it is built"),
        (
            sequential(layer("Dense", "fc", units=-5, batch_input_shape=[None, 13])),
            "Dense of Keras: units is a whole number from 1 to 9223372036854775807, not -5",
        ),
        (sequential({"class_name": "Dense", "config": 3}), "the configuration of dense is a dictionary, not 3"),
        (nested(60), "more than 50 models stand inside each other"),
    ],
)
def test_refusals(config: Written, message: str) -> None:
    with pytest.raises(InputError) as error:
        model_of_config(config)
    assert str(error.value) == message


@pytest.mark.parametrize("nonsense", [{"pool_size": "x"}, {"pool_size": [0, 0], "strides": 0}, {"pool_size": {}}, {"data_format": 3}])
def test_arguments_that_mean_nothing_leave_a_shape_unknown(nonsense: dict[str, Any]) -> None:
    conv = layer("Conv2D", "conv", filters=8, kernel_size=3, batch_input_shape=[None, 28, 28, 1])
    model = model_of_config(sequential(conv, layer("MaxPooling2D", "pool", **nonsense), layer("Flatten", "flat"), layer("Dense", "head", units=2)))
    assert model.parts[0].count == 80
