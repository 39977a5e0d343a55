"""Sliders moved as a student moves them, and what is then read."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from html import unescape
from typing import Any
from unittest.mock import patch

import pytest

from symcount.errors import InputError
from symcount.jobs.figures.asked import GREATEST
from symcount.widgets.explorer import REST, explorer
from symcount.widgets.panel import Panel


def shown(panel: Panel, place: int) -> str:
    """The HTML in one place of a panel, counted from its end."""
    value: str = panel.box.children[place].value
    return unescape(value)


def count(panel: Panel) -> str:
    return shown(panel, -2)


def test_the_count_follows_the_sliders() -> None:
    panel = explorer("lstm", units=256, input_dim=4096)
    assert (panel.count, "4,457,472" in count(panel)) == (4457472, True)
    panel.sliders["units"].value, panel.sliders["input_dim"].value = 5, 13
    assert (panel.count, panel.sizes) == (380, {"units": 5, "input_dim": 13, "bias": 1})
    assert count(panel) == '<p><code>4*(13*5 + 5*5 + 5)</code> = <strong class="symcount-count">380</strong> parameters</p>'
    panel.sliders["bias"].value = 2
    assert panel.count == 400


def test_the_picture_follows_too() -> None:
    panel = explorer("lstm", units=256, input_dim=64)
    before = shown(panel, -1)
    panel.sliders["units"].value = 5
    assert shown(panel, -1) != before
    assert "LSTM with units = 5" in shown(panel, -1)
    _, data, *_ = shown(panel, -1).split('"')
    assert "<title>LSTM with units = 5, input_dim = 64, bias = 1: 1,400 parameters</title>" in b64decode(data.partition("base64,")[2]).decode()


def test_in_a_kernel_the_picture_waits_until_the_slider_rests() -> None:
    async def moved() -> tuple[str, str, str]:
        panel = explorer("lstm", units=256, input_dim=64)
        before = shown(panel, -1)
        for units in (7, 6, 5):
            panel.sliders["units"].value = units
        meanwhile = shown(panel, -1)
        await asyncio.sleep(2 * REST)
        return before, meanwhile, shown(panel, -1)

    before, meanwhile, after = asyncio.run(moved())
    assert before == meanwhile != after


@pytest.mark.parametrize("size, least, most, start", [
    (1, 1, 8, 1),
    (256, 1, 512, 256),
    (10**9, 1, 2 * 10**9, 10**9),
    (GREATEST, 1, GREATEST, GREATEST),
    ("256", 1, 512, 256),
    (range(1, 513), 1, 512, 257),
    ("1..512", 1, 512, 257),
    (range(8, 65, 8), 8, 64, 40),
])  # fmt: skip
def test_how_far_a_slider_goes(size: Any, least: int, most: int, start: int) -> None:
    slider = explorer("dense", units=size, input_dim=1).sliders["units"]
    assert (slider.min, slider.max, slider.value) == (least, most, start)


@pytest.mark.parametrize("layer, sizes, name, values", [
    ("lstm", {"units": 2, "input_dim": 3}, "bias", (0, 2)),
    ("dense", {"units": 2, "input_dim": 3}, "bias", (0, 1)),
    ("gpt2", {"vocab_size": 9, "context_length": 8, "d_model": 4, "num_layers": 2}, "tied", (0, 1)),
])  # fmt: skip
def test_a_switch_has_its_values(layer: str, sizes: dict[str, int], name: str, values: tuple[int, int]) -> None:
    slider = explorer(layer, **sizes).sliders[name]
    assert (slider.min, slider.max) == values


def test_words_of_the_layer_and_of_frameworks_and_square_kernels_are_sizes() -> None:
    assert explorer("lstm", hidden_size=5, input_size=13).sizes == {"units": 5, "input_dim": 13, "bias": 1}
    assert explorer("dense", in_features="4", out_features=range(1, 6)).count == 3 * 5
    assert explorer("conv2d", filters=32, input_channels=3, kernel_size=3).count == 896
    assert explorer("embedding", input_dim=10, output_dim=4).count == 40


def test_a_stack_has_a_slider_for_its_layers() -> None:
    panel = explorer("lstm", units=4, input_dim=4, num_layers=2)
    assert panel.count == 2 * 4 * 4 * 9
    assert "is num_layers" in shown(panel, -3)


def test_sizes_that_do_not_divide_are_explained_in_the_panel_and_forgotten() -> None:
    panel = explorer("conv2d", filters=32, input_channels=32, kernel_size=3, groups=3)
    assert count(panel) == "<p>filters of conv2d is a multiple of groups: 32 is not divisible by 3</p>"
    assert (panel.count, str(panel).rpartition(": ")[2]) == (None, "these sizes do not fit together")
    panel.sliders["groups"].value = 4
    assert "2,336" in count(panel)


@pytest.mark.parametrize("sizes, message", [
    ({"units": "five", "input_dim": 1}, "units is a whole number or a range such as 1..512 on a slider, not 'five'"),
    ({"units": 2.5, "input_dim": 1}, "units is a whole number, an expression or a range, not 2.5"),
    ({"units": True, "input_dim": 1}, "units is a whole number, an expression or a range, not True"),
    ({"units": 0, "input_dim": 1}, "units is a whole number from 1, not 0"),
    ({"units": range(5), "input_dim": 1}, "units is a whole number from 1, not 0"),
    ({"units": range(5, 5), "input_dim": 1}, "units goes through no size in 'range(5, 5)'"),
    ({"units": range(5, 6), "input_dim": 1}, "units goes through one size only in 'range(5, 6)': give a range of several, such as 1..512"),
    ({"units": range(9, 1, -1), "input_dim": 1}, "units goes upwards: write the smaller size of 'range(9, 1, -1)' first"),
    ({"units": 2**60, "input_dim": 1}, "units is too large to be drawn: sizes go up to 1,000,000,000,000"),
    ({"units": 10**5000, "input_dim": 1}, "units is too large to be drawn: sizes go up to 1,000,000,000,000"),
    ({"units": 1, "out_features": 2, "input_dim": 1}, "units of dense is given twice"),
    ({"units": 1}, "dense needs input_dim: input_dim (features that enter a layer (per time step))"),
    ({"unitz": 1}, "no size is called 'unitz'; did you mean 'units'?"),
    ({"units": 1, "input_dim": 1, "bias": 2}, "bias of dense is 0 or 1, not 2"),
])  # fmt: skip
def test_what_cannot_be_a_size_is_refused_when_the_panel_is_made(sizes: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        explorer("dense", **sizes)
    assert str(caught.value).startswith(message)


def test_an_unknown_layer_is_refused() -> None:
    with pytest.raises(InputError, match="did you mean 'lstm'"):
        explorer("ltsm", units=1)


def test_without_matplotlib_the_rest_works() -> None:
    with patch("symcount.rendering.figures.figure.find_spec", return_value=None):
        panel = explorer("lstm", units=5, input_dim=13)
    assert panel.count == 380
    assert "matplotlib: pip install" in shown(panel, -1)


def test_a_size_without_a_slider_is_in_the_legend() -> None:
    panel = explorer("gpt2", vocab_size=100, context_length=16, d_model=8, num_layers=2)
    assert "is d_ff, 4·d_model unless given" in panel.static()


def test_the_classes_that_pages_are_searched_for() -> None:
    panel = explorer("lstm", units=5, input_dim=13)
    assert panel.box.children[-3]._dom_classes == ("symcount-formula",)
    assert 'class="symcount-count"' in count(panel)
