"""What the promises would say of a false verdict: the watchman is awake."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from symcount.judging.verdict import Witness
from tests.fuzz.promises import holds
from tests.judging.published import Published

WRONG = Published("4(nm+n^2)", "lstm")
CALCULATED = Published("4*(4*3 + 3^2) = 84", "lstm", given={"units": 3, "input_dim": 4})

SLIPPED = Published("4*(4*3 + 3**2) = 96", "lstm", given={"units": 3, "input_dim": 4})
GROUPED = Published("filters*kernel_height*kernel_width*input_channels/groups", "conv2d")


@pytest.mark.parametrize(
    "claim, lie",
    [
        (WRONG, {"verdict": "correct"}),
        (WRONG, {"difference": "-4*input_dim"}),
        (WRONG, {"difference": "0"}),
        (WRONG, {"correct_when": {"bias": 2}}),
        (WRONG, {"claimed": "4*(units*input_dim + units**2 + units)", "difference": "0", "witness": None}),
        (WRONG, {"expected": "4*units*input_dim", "difference": "4*units**2", "witness": None}),
        (WRONG, {"reading": {"n": "input_dim", "m": "units"}}),
        (WRONG, {"witness": Witness({"input_dim": 1, "units": 1}, 8, 11)}),
        (GROUPED, {"witness": Witness({"filters": 3, "input_channels": 2, "kernel_height": 1, "kernel_width": 1, "groups": 2}, 3, 6)}),
        (CALCULATED, {"verdict": "correct"}),
        (SLIPPED, {"verdict": "correct", "claimed": "96", "difference": "0", "correct_when": None}),
        (CALCULATED, {"difference": -11}),
        (CALCULATED, {"correct_when": {"bias": 2}}),
    ],
)
def test_a_lie_is_noticed(claim: Published, lie: dict[str, Any]) -> None:
    verdict = claim.judged()
    holds(verdict, claim)
    with pytest.raises(AssertionError):
        holds(replace(verdict, **lie), claim)
