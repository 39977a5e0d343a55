"""Shapes of weights: each framework's layout, swapped sides, sides too many."""

from __future__ import annotations

import pytest

import symcount as sc
from symcount.errors import FormulaError, InputError


@pytest.mark.parametrize(
    "text, layer, weight, laid_out",
    [
        ("(input_dim, 4*units)", "lstm", "kernel", "the textbook and Keras"),
        ("(4*units, input_dim)", "lstm", "kernel", "PyTorch"),
        ("(m, 4n)", "lstm", "kernel", "the textbook and Keras"),
        ("(4h, x)", "lstm", "kernel", "PyTorch"),
        ("(units, 4*units)", "lstm", "recurrent_kernel", "the textbook and Keras"),
        ("(4*units,)", "lstm", "bias", "the textbook, Keras and PyTorch"),
        ("(units, 3*units)", "gru", "recurrent_kernel", "the textbook and Keras"),
        ("(vocab_size, embedding_dim)", "embedding", "embeddings", "the textbook, Keras and PyTorch"),
        ("(kernel_height, kernel_width, input_channels, filters)", "conv2d", "kernel", "the textbook and Keras"),
        ("(filters, input_channels, kernel_height, kernel_width)", "conv2d", "kernel", "PyTorch"),
        ("(k, k, c, f)", "conv2d", "kernel", "the textbook and Keras"),
        ("(kernel_size, input_channels, filters)", "conv1d", "kernel", "the textbook and Keras"),
        ("(features,)", "batch_norm", "moving_mean", "the textbook, Keras and PyTorch"),
    ],
)
def test_right_shapes(text: str, layer: str, weight: str, laid_out: str) -> None:
    verdict = sc.check(text, layer, weight=weight)
    assert (verdict.verdict, verdict.difference, verdict.diagnosis) == ("correct", "0", ())
    assert verdict.notes == (f"{weight} is laid out so in {laid_out}",)


@pytest.mark.parametrize(
    "text, layer, weight, kind, message",
    [
        ("(units, 4*inputs)", "lstm", "kernel", "swapped-roles", "its sides are swapped: kernel is (input_dim, 4*units)"),
        ("(units, input_dim, 4)", "lstm", "kernel", "extra-factor", "it has 3 sides, but kernel has 2 sides"),
        ("(4*units,)", "lstm", "kernel", "missing-factor", "it has 1 side, but kernel has 2 sides"),
        ("(input_dim, 3*units)", "lstm", "kernel", "wrong-role", "it has 3*units where 4*units belongs"),
        ("(timesteps, 4*units)", "lstm", "kernel", "wrong-role", "it has timesteps where input_dim belongs"),
        ("(units,)", "lstm", "bias", "wrong-role", "it has units where 4*units belongs"),
        ("(embedding_dim, vocab_size)", "embedding", "embeddings", "swapped-roles", "sides are swapped"),
    ],
)
def test_wrong_shapes(text: str, layer: str, weight: str, kind: str, message: str) -> None:
    verdict = sc.check(text, layer, weight=weight)
    assert verdict.verdict == "incorrect"
    assert [fault.kind for fault in verdict.diagnosis] == [kind]
    assert message in verdict.diagnosis[0].message


@pytest.mark.parametrize(
    "text, framework, verdict",
    [
        ("(4*units, input_dim)", "torch", "correct"),
        ("(4*units, input_dim)", "keras", "incorrect"),
        ("(input_dim, 4*units)", "torch", "incorrect"),
        ("(input_dim, 4*units)", "keras", "correct"),
    ],
)
def test_with_a_convention_its_layout_alone_counts(text: str, framework: str, verdict: str) -> None:
    assert sc.check(text, "lstm", weight="kernel", convention=framework).verdict == verdict


def test_stated_sizes_may_stand_as_their_numbers() -> None:
    assert sc.check("(4096, 1024)", "lstm", weight="kernel", given={"units": 256, "input_dim": 4096}).verdict == "correct"


@pytest.mark.parametrize(
    "text, layer, weight, error, message",
    [
        ("(units,)", "lstm", "kernle", InputError, "no weight of lstm is called 'kernle'; did you mean 'kernel'?"),
        ("(units,)", None, "kernel", InputError, "say which layer's kernel it is"),
        ("", "lstm", "kernel", FormulaError, "there is no shape"),
        ("(units, ", "lstm", "kernel", FormulaError, "this bracket is never closed"),
    ],
)
def test_shapes_that_are_refused(text: str, layer: str | None, weight: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as refused:
        sc.check(text, layer, weight=weight)
    assert message in str(refused.value)


PASSAGE = "(None, 500, 128),经过 (32, 7)(32 表示 filter 的数量,7 为 kernel size)的一维卷积之后的大小为:"
IMAGE = "(None, 28, 28, 1) -> Conv2D(32, (3,3)) -> "
RESNET = "nn.Conv2d(3, 64, 7, stride=2, padding=3): torch.Size([1, 3, 224, 224]) -> "


@pytest.mark.parametrize(
    "text, layer, weight, given",
    [
        ("(None, 400, 13)", "lstm", "input", {}),
        ("LSTM 的输入是三维的:(samples, time_steps, features)", "lstm", "input", {}),
        ("input_shape=(400, 13)", "lstm", "input", {"timesteps": 400, "input_dim": 13}),
        ("input_shape=(None, 13)", "lstm", "input", {"input_dim": 13}),
        ("(None, 400, 5)", "lstm", "output", {"units": 5}),
        ("(None, 5)", "lstm", "output", {"units": 5}),
        ("(None, 400, 13) → LSTM(5, return_sequences=True) → (None, 400, 5)", "lstm", "output", {}),
        ("LSTM(256)(x): (32, 16, 4096) => (32, 256)", "lstm", "output", {}),
        ("(seq_len, batch, hidden_size)", "lstm", "output", {}),
        ("nn.LSTM(13, 5): (400, 32, 13) -> (400, 32, 5)", "lstm", "output", {}),
        ("(None, 400, 10)", "bilstm", "output", {"units": 5}),
        ("(batch_size, timesteps, 2*units)", "bilstm", "output", {}),
        ("output_array.shape == (32, 10, 64)", "embedding", "output", {}),
        ("model.add(Embedding(1000, 64, input_length=10)); output_array.shape == (32, 10, 64)", "embedding", "output", {}),
        ("(32, 10)", "embedding", "input", {}),
        ("(None, 20) -> Dense(5) -> (None, 5)", "dense", "output", {}),
        ("nn.Linear(20, 30): torch.Size([128, 20]) -> torch.Size([128, 30])", "dense", "output", {}),
        ("(None, 400, 5) -> TimeDistributed(Dense(650)) -> (None, 400, 650)", "TimeDistributed(Dense)", "output", {}),
        (f"{PASSAGE}(None, 494, 32)", "conv1d", "output", {}),
        (f"{IMAGE}(None, 26, 26, 32)", "conv2d", "output", {}),
        (f"{IMAGE}(None, 28, 28, 32)", "conv2d", "output", {}),
        ("Conv2D(32, (3,3), input_shape=(28, 28, 1)) -> (None, 26, 26, 32)", "conv2d", "output", {}),
        ("(28, 28, 1) → 32 个 (3, 3) 的卷积核 → (26, 26, 32)", "conv2d", "output", {}),
        ("(None, 28, 28, 1),步长为2,kernel_size=3,padding='same' 的输出:(None, 14, 14, 32)", "conv2d", "output", {"filters": 32}),
        ("model.add(Conv2D(filters=32, kernel_size=(3, 3), strides=(2, 2), input_shape=(28, 28, 1)))  # (None, 13, 13, 32)", "conv2d", "output", {}),
        (f"{RESNET}torch.Size([1, 64, 112, 112])", "conv2d", "output", {}),
        ("(None, 7, 7, 128) -> Conv2DTranspose(64, 3, strides=2, padding='same') -> (None, 14, 14, 64)", "conv2d_transpose", "output", {}),
        ("(None, 28, 28, 32) -> DepthwiseConv2D(3) -> (None, 26, 26, 32)", "depthwise_conv2d", "output", {}),
        ("(None, 28, 28, 32)", "batch_norm", "output", {"features": 32}),
        ("(2, 7, 8), (2, 9, 8) -> (2, 7, 8)", "decoder_layer", "output", {}),
        ("(batch_size, timesteps, vocab_size)", "gpt2", "output", {}),
    ],
)
def test_right_inputs_and_outputs(text: str, layer: str, weight: str, given: dict[str, int]) -> None:
    verdict = sc.check(text, layer, weight=weight, given=given)
    assert (verdict.verdict, verdict.diagnosis, verdict.difference) == ("correct", (), "0")


@pytest.mark.parametrize(
    "text, layer, weight, given, kind, message",
    [
        (f"{PASSAGE}(None, 493, 32)", "conv1d", "output", {}, "arithmetic-slip", "its side 2 is 493, where 494 belongs: input_length - kernel_size + 1"),
        (f"{PASSAGE}(None, 494, 31)", "conv1d", "output", {}, "arithmetic-slip", "its side 3 is 31, where 32 belongs: filters"),
        (f"{PASSAGE}(None, 494, 128)", "conv1d", "output", {}, "wrong-role", "its side 3 is 128 (input_channels), where 32 belongs: filters"),
        (f"{PASSAGE}(None, 32, 494)", "conv1d", "output", {}, "swapped-roles", "its sides 2 and 3 are exchanged: output is (batch_size, 494, 32)"),
        (f"{PASSAGE}(None, 494)", "conv1d", "output", {}, "missing-factor", "it has 2 sides, but output has 3 sides"),
        (f"{IMAGE}(None, 26, 25, 32)", "conv2d", "output", {}, "arithmetic-slip", "its side 3 is 25, where 26 belongs"),
        (f"{IMAGE}(None, 26, 26, 1)", "conv2d", "output", {}, "arithmetic-slip", "its side 4 is 1, where 32 belongs: filters"),
        (f"{IMAGE}(None, 26, 26, 3)", "conv2d", "output", {}, "wrong-role", "its side 4 is 3 (kernel_height), where 32 belongs"),
        (f"{RESNET}torch.Size([1, 64, 111, 112])", "conv2d", "output", {}, "arithmetic-slip", "its side 3 is 111, where 112 belongs"),
        ("(None, 400, 14)", "lstm", "input", {"input_dim": 13}, "arithmetic-slip", "its side 3 is 14, where 13 belongs: input_dim"),
        ("(None, 13, 400)", "lstm", "input", {"input_dim": 13, "timesteps": 400}, "swapped-roles", "exchanged: input is (batch_size, 400, 13)"),
        ("(None, 400)", "lstm", "input", {}, "missing-factor", "it has 2 sides, but input has 3 sides"),
        ("(None, 400, 13) → LSTM(5, return_sequences=True) → (None, 5)", "lstm", "output", {}, "missing-factor", "it has 2 sides, but output has 3"),
        ("(None, 400, 13) → LSTM(5) → (None, 13)", "lstm", "output", {}, "wrong-role", "its side 2 is 13 (input_dim), where 5 belongs: units"),
        ("(None, 400, 5)", "bilstm", "output", {"units": 5}, "arithmetic-slip", "its side 3 is 5, where 10 belongs: 2·units"),
        ("(batch, timesteps, input_size)", "lstm", "output", {}, "wrong-role", "its side 3 is input_dim, where units belongs"),
        ("(32, 64, 10)", "embedding", "output", {"embedding_dim": 64}, "swapped-roles", "its sides 2 and 3 are exchanged"),
        ("Embedding(1000, 64): (32, 10) -> (32, 10, 1000)", "embedding", "output", {}, "wrong-role", "its side 3 is 1000 (vocab_size), where 64 belongs"),
        ("(None, 20) -> Dense(5) -> (None, 6)", "dense", "output", {}, "arithmetic-slip", "its side 2 is 6, where 5 belongs: units"),
        ("(None, 10, 20) -> Dense(5) -> (None, 7, 5)", "dense", "output", {}, "arithmetic-slip", "its side 2 is 7, where 10 belongs"),
        ("(None, 21) -> Dense(5) -> (None, 5)", "dense", "output", {"input_dim": 20}, "arithmetic-slip", "in what enters, side 2 is 21, where 20 belongs"),
        ("Dense(5) -> (None, 5)", "dense", "output", {"units": 6}, "wrong-role", "units is 6 in one place and 5 in another"),
        ("(None, 28, 28, 33)", "batch_norm", "output", {"features": 32}, "arithmetic-slip", "its side 4 is 33, where 32 belongs: features"),
    ],
)
def test_wrong_inputs_and_outputs(text: str, layer: str, weight: str, given: dict[str, int], kind: str, message: str) -> None:
    verdict = sc.check(text, layer, weight=weight, given=given)
    assert verdict.verdict == "incorrect"
    assert kind in [fault.kind for fault in verdict.diagnosis]
    assert any(message in fault.message for fault in verdict.diagnosis)


@pytest.mark.parametrize("framework, verdict", [("keras", "incorrect"), ("torch", "correct")])
def test_with_a_convention_its_order_of_axes_alone_counts(framework: str, verdict: str) -> None:
    assert sc.check(f"{RESNET}(1, 64, 112, 112)", "conv2d", weight="output", convention=framework).verdict == verdict
