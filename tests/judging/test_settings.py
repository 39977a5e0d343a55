"""The settings of a layer: what is put in for its sizes, and the count then."""

from __future__ import annotations

from itertools import chain

import pytest

from symcount import layers
from symcount.algebra import Equal, Value, as_size, compare, symbol
from symcount.judging.question import Question
from symcount.judging.settings import MOST_CHANGES, Setting, Settings
from symcount.layers import find


def settings(layer: str, **assume: Value) -> Settings:
    return Settings(Question(find(layer), assume=assume))


def the_setting(layer: str, **put_in: str) -> Setting:
    """The setting of a layer at which just these are put in, and every other size is as usual."""
    alike = (one for one in settings(layer).others() if {name: str(value) for name, value in one.put_in.items()} == put_in)
    return min(alike, key=lambda setting: len(setting.free))


@pytest.mark.parametrize(
    "layer, put_in, count",
    [
        ("lstm", {"bias": "0"}, "4*units*(input_dim + units)"),
        ("lstm", {"bias": "2"}, "4*units*(input_dim + units + 2)"),
        ("gpt2", {"tied": "0", "bias": "0"}, "d_model*(context_length + 12*d_model*num_layers + 2*num_layers + 2*vocab_size + 1)"),
        ("conv2d", {"kernel_height": "kernel_size", "kernel_width": "kernel_size"}, "filters*(input_channels*kernel_size**2 + 1)"),
        ("encoder_layer", {"d_ff": "4*d_model"}, "d_model*(12*d_model + 13)"),
        ("grouped_query_attention", {"bias": "0", "head_dim": "d_model/num_heads"}, "2*d_model**2*(num_heads + num_kv_heads)/num_heads"),
        ("grouped_query_attention", {"bias": "0", "num_kv_heads": "num_heads", "head_dim": "d_model/num_heads"}, "4*d_model**2"),
    ],
)
def test_counts(layer: str, put_in: dict[str, str], count: str) -> None:
    assert str(the_setting(layer, **put_in).total) == count


@pytest.mark.parametrize("layer", layers.CATALOGUE.values(), ids=str)
def test_the_first_is_the_textbook(layer: layers.Layer) -> None:
    first = next(Settings(Question(layer)).textbook())
    assert not first.put_in
    assert isinstance(compare(first.total, Question(layer).total(())), Equal)


def test_no_layer_has_very_many_settings() -> None:
    both = [Settings(Question(layer)) for layer in layers.CATALOGUE.values()]
    assert len([*chain.from_iterable([*one.textbook(), *one.others()] for one in both)]) < 1500
    assert MOST_CHANGES == 3


def test_heads_of_a_width_and_a_width_of_heads_are_not_put_in_together() -> None:
    assert not any({"head_dim", "num_heads"} <= one.put_in.keys() for one in settings("grouped_query_attention").others())


def test_only_layers_that_keep_their_shape_are_stacked() -> None:
    stacked = {layer: any("num_layers" in one.free for one in settings(layer).others()) for layer in ("lstm", "encoder_layer", "embedding", "lora")}
    assert stacked == {"lstm": True, "encoder_layer": True, "embedding": False, "lora": False}


def test_what_is_assumed_holds_everywhere() -> None:
    assert str(next(settings("feed_forward", d_ff=3 * symbol("d_model")).textbook()).total) == "2*d_model*(3*d_model + 2)"


@pytest.mark.parametrize(
    "given, agrees", [({}, True), ({"bias": 1}, True), ({"bias": 0}, False), ({"units": 3}, True), ({"num_layers": 1}, True), ({"num_layers": 2}, False)]
)
def test_agreement_with_the_stated_sizes(given: dict[str, int], agrees: bool) -> None:
    assert next(settings("lstm").textbook()).agrees_with(given) == agrees


def test_a_stated_size_must_be_what_an_identity_makes_it() -> None:
    setting = the_setting("encoder_layer", d_ff="4*d_model")
    assert setting.agrees_with({"d_model": 512, "d_ff": 2048})
    assert not setting.agrees_with({"d_model": 512, "d_ff": 1024})


def test_kernels_with_a_number_of_places() -> None:
    assert {str(one.total) for one in settings("conv2d").at_kernel(3)} >= {"filters*(9*input_channels + 1)", "9*filters*input_channels"}
    assert not list(settings("dense").at_kernel(3))


def test_conditions_are_what_nobody_stated() -> None:
    setting = the_setting("lstm", bias="0")
    assert (setting.conditions({}), setting.conditions({"bias": 0})) == ({"bias": as_size(0)}, {})
