"""`summary` of live models: the totals are those of their frameworks, where these are installed."""

from __future__ import annotations

from typing import Any

import pytest

import symcount as sc
from symcount.algebra import Value
from tests.frameworks.live.comparison import group


class TestTorch:
    pytestmark = group("torch")

    @pytest.fixture
    def net(self) -> Any:
        """An embedding and a head that share their matrix, two LSTMs, and a normalisation with statistics in buffers."""
        from torch import device, nn

        with device("meta"):
            net = nn.ModuleDict({"wte": nn.Embedding(11, 8), "lstm": nn.LSTM(8, 8, 2), "norm": nn.BatchNorm1d(8), "head": nn.Linear(8, 11)})
        net["head"].weight = net["wte"].weight
        net["norm"].weight.requires_grad = False
        return net

    def test_the_totals_are_those_of_the_framework(self, net: Any) -> None:
        found = sc.summary(net)
        parameters = list(net.parameters())
        assert found.total == sum(one.numel() for one in parameters)
        assert found.trainable == sum(one.numel() for one in parameters if one.requires_grad)
        assert found.buffers == sum(one.numel() for one in net.buffers())

    def test_what_is_shared_is_counted_once_and_said(self, net: Any) -> None:
        head = sc.summary(net).rows[-1]
        assert (head.count, head.arithmetic, head.remarks) == (11, "11 = 11", ("weight shared with wte.weight, counted there",))

    def test_a_state_dictionary_has_the_same_layers(self, net: Any) -> None:
        found, stored = sc.summary(net), sc.summary(net.state_dict())
        assert [row.layer for row in stored.rows] == [row.layer for row in found.rows] == ["embedding", "lstm", "batch_norm", "dense"]
        assert (stored.total, stored.rows[-1].remarks) == (found.total, found.rows[-1].remarks)

    def test_views_of_the_same_numbers_are_counted_once_transposed_or_not(self) -> None:
        from torch import zeros

        kernel = zeros(3, 4)
        assert sc.summary({"a": kernel, "b": kernel.T, "c": kernel[:1]}).total == 12 + 4
        assert sc.summary({"a": zeros(3, 0), "b": zeros(0), "sparse": kernel.to_sparse()}).total == 12


class TestKeras:
    pytestmark = group("keras")

    def test_a_model_that_has_seen_no_input_keeps_its_width_as_a_symbol(self) -> None:
        from keras import Sequential, layers

        model = Sequential([layers.LSTM(5), layers.Dense(3)])
        found = sc.summary(model)
        assert isinstance(found.total, Value)
        model.build((None, 16, 13))
        assert found.total.at({"input_dim": 13}) == model.count_params() == sc.summary(model).total

    def test_moving_statistics_are_counted_and_not_trained(self) -> None:
        from keras import Input, Sequential, layers

        model = Sequential([Input((9, 4)), layers.Conv1D(8, 3), layers.BatchNormalization()])
        found = sc.summary(model)
        assert (found.total, found.non_trainable, found.buffers) == (model.count_params(), 16, 0)
        assert found.rows[1].formula == "4*features"
