"""What published pages claim, judged: the verdict, what would make it right, the difference, and what is said of it."""

from __future__ import annotations

import pytest

from tests.judging.published import Published
from tests.judging.scoring import EVERY_CLAIM, score

WITH_LETTERS = [claim for claim in EVERY_CLAIM if claim.where and "timesteps" not in claim.where.values()]


@pytest.mark.parametrize("claim", EVERY_CLAIM, ids=lambda claim: f"{claim.layer}: {claim.text[:50]}")
def test_published_claim(claim: Published) -> None:
    found = score(claim)
    assert found == dict.fromkeys(found, True)
    assert {"read", "verdict"} < found.keys()


@pytest.mark.parametrize("claim", WITH_LETTERS, ids=lambda claim: claim.text[:50])
def test_the_same_verdict_when_nobody_says_what_the_letters_mean(claim: Published) -> None:
    assert score(claim, blind=True)["verdict"]
