"""Keras' layers and models, built and not, and the same from their configurations."""

from __future__ import annotations

import json
from math import prod
from typing import Any

import pytest

from symcount.errors import InputError
from symcount.models.keras_config import model_of_config
from symcount.models.live import model_of, tensors_of
from tests.frameworks.cases import Case
from tests.frameworks.live.comparison import group
from tests.models.live.agreement import agree_on_stacks

pytestmark = group("keras", "torch")


def counts(model: Any) -> tuple[int, int]:
    """What Keras counts itself: parameters, and those that are trained."""
    return model.count_params(), sum(prod(weight.shape) for weight in model.trainable_weights)


def without_shapes(written: Any) -> Any:
    """A configuration without the shapes that Keras 3 states: those of the inputs are left."""
    if isinstance(written, dict):
        tensor = written.get("class_name") == "__keras_tensor__"
        kept = {name: value for name, value in written.items() if name != "build_config" and not (tensor and name == "shape")}
        if tensor:
            kept["config"] = {name: value for name, value in written["config"].items() if name != "shape"}
        return {name: without_shapes(value) for name, value in kept.items()}
    return [without_shapes(value) for value in written] if isinstance(written, list) else written


@pytest.mark.filterwarnings("ignore:You passed `rms_scaling=True`")
def test_random_stacks_have_keras_own_count() -> None:
    import keras

    from tests.frameworks.installed.keras_layers import built

    def build(stack: list[Case]) -> Any:
        around = keras.layers.Layer()
        around.inner = [built(case) for case in stack]
        around.built = True
        return around

    agree_on_stacks("keras", build, counts)


APPLICATIONS = {
    "VGG16": (138357544, 138357544),
    "ResNet50": (25636712, 25583592),
    "MobileNet": (4253864, 4231976),
    "MobileNetV3Small": (2554968, 2542856),
    "EfficientNetB0": (5330571, 5288548),
    "EfficientNetV2B0": (7200312, 7139704),
    "DenseNet121": (8062504, 7978856),
    "ConvNeXtTiny": (28589128, 28589128),
    "Xception": (22910480, 22855952),
}
UNEXPLAINED = {"Normalization"}
"""Layers of these models that the catalogue has not."""


@pytest.mark.parametrize("name", APPLICATIONS)
def test_published_models_are_exact_live_and_from_their_configuration(name: str) -> None:
    import keras

    with keras.device("meta"):
        model = getattr(keras.applications, name)(weights=None)
    live, written = model_of(model), json.loads(model.to_json())
    assert {part.kind for part in live.parts if part.layer is None} <= UNEXPLAINED
    for found in (live, model_of_config(written), model_of_config(without_shapes(written))):
        assert (found.total, found.trainable, found.notes) == (*APPLICATIONS[name], ())


def test_models_inside_models_and_layers_that_are_used_twice() -> None:
    from keras import Input, Model, Sequential, layers

    inner = Sequential([layers.Dense(4), layers.BatchNormalization()], name="inner")
    start = Input((16, 13))
    hidden = layers.Dense(4, name="first")(layers.Bidirectional(layers.LSTM(6), name="both")(start))
    model = Model(start, inner(inner(hidden)))
    live, written = model_of(model), model_of_config(json.loads(model.to_json()))
    assert [(part.name, part.note) for part in live.parts] == [(part.name, part.note) for part in written.parts]
    assert [str(part.layer).partition("(")[0] for part in live.parts] == ["bidirectional_lstm", "dense", "dense", "batch_norm"]
    assert live.parts[2].note == "used 2 times, counted once"
    assert (live.total, live.trainable) == (written.total, written.trainable) == counts(model)


def test_a_model_at_every_time_step_is_its_layers() -> None:
    from keras import Input, Model, Sequential, layers

    frames = Input((7, 8, 8, 3))
    inner = Sequential([layers.Conv2D(4, 3), layers.Flatten(), layers.Dense(5)], name="inner")
    model = Model(frames, layers.LSTM(3)(layers.TimeDistributed(inner)(frames)))
    for found in (model_of(model), model_of_config(json.loads(model.to_json()))):
        assert [part.count for part in found.parts] == [112, 725, 108]
        assert all(part.layer for part in found.parts)


def test_a_layer_of_somebodys_own_has_what_is_its_own_and_what_is_inside() -> None:
    from keras import layers

    class Gate(layers.Layer):  # type: ignore[misc]
        """A dense layer and a vector."""

        def build(self, shape: Any) -> None:
            self.inner = layers.Dense(3, name="inner")
            self.inner.build(shape)
            self.gain = self.add_weight(shape=(3,), name="gain", trainable=False)

    gate = Gate(name="gate")
    gate.build((None, 4))
    model = model_of(gate)
    assert {part.name: part.count for part in model.parts} == {"gate": 3, "inner": 15}
    assert (model.total, model.trainable) == (18, 15)


def test_a_model_that_saw_no_input_keeps_its_width_as_a_symbol() -> None:
    from keras import Sequential, layers

    model = Sequential([layers.Dense(64), layers.Dropout(0.5), layers.Dense(10)])
    assert str(model_of(model).total) == "2*(32*input_dim + 357)"
    assert [tuple(map(str, weight.shape)) for weight in tensors_of(model)][:2] == [("input_dim", "64"), ("64",)]


def test_a_model_of_somebodys_own_that_saw_no_input_is_refused() -> None:
    from keras import Model

    class Mine(Model):  # type: ignore[misc]
        """Nothing yet."""

    with pytest.raises(InputError, match=r"call it on an input, or model.build\(input_shape\)"):
        model_of(Mine())


def test_self_attention_is_multi_head_attention() -> None:
    import keras

    layer = keras.layers.MultiHeadAttention(2, 8)
    layer.build((None, 5, 16), (None, 5, 16))
    (part,) = model_of(layer).parts
    assert str(part.layer) == "multi_head_attention(d_model=16, bias=1): 1088"


def test_a_class_of_ones_own_is_what_it_descends_from_or_what_it_is_called() -> None:
    import keras

    class Mine(keras.layers.Dense):  # type: ignore[misc]
        """A dense layer with an argument of its own."""

        def __init__(self, units: int, power: int = 2) -> None:
            super().__init__(units)
            self.power = power

        def get_config(self) -> dict[str, Any]:
            raise ValueError("never asked")

    class Sinc(keras.layers.Layer):  # type: ignore[misc]
        """No convolution, though it has the axes of one."""

        def build(self, _shape: Any) -> None:
            self.kernel = self.add_weight(shape=(5, 1, 8), name="kernel")

    model = keras.Sequential([keras.Input((7, 3)), Mine(5), Sinc()])
    assert [str(part.layer).partition("(")[0] for part in model_of(model).parts] == ["dense", "None"]
