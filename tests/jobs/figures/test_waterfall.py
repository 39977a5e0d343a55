"""Waterfalls: the bars are the rows of a summary, in order, and add up to its total."""

from __future__ import annotations

import pytest

import symcount as sc
from symcount.errors import InputError

MANY = {f"layer{number}.{name}": (number, 3) for number in range(1, 30) for name in ("a", "b.weight", "c.kernel")}


@pytest.mark.parametrize("model", [{"model_type": "gpt2"}, {"model_type": "llama"}, {"w": (1,)}, MANY], ids=lambda model: str(model)[:20])
def test_bars_add_up(model: dict[str, object]) -> None:
    figure, found = sc.figures.waterfall(model), sc.summary(model)
    assert figure == sc.figures.waterfall(found)
    assert figure.total == found.total
    assert sum(bar.times + bar.more for bar in figure.bars) == sum(row.times * int(str(row.part.copies)) for row in found.folded if row.count != 0)
    assert len(figure.bars) <= 15
    starts = [bar["start"] for bar in figure.to_dict()["bars"]]
    assert starts == [sum(bar.count for bar in figure.bars[:place]) for place in range(len(starts))]


def test_equal_layers_are_one_bar() -> None:
    labels = [bar.label for bar in sc.figures.waterfall({"model_type": "llama"}).bars]
    assert labels[0] == "model.embed_tokens"
    assert "32 × model.layers.*.mlp" in labels
    assert labels[-1] == "lm_head"


def test_neighbours_with_few_parameters_are_one_bar_and_said_to_be_more() -> None:
    bars = sc.figures.waterfall(MANY).bars
    assert len(bars) == 15
    assert any(bar.label.endswith(f" and {bar.more} more") for bar in bars if bar.more)


@pytest.mark.parametrize(
    "model, message",
    [
        (3, "a model is"),
        ({"model_type": "nope"}, "no model_type"),
        ({"w": (10**13, 10**12)}, "too many parameters to be drawn"),
        ("nowhere.gguf", "nowhere.gguf"),
    ],
)
def test_what_is_no_model_is_refused(model: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        sc.figures.waterfall(model)
