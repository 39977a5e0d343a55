"""What a framework builds: layouts, and how weights are added, frozen and renamed."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest

from symcount import layers
from symcount.algebra import Equal, Value, as_size, compare, symbol, value_of
from symcount.errors import InputError
from symcount.frameworks.built import Built, BuiltWeight, kept, laid_out, outputs_first, repeated, together
from symcount.frameworks.from_config import TABLES, framework
from symcount.frameworks.mapping import Constructor, Example
from symcount.reading.formula import parse

DENSE = Built((BuiltWeight("kernel", (3, 5), of=("kernel",)), BuiltWeight("bias", (5,), of=("bias",))))
LSTM = layers.lstm(units=2, input_dim=3)
GATES = {"input gate": "i", "forget gate": "f", "candidate": "g", "output gate": "o"}


def shapes(built: Built) -> dict[str, tuple[Any, ...]]:
    return {weight.name: weight.shape for weight in built.weights}


@pytest.mark.parametrize(
    "sized, more, expected",
    [
        (LSTM, {}, {"kernel": (3, 8), "recurrent_kernel": (2, 8), "bias": (8,)}),
        (LSTM, {"layout": outputs_first}, {"kernel": (8, 3), "recurrent_kernel": (8, 2), "bias": (8,)}),
        (layers.lstm(units=2, input_dim=3, bias=0), {}, {"kernel": (3, 8), "recurrent_kernel": (2, 8)}),
        (layers.gru(units=2, input_dim=3, bias=2), {}, {"kernel": (3, 6), "recurrent_kernel": (2, 6), "bias": (2, 6)}),
        (layers.gru(units=2, input_dim=3, bias=2), {"names": {"bias": ("ih", "hh")}}, {"kernel": (3, 6), "recurrent_kernel": (2, 6), "ih": (6,), "hh": (6,)}),
        (layers.simple_rnn(units=2, input_dim=3), {"names": {"kernel": "both", "recurrent_kernel": "both"}}, {"both": (5, 2), "bias": (2,)}),
        (layers.dense(units=6, input_dim=3), {"shapes": {"kernel": (3, 2, 3), "bias": (2, 3)}}, {"kernel": (3, 2, 3), "bias": (2, 3)}),
    ],
)
def test_a_layout(sized: layers.SizedLayer, more: dict[str, Any], expected: dict[str, tuple[int, ...]]) -> None:
    assert shapes(laid_out(sized, **more)) == expected


def test_gates_that_stand_apart() -> None:
    built = laid_out(LSTM, {"kernel": "i{gate}.kernel", "recurrent_kernel": "h{gate}.kernel", "bias": "h{gate}.bias"}, letters=GATES)
    assert [(weight.name, weight.shape) for weight in built.weights[:5]] == [(f"i{gate}.kernel", (3, 2)) for gate in "ifgo"] + [("hi.kernel", (2, 2))]


@pytest.mark.parametrize("more", [{"shapes": {"kernel": (3, 9)}}, {"names": {"bias": ("one", "other")}}])
def test_a_layout_that_changes_the_count_is_a_fault_of_the_mapping(more: dict[str, Any]) -> None:
    with pytest.raises(ArithmeticError):
        laid_out(LSTM, **more)


@pytest.mark.parametrize(
    "built, count, trainable, non_trainable",
    [
        (DENSE, 20, 20, 0),
        (DENSE.frozen("kernel"), 20, 5, 15),
        (DENSE.frozen(), 20, 0, 20),
        (DENSE.frozen().trained("bias"), 20, 5, 15),
        (DENSE.without("bias"), 15, 15, 0),
        (DENSE.adding(kept("statistics", (5,))), 25, 20, 5),
        (DENSE.adding(kept("statistics", (5,), is_buffer=True)), 20, 20, 5),
        (DENSE.frozen("bias").as_buffers("bias"), 15, 15, 5),
        (DENSE.renamed("bias", "b").inside("dense."), 20, 20, 0),
        (DENSE.reshaped("kernel", (5, 3)), 20, 20, 0),
        (repeated(DENSE, 3, "layers"), 60, 60, 0),
        (together([DENSE, DENSE]), 40, 40, 0),
        (Built(), 0, 0, 0),
    ],
)
def test_the_totals(built: Built, count: int, trainable: int, non_trainable: int) -> None:
    assert (built.count, built.trainable, built.non_trainable) == (count, trainable, non_trainable)
    assert built.to_dict()["count"] == count
    assert built.count == sum(one["count"] for one, weight in zip(built.to_dict()["weights"], built.weights, strict=True) if not weight.is_buffer)


def test_a_weight_that_is_not_there_says_which_are() -> None:
    with pytest.raises(InputError, match=r"no weight is called 'kernels'; did you mean 'kernel'\?"):
        DENSE["kernels"]


def test_parts_are_numbered_and_stay_one_while_a_symbol_says_how_many() -> None:
    assert [weight.name for weight in repeated(DENSE, 2, "layers").weights] == ["layers.0.kernel", "layers.0.bias", "layers.1.kernel", "layers.1.bias"]
    several = repeated(DENSE, symbol("num_layers"), "layers")
    assert (shapes(several), str(several.count)) == ({"layers.kernel": (3, 5), "layers.bias": (5,)}, "20*num_layers")


def test_one_part_alone_stays_what_it_is() -> None:
    assert together([DENSE]) is DENSE


def test_copies_are_in_every_form() -> None:
    several = repeated(DENSE, symbol("num_layers"), "layers").adding(kept("seen", (2, 3), is_buffer=True))
    assert several.latex() == r"L \times 3 \times 5 + L \times 5 = 20L"
    assert [row.split()[1:5] for row in str(several).splitlines()[:2]] == [["num_layers", "×", "(3,", "5)"], ["num_layers", "×", "(5,)", "5·num_layers"]]
    assert [(one["shape"], one.get("copies"), one["buffer"], one["count"]) for one in several.to_dict()["weights"]] == [
        ([3, 5], "num_layers", False, "15*num_layers"),
        ([5], "num_layers", False, "5*num_layers"),
        ([2, 3], None, True, 6),
    ]
    assert "(num_layers + 1) × (5,)" in str(repeated(DENSE, symbol("num_layers") + 1, "layers"))


def test_a_side_that_is_a_sum_stands_in_brackets() -> None:
    built = Built((BuiltWeight("kernel", (symbol("units") + 1, 3)),))
    assert built.latex() == r"(n + 1) \times 3 = 3(n + 1)"


EXAMPLES = [(constructor, one) for name in TABLES for constructor in framework(name).constructors.values() for one in constructor.examples]


@pytest.mark.parametrize("constructor, example", EXAMPLES, ids=lambda one: one.layer if isinstance(one, Example) else one.framework.name)
def test_every_form_states_the_count(constructor: Constructor, example: Example) -> None:
    built = constructor(example.config, example.inputs)
    count = as_size(built.count)
    rows = [row for row in built.to_dict()["weights"] if not row["buffer"]]
    products = [math.prod(map(_value, (row.get("copies", 1), *row["shape"]))) for row in rows]
    assert [compare(as_size(product), _value(row["count"])) for product, row in zip(products, rows, strict=True)] == [Equal()] * len(rows)
    assert compare(as_size(sum(products)), count) == Equal()
    with_letters_apart = re.sub(r"(?=[a-zA-Z]_)|(?<=_[a-z])", " ", built.latex())  # k_hk_w is two letters in LaTeX, and one word when it is read
    products_in_latex, sum_in_latex = map(_value, with_letters_apart.split(" = "))
    assert compare(products_in_latex, sum_in_latex) == Equal()


def _value(text: object) -> Value:
    return value_of(parse(str(text)).node)


def test_equal_ones_have_the_same_hash() -> None:
    one, other = (laid_out(layers.lstm(units=symbol("units"), input_dim=3)) for _ in range(2))
    assert (one == other, len({one, other})) == (True, 1)


def test_it_is_shown_with_its_remarks() -> None:
    built = DENSE.frozen("bias").adding(kept("seen", (), is_buffer=True))
    assert str(built).splitlines()[-1] == "20 parameters"
    assert ["not trained" in str(built), "kept beside the parameters" in str(built)] == [True, True]
    assert built.latex() == r"3 \times 5 + 5 = 20"
