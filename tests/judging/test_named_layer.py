"""A layer named together with its sizes."""

from __future__ import annotations

import pytest

from symcount.errors import InputError
from symcount.judging.named_layer import named_layer


@pytest.mark.parametrize(
    "text, name, sizes",
    [
        ("lstm", "lstm", {}),
        ("gru bias=2", "gru", {"bias": "2"}),
        ("nn.GRU bias=2, units=5", "gru", {"bias": "2", "units": "5"}),
        ("gru bias = 2", "gru", {"bias": "2"}),
        ("gru, bias =2 , units= 5", "gru", {"bias": "2", "units": "5"}),
        ("dense input_dim=units + 1", "dense", {"input_dim": "units + 1"}),
        ("dense input_dim=8*ceil(units / 8) bias=0", "dense", {"input_dim": "8*ceil(units / 8)", "bias": "0"}),
        ("bidirectional lstm bias=0", "bidirectional_lstm", {"bias": "0"}),
        ("TimeDistributed(Dense) units=3", "time_distributed(dense)", {"units": "3"}),
    ],
)
def test_a_layer_and_its_sizes(text: str, name: str, sizes: dict[str, str]) -> None:
    layer, found = named_layer(text)
    assert (layer.name, found) == (name, sizes)


@pytest.mark.parametrize("text", ["", "bias=2", "ltsm bias=2", "gru bias=2 bias=1", "gru bias=", "bias=2 gru", "gru bias==2", "gru 2=3=4", "gru units=1,000"])
def test_what_names_no_layer_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        named_layer(text)
