"""Where blocks go: areas are counts, nothing overlaps, and everything has its room."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcount.rendering.figures.blocks import Block
from symcount.rendering.figures.drawn.blocks_layout import ROOM_ACROSS, ROOM_DOWN, THINNEST, apart, share_columns, stacked

SIDES = st.integers(1, 10**6)
GATES = ("input gate", "forget gate", "candidate", "output gate")
LSTM = [Block(("kernel",), (13, 5), GATES), Block(("recurrent_kernel",), (5, 5), GATES), Block(("bias",), (5,), GATES)]


@st.composite
def blocks(draw: st.DrawFn) -> list[Block]:
    shapes = draw(st.lists(st.tuples(SIDES, SIDES, st.integers(1, 99)), min_size=1, max_size=12))
    return [Block((f"w{place}",), (rows, columns), copies=copies) for place, (rows, columns, copies) in enumerate(shapes)]


@settings(max_examples=40)
@given(blocks())
def test_blocks_apart(some: list[Block]) -> None:
    places = apart(some)
    assert {place.block for place in places} == set(some)
    for one, other in combinations(places, 2):
        across = one.left + one.width <= other.left or other.left + other.width <= one.left
        assert across or one.top + one.height <= other.top or other.top + other.height <= one.top
    assert max(place.left + place.width for place in places) <= ROOM_ACROSS + 1e-6
    assert max(place.top + place.height for place in places) <= ROOM_DOWN + 1e-6
    seen = [place for place in places if min(place.width, place.height) > 2 * THINNEST]
    scales = [place.block.count / (place.width * place.height) for place in seen]
    assert all(scale == pytest.approx(scales[0], rel=1e-6) for scale in scales)


def test_blocks_upon_each_other() -> None:
    assert share_columns(LSTM)
    kernel, recurrent, bias = stacked(LSTM)
    assert kernel.width == recurrent.width == bias.width
    assert [round(place.height / bias.height, 6) for place in (kernel, recurrent, bias)] == [13, 5, 1]
    assert (kernel.top, recurrent.top, bias.top) == pytest.approx((0, kernel.height, kernel.height + recurrent.height))


def test_a_bias_below_a_large_kernel_is_a_line() -> None:
    kernel, bias = stacked([Block(("kernel",), (4096, 4096)), Block(("bias",), (4096,))])
    assert bias.height == THINNEST
    assert kernel.height > 100 * bias.height


@pytest.mark.parametrize(
    "some, upon_each_other",
    [
        ([Block(("a",), (3, 4)), Block(("b",), (4,))], True),
        ([Block(("a",), (3, 4)), Block(("b",), (5,))], False),
        ([Block(("a",), (3, 4), GATES), Block(("b",), (4,))], False),
        ([Block(("a",), (10**6, 4)), Block(("b",), (4,))], False),
    ],
)
def test_blocks_stand_upon_each_other_where_they_share_columns(some: list[Block], upon_each_other: bool) -> None:
    assert share_columns(some) == upon_each_other


@pytest.mark.parametrize(
    "sides, pieces",
    [((7, 128, 32), (7, 1)), ((3, 3, 5, 64, 128), (3, 1)), ((896, 32), (5, 1)), ((32, 896), (1, 5)), ((3, 3, 64, 128), (1, 1)), ((100, 1, 1), (10, 1))],
)
def test_a_kernel_is_cut_between_its_own_rows(sides: tuple[int, ...], pieces: tuple[int, int]) -> None:
    (place,) = apart([Block(("kernel",), sides)])
    assert (place.across, place.down) == pieces


def test_lower_blocks_stand_below_each_other_beside_a_tall_one() -> None:
    tall, square, low = (Block((name,), sides) for name, sides in (("tall", (256, 64)), ("square", (128, 128)), ("low", (64, 256))))
    places = {place.block: place for place in apart([tall, square, low])}
    assert places[square].left == places[low].left > places[tall].width
    assert places[low].top + places[low].height <= places[tall].height
