"""Numbers: bare counts, roundings, chains with a broken link, sizes that nobody states."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symcount as sc
from symcount.judging.claim import rounds_to

SIZES = {"units": 256, "input_dim": 320}
"""An LSTM of 590848 parameters."""


@pytest.mark.parametrize(
    "text, verdict, difference",
    [
        ("590848", "correct", "0"),
        ("590,848", "correct", "0"),
        ("Total params: 590848", "correct", "0"),
        ("590849", "incorrect", 1),
        ("589824", "incorrect", -1024),
        ("-590848", "incorrect", -2 * 590848),
        ("0.59M", "correct", "0"),
        ("0.6M", "correct", "0"),
        ("0.58M", "incorrect", 580000 - 590848),
        ("0.5908M", "correct", "0"),
        ("0.5909M", "incorrect", 590900 - 590848),
        ("591K", "correct", "0"),
        ("590K", "incorrect", 590000 - 590848),
        ("≈ 590K", "correct", "0"),
        ("≈ 0.58M", "approximate", 580000 - 590848),
        ("≈ 0.5M", "correct", "0"),
        ("≈ 0.51M", "incorrect", 510000 - 590848),
        ("params ≈ 600000", "approximate", 600000 - 590848),
        ("4*(320*256 + 256^2 + 256) = 590848", "correct", "0"),
        ("4*(320*256 + 256^2 + 256) = 590848 ≈ 0.59M", "correct", "0"),
        ("4*(320*256 + 256^2 + 256) ≈ 0.59M", "correct", "0"),
        ("4*(320*256 + 256^2) = 589824 ≈ 0.59M", "approximate", -1024),
        ("590848.5", "incorrect", Fraction(1, 2)),
    ],
)
def test_a_number_and_its_difference(text: str, verdict: str, difference: object) -> None:
    found = sc.check(text, "lstm", given=SIZES)
    assert (found.verdict, found.difference) == (verdict, difference)


@pytest.mark.parametrize(
    "text, verdict, message",
    [
        ("W + U + b = 180", "correct", ""),
        ("4*(weights + biases) = 180", "correct", ""),
        ("4*(h*(h + x) + h) = 180", "correct", ""),
        ("g*(h*(h + x) + h) = 4*(5*8 + 5) = 180", "correct", ""),
        ("4*units*(units + input_dim + bias) = 180", "correct", ""),
        ("kernel: 4*3*5 = 60\nTotal: 180", "correct", ""),
        ("4*5*(5+3+1) + bias = 180", "undecided", "not decided: the number is right, but whether 4*5*(5+3+1) + bias is that number, the text does not settle"),
        ("4*timesteps*(5+3+1) = 180", "undecided", "not decided"),
        ("4*5*(5+3+1) + foo = 180", "undecided", "not decided"),
        ("g*(h*(h*x) + h) = 4*(5*8 + 5) = 180", "undecided", "not decided"),
        ("kernel: 4*3*5 = 61\nTotal: 180", "incorrect", "4*3*5 is 60, not 61"),
        ("kernel: 4*3*5 = 61\nTotal: 4*units*(units + input_dim + 1)", "incorrect", "4*3*5 is 60, not 61"),
    ],
)
def test_every_side_and_every_line_must_be_right(text: str, verdict: str, message: str) -> None:
    found = sc.check(text, "lstm", given={"units": 5, "input_dim": 3})
    assert found.verdict == verdict
    assert [fault.message.startswith(message) for fault in found.diagnosis] == [True] * bool(message)


@pytest.mark.parametrize(
    "text, holds",
    [
        ("4*(13*5 + 5*5 + 5) = 4*95 = 380", [None, True, True]),
        ("4*(13*5 + 5*5 + 5) = 4*96 = 380", [None, False, False]),
        ("4*(13*5 + 5*5 + 5) = 370", [None, False]),
        ("4*(n*m + n^2 + n) = 380", [None, True]),
        ("4*95 = 380 ≈ 0.4K", [None, True, True]),
        ("4*90 = 360 weights + 20 biases = 380", [None, True, True]),
        ("4*90 = 360 + 20 = 380", [None, False, True]),
    ],
)
def test_the_links_of_a_chain(text: str, holds: list[bool | None]) -> None:
    found = sc.check(text, "lstm", given={"units": 5, "input_dim": 13})
    assert [step.holds for step in found.steps] == holds
    assert found.verdict == ("incorrect" if False in holds else "correct")
    assert ("arithmetic-slip" in [fault.kind for fault in found.diagnosis]) is (False in holds)


def test_a_bad_rounding_behind_the_claim_is_a_slip() -> None:
    found = sc.check("4*95 = 380 ≈ 0.6K", "lstm", given={"units": 5, "input_dim": 13})
    assert ([step.holds for step in found.steps], found.verdict) == ([None, True, False], "incorrect")
    assert [fault.kind for fault in found.diagnosis] == ["arithmetic-slip"]


@pytest.mark.parametrize(
    "text, sizes, named", [("590848", {"units": 256}, "input_dim"), ("590848", {}, "input_dim and units"), ("4*95", {"input_dim": 13}, "units")]
)
def test_sizes_that_nobody_states_are_named(text: str, sizes: dict[str, int], named: str) -> None:
    found = sc.check(text, "lstm", given=sizes)
    assert found.verdict == "undecided"
    assert [fault.message for fault in found.diagnosis] == [f"not decided: the true count depends on {named}, which the text does not state"]


@pytest.mark.parametrize(
    "text, layer, sizes, correct_when",
    [
        ("360", "lstm", {"units": 5, "input_dim": 13}, {"bias": 0}),
        ("400", "lstm", {"units": 5, "input_dim": 13}, {"bias": 2}),
        ("380", "lstm", {"units": 5, "input_dim": 13}, None),
        ("390", "lstm", {"units": 5, "input_dim": 13}, None),
        ("400", "lstm", {"units": 5, "input_dim": 13, "bias": 1}, None),
        ("64", "batch_norm", {"features": 64}, {"bias": 0}),
    ],
)
def test_a_switch_that_would_make_it_right(text: str, layer: str, sizes: dict[str, int], correct_when: dict[str, int] | None) -> None:
    assert sc.check(text, layer, given=sizes).correct_when == correct_when


@pytest.mark.parametrize(
    "text, layer, sizes, framework, verdict",
    [
        ("400", "lstm", {"units": 5, "input_dim": 13}, "torch", "correct"),
        ("380", "lstm", {"units": 5, "input_dim": 13}, "keras", "correct"),
        ("256", "batch_norm", {"features": 64}, "keras", "correct"),
        ("128", "batch_norm", {"features": 64}, "torch", "correct"),
        ("600", "lstm", {"units": 5, "input_dim": 13, "num_layers": 2}, None, "correct"),
    ],
)
def test_conventions_and_stacks(text: str, layer: str, sizes: dict[str, int], framework: str | None, verdict: str) -> None:
    assert sc.check(text, layer, given=sizes, convention=framework).verdict == verdict


def test_time_steps_as_a_size() -> None:
    """The most copied wrong calculation: time steps as the inputs, inputs as the units, units once more, no bias."""
    found = sc.check("4*((4096*16)+(4096*4096))*256 = 17246978048", "lstm", given={"units": 256, "input_dim": 4096, "timesteps": 16})
    assert [fault.kind for fault in found.diagnosis] == ["wrong-role", "wrong-role", "extra-factor", "missing-bias"]
    assert [fault.term for fault in found.diagnosis[:3]] == ["timesteps", "input_dim", "units"]
    assert found.difference == 17246978048 - 4457472


@given(st.integers(1, 10**9), st.integers(0, 6))
def test_a_count_rounds_to_what_is_rounded_from_it(true: int, digits: int) -> None:
    unit = 10**digits
    if true < unit:  # 1M says nothing of 550
        assert not rounds_to(true, 0, unit) or true == 0
        assert not rounds_to(true, unit, unit, loosely=True)
        return
    nearest = (2 * true + unit) // (2 * unit) * unit
    assert rounds_to(true, nearest, unit)
    assert not rounds_to(true, (true // unit + 2) * unit, unit)
    assert rounds_to(true, (true // unit + 1) * unit, unit, loosely=True)


def test_nothing_rounds_to_an_unknown_count() -> None:
    assert not rounds_to(None, 380, 10)


def test_a_size_that_is_given_by_the_identities_alone_is_left_out_of_the_witness() -> None:
    square = {"kernel_height": "kernel_size", "kernel_width": "kernel_size"}
    sizes = {"filters": 8, "kernel_height": 5, "kernel_width": 5, "input_channels": 3}
    witness = sc.check("((5*5*3) + 1)*8 = 609", "conv2d", given=sizes, assume=square).witness
    assert witness is not None
    assert witness.sizes == {"filters": 8, "input_channels": 3}
