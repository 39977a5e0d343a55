"""The sentences of solutions: one, several, none."""

from __future__ import annotations

from symcount.rendering.solved import Near, Solutions
from tests.rendering.asked import Dense

ONE = Solutions(Dense(), (70,), ({"input_dim": 13},), True, (), "textbook")
MORE = Solutions(Dense(), (70,), ({"input_dim": 13}, {"input_dim": 14}), False, (), "textbook", ("not all sizes were tried",))
NONE = Solutions(Dense(), (71,), (), True, (Near({"input_dim": 13}, 70, -1, 1),), "textbook")


def test_one_is_told_with_its_calculation() -> None:
    assert str(ONE).splitlines() == ["A dense layer with units=5 has 70 parameters only at input_dim = 13.", "    5*13 + 5 = 70"]
    assert ONE.latex() == r"5(m + 1) = 70 \quad m = 13"


def test_several_are_a_table_and_what_is_missing_is_said() -> None:
    assert str(MORE).splitlines() == [
        "A dense layer with units=5 has 70 parameters in at least two ways:",
        "    input_dim  calculation",
        "           13  5*13 + 5",
        "           14  5*14 + 5",
        "    note: not all sizes were tried",
    ]


def test_where_there_is_none_the_nearest_is_told() -> None:
    assert str(NONE).splitlines()[0] == "A dense layer with units=5 never has 71 parameters: next to it are"
    assert NONE.to_dict()["nearest"] == [{"sizes": {"input_dim": 13}, "count": 70, "difference": -1, "ways": 1}]
