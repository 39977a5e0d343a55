"""What is open of a layer, a chain and a formula: counts, names, what follows from what is given, and the cases."""

from __future__ import annotations

from typing import Any

import pytest

from symcount.errors import InputError
from symcount.jobs.solving.unknowns import Unknowns, as_told, of_formula, of_layers
from symcount.layers import find
from symcount.layers.convention import TEXTBOOK


def chain(names: str, **given: Any) -> Unknowns:
    return of_layers([find(name) for name in names.split("+")], lambda _: TEXTBOOK, given)


@pytest.mark.parametrize(
    "names, given, counts, labels",
    [
        ("lstm", {}, ["4*units*(input_dim + units + 1)"], ["units", "input_dim"]),
        ("lstm", {"hidden_size": 5}, ["20*(input_dim + 6)"], ["input_dim"]),
        ("lstm", {"bias": "?"}, ["4*units*(bias + input_dim + units)"], ["units", "input_dim", "bias"]),
        ("encoder_layer", {"d_ff": "4*d_model"}, ["d_model*(12*d_model + 13)"], ["d_model"]),
        ("conv2d", {"kernel_size": "?"}, ["filters*(input_channels*kernel_size**2 + 1)"], ["filters", "input_channels", "kernel_size"]),
        ("conv2d", {"kernel_size": 3, "groups": 4}, ["4*filters*(9*input_channels + 1)"], ["filters", "input_channels"]),
        ("conv2d", {"kernel_size": 3, "groups": "?"}, ["filters*groups*(9*input_channels + 1)"], ["filters", "input_channels", "groups"]),
        ("grouped_query_attention", {"d_model": 8, "head_dim": 2}, ["2*(17*num_heads*num_kv_heads + 18*num_kv_heads + 4)"], ["num_heads", "num_kv_heads"]),
        ("embedding+lstm", {}, ["embedding.embedding_dim*embedding.vocab_size", "4*lstm.units*(embedding.embedding_dim + lstm.units + 1)"],
         ["embedding.vocab_size", "embedding.embedding_dim", "lstm.units"]),
        ("conv2d+batch_norm", {"kernel_size": 3}, ["conv2d.filters*(9*conv2d.input_channels + 1)", "2*conv2d.filters"],
         ["conv2d.filters", "conv2d.input_channels"]),
        ("lstm+lstm", {"lstm_1.units": 5, "lstm_2.input_dim": 3}, ["20*(lstm_1.input_dim + 6)", "4*lstm_2.units*(lstm_2.units + 4)"],
         ["lstm_1.input_dim", "lstm_2.units"]),
        ("lstm+lstm", {"lstm_2.units": "lstm_1.units"}, ["4*lstm_1.units*(lstm_1.input_dim + lstm_1.units + 1)", "4*lstm_1.units*(2*lstm_1.units + 1)"],
         ["lstm_1.units", "lstm_1.input_dim"]),
        ("lstm+dense", {"lstm.units": 5, "dense.units": "2*lstm.hidden_size + lstm.input_dim"}, ["20*(lstm.input_dim + 6)", "6*(lstm.input_dim + 10)"],
         ["lstm.input_dim"]),
        ("lstm+dense", {"dense.input_dim": "lstm.input_dim", "dense.units": 1}, ["4*lstm.units*(lstm.input_dim + lstm.units + 1)", "lstm.input_dim + 1"],
         ["lstm.units", "lstm.input_dim"]),
        ("conv2d+conv2d", {"conv2d_1.kernel_size": "?", "conv2d_1.input_channels": 3, "conv2d_2.kernel_size": "conv2d_1.kernel_size", "conv2d_2.filters": 2},
         ["conv2d_1.filters*(3*conv2d_1.kernel_size**2 + 1)", "2*(conv2d_1.filters*conv2d_1.kernel_size**2 + 1)"],
         ["conv2d_1.filters", "conv2d_1.kernel_size"]),
        ("TimeDistributed(Dense)+dense", {"dense.units": "time_distributed(dense).units"},
         ["time_distributed(dense).units*(time_distributed(dense).input_dim + 1)", "time_distributed(dense).units*(time_distributed(dense).units + 1)"],
         ["time_distributed(dense).units", "time_distributed(dense).input_dim"]),
    ],
)  # fmt: skip
def test_what_is_open(names: str, given: dict[str, Any], counts: list[str], labels: list[str]) -> None:
    asked = chain(names, **given)
    assert list(asked.open.values()) == labels
    assert [str(count) for count in asked.counts] == counts


@pytest.mark.parametrize(
    "text, given, count, labels",
    [
        ("4(nm+n²)", {}, "4*n*(m + n)", ["n", "m"]),
        ("4(nm+n²)", {"n": 5}, "20*(m + 5)", ["m"]),
        ("4(nm+n²)", {"m": "2*n"}, "12*n**2", ["n"]),
        ("4(nm+n²)", {"m": "?"}, "4*n*(m + n)", ["n", "m"]),
    ],
)
def test_what_is_open_in_a_formula(text: str, given: dict[str, Any], count: str, labels: list[str]) -> None:
    asked = of_formula(text, given)
    assert (str(asked.total), list(asked.open.values())) == (count, labels)


@pytest.mark.parametrize(
    "asked, many",
    [
        (chain("lstm"), 1),
        (chain("lstm", bias="?"), 3),
        (chain("lstm", num_layers="?"), 2),
        (chain("conv2d", kernel_size=3, filters=12, input_channels=18, groups="?"), 4),
        (of_formula("(2-tied)*V", {}), 2),
    ],
)
def test_cases(asked: Unknowns, many: int) -> None:
    assert len(list(asked.cases())) == many


def test_sizes_of_a_solution() -> None:
    asked = chain("conv2d", kernel_size="?", groups=2)
    told = as_told(asked.sizes, ["filters", "input_channels", "kernel_size"])
    assert told({"filters": 3, "input_channels": 2, "kernel_size": 5}) == {
        "filters": 6, "input_channels": 4, "kernel_height": 5, "kernel_width": 5, "groups": 2,
    }  # fmt: skip


def test_a_calculation_that_is_long_is_left_out() -> None:
    assert chain("lstm").arithmetic({"units": 5, "input_dim": 13}) == "4*(13*5 + 5*5 + 5)"
    assert chain("encoder_layer").arithmetic({"d_model": 1024, "d_ff": 4096}) == ""
    assert chain("lstm").arithmetic({"units": 5}) == ""


@pytest.mark.parametrize(
    "names, given, message",
    [
        ("lstm", {"units": "input_dim", "input_dim": "units"}, "is assumed to depend on itself"),
        ("lstm", {"units": "w"}, "no size is called 'w'"),
        ("lstm", {"groups": "?"}, "no size of lstm is called 'groups'"),
        ("lstm+dense", {"bias": 0}, "'bias' is a size of several layers: write lstm.bias or dense.bias"),
        ("lstm+dense", {"lstm.units": 0}, "units is a whole number from 1"),
        ("lstm+dense", {"untis": 3}, "did you mean 'units'?"),
        ("lstm+dense", {"kernel_size": 3}, "'kernel_size' is no size of these layers: write lstm.units"),
        ("lstm+dense", {"lstm.units": "dense.units"}, "lstm.units = dense.units speaks of a layer behind it: say of that layer what it is"),
        ("lstm+dense", {"dense.units": "lstn.units"}, "no layer of this chain is called 'lstn'; did you mean 'lstm'?"),
        ("lstm+dense", {"dense.units": "lstm.untis"}, "no size is called 'untis'; did you mean 'units'"),
        ("lstm+dense", {"dense.units": "lstm.groups"}, "no size of lstm is called 'groups'"),
        ("lstm+dense", {"dense.units": "lstm.units*dense.units"}, "dense.units is assumed to depend on itself"),
        ("lstm+dense", {"lstm.units": 5, "dense.units": "lstm.units/2"}, "units is a whole number, not 5/2"),
        (
            "conv2d+conv2d",
            {"conv2d_1.kernel_width": 1, "conv2d_1.kernel_height": 3, "conv2d_2.kernel_size": "conv2d_1.kernel_size"},
            "conv2d_1.kernel_size is several sizes: write one of conv2d_1.kernel_height and conv2d_1.kernel_width",
        ),
    ],
)
def test_refusals(names: str, given: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as refused:
        chain(names, **given)
    assert message in str(refused.value)


def test_letters_that_are_each_others() -> None:
    with pytest.raises(InputError, match="depend on itself"):
        of_formula("4nm", {"n": "m", "m": "n"})
