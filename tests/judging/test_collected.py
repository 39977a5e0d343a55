"""Claims that others collected: what is right of each answer, and that what is said to be open still is."""

from __future__ import annotations

import pytest

from tests.judging.collected import COLLECTED, Collected
from tests.judging.scoring import score


@pytest.mark.parametrize("claim", COLLECTED, ids=lambda claim: f"{claim.layer}: {claim.text[:50]}")
def test_collected_claim(claim: Collected) -> None:
    assert tuple(field for field, is_right in score(claim).items() if not is_right) == claim.open


@pytest.mark.parametrize(
    "claim", [claim for claim in COLLECTED if claim.verdict == "incorrect" and "correct" not in claim.fair], ids=lambda claim: claim.text[:50]
)
def test_no_wrong_claim_is_called_correct(claim: Collected) -> None:
    if "read" not in claim.open:
        assert claim.judged().verdict != "correct"
