"""Recurrent layers recognised by the ratio of their gates to their units."""

from __future__ import annotations

import pytest

from tests.models.recognition.written import layer_of


def torch(gates: int, widths: list[int], units: int, ends: tuple[str, ...] = ("",)) -> str:
    """The tensors of PyTorch's layers on top of each other, without the biases."""
    return ", ".join(
        f"rnn.weight_ih_l{place}{end} {gates * units}x{width}, rnn.weight_hh_l{place}{end} {gates * units}x{units}"
        for place, width in enumerate(widths)
        for end in ends
    )


GATES = ", ".join(f"rnn/cell/i{gate}/kernel 3x5, rnn/cell/h{gate}/kernel 5x5, rnn/cell/h{gate}/bias 5" for gate in "ifgo")
SIDES = [f"bi/{way}_lstm/lstm_cell/{name}" for way in ("forward", "backward") for name in ("kernel 3x20", "recurrent_kernel 5x20", "bias 20")]


@pytest.mark.parametrize(
    "written, layer",
    [
        (torch(4, [3], 5), "lstm(units=5, input_dim=3, bias=0): 160"),
        (torch(3, [3], 5), "gru(units=5, input_dim=3, bias=0): 120"),
        (torch(1, [3], 5), "simple_rnn(units=5, input_dim=3, bias=0): 40"),
        (torch(4, [3], 5) + ", rnn.bias_ih_l0 20, rnn.bias_hh_l0 20", "lstm(units=5, input_dim=3, bias=2): 200"),
        (torch(4, [3, 5], 5), "lstm(units=5, input_dim=3, bias=0, num_layers=2): 360"),
        (torch(4, [3, 10], 5, ("", "_reverse")), "bidirectional_lstm(units=5, input_dim=3, bias=0, num_layers=2): 920"),
        ("r.weight_ih_l0 20x3, r.weight_hh_l0 20x2, r.weight_hr_l0 2x5", "projected_lstm(units=5, input_dim=3, projection_dim=2, bias=0): 110"),
        ("r.weight_ih 15x3, r.weight_hh 15x5", "gru(units=5, input_dim=3, bias=0): 120"),
        ("lstm/lstm_cell/kernel:0 3x20, lstm/lstm_cell/recurrent_kernel:0 5x20, lstm/lstm_cell/bias:0 20", "lstm(units=5, input_dim=3, bias=1): 180"),
        ("gru/gru_cell/kernel 3x15, gru/gru_cell/recurrent_kernel 5x15, gru/gru_cell/bias 2x15", "gru(units=5, input_dim=3, bias=2): 150"),
        ("gru/kernel 3x15, gru/recurrent_kernel 5x15, gru/bias 15", "gru(units=5, input_dim=3, bias=1): 135"),
        (", ".join(SIDES), "bidirectional_lstm(units=5, input_dim=3, bias=1): 360"),
        (GATES, "lstm(units=5, input_dim=3, bias=1): 180"),
        ("c.dense_i.kernel 3x15, c.dense_i.bias 15, c.dense_h.kernel 5x15", "gru(units=5, input_dim=3, bias=1): 135"),
        ("rnn.weight_ih_l0 10x3, rnn.weight_hh_l0 10x5", None),
    ],
)
def test_recurrent(written: str, layer: str | None) -> None:
    assert layer_of(written) == layer
